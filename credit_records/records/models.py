"""What is remembered of an agency or a civil servant (C1–C3): the catalogue of record types, one file a subject, and its records."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Membership, Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency, CivilServant
from core.events import names
from core.evidence.models import Evidence
from core.history import tracked
from core.rules.models import Rule
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded

# who works on an agency's own drafts, and reads what is in force about the agency
AGENCY_STAFF = (Role.CLERK, Role.AGENCY_REVIEWER)


class RecordTypeQuerySet(models.QuerySet):
    def effective(self, at=None):
        """Types under which a record may be entered on the day `at` (default today)."""
        at = at or timezone.localdate()
        return self.filter(Q(effective_from=None) | Q(effective_from__lte=at)).filter(Q(effective_to=None) | Q(effective_to__gte=at))


@tracked
class RecordType(models.Model):
    """记录类型: a row of the catalogue. It decides dimension, severity and publicity, and which missed deadlines open a draft."""

    class Polarity(models.TextChoices):
        GOOD = "good", _("守信")
        BAD = "bad", _("失信")

    class Dimension(models.TextChoices):
        DECISION = "decision", _("决策")
        EXECUTION = "execution", _("执行")
        SUPERVISION = "supervision", _("监督")
        SERVICE = "service", _("服务")
        COMMERCE = "commerce", _("商务")

    class Severity(models.TextChoices):
        MINOR = "minor", _("轻微失信")
        ORDINARY = "ordinary", _("一般失信")
        SERIOUS = "serious", _("严重失信")

    code = models.SlugField(_("类型代码"), max_length=60, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    polarity = models.CharField(_("性质"), max_length=10, choices=Polarity.choices)
    dimension = models.CharField(_("维度"), max_length=20, choices=Dimension.choices)
    severity = models.CharField(_("程度"), max_length=20, choices=Severity.choices, blank=True)
    legal_basis = models.CharField(_("依据"), max_length=200)
    verification = models.CharField(_("核对情况"), max_length=20, choices=Rule.Verification.choices)
    # code of the rule whose amount and amount_max are the publicity floor and ceiling in months; empty: no end
    publicity_rule = models.SlugField(_("公示期规则"), max_length=60, blank=True)
    opened_by_purpose = models.SlugField(
        _("由哪种期限逾期触发"), max_length=30, blank=True, help_text=_("期限的用途代码。逾期后系统自动起草一条这种记录，仍由信用办审核。")
    )
    publishes = models.BooleanField(_("机构的记录向社会公示"), default=True)
    effective_from = models.DateField(_("启用日期"), null=True, blank=True)
    effective_to = models.DateField(_("停用日期"), null=True, blank=True)

    objects = RecordTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("记录类型")
        verbose_name_plural = _("记录类型")
        ordering = ["polarity", "dimension", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["opened_by_purpose"],
                condition=~Q(opened_by_purpose=""),
                name="record_type_one_a_purpose",
                violation_error_message=_("这种期限逾期已由另一个类型起草记录。"),
            ),
            models.CheckConstraint(
                condition=Q(polarity="good", severity="") | Q(polarity="bad") & ~Q(severity=""),
                name="record_type_bad_has_severity",
                violation_error_message=_("失信类型要选程度，守信类型不选。"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_bad(self):
        return self.polarity == self.Polarity.BAD

    @property
    def grade(self):
        """一般失信, or 守信."""
        return self.get_severity_display() or self.get_polarity_display()


class CreditFileQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those who look across agencies see every file; agency staff see their agency's; civil servants see their own."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        if actor.oversees:
            return self
        return self.filter(Q(agency__in=staff_agencies(actor)) | Q(civil_servant__user=user))


@tracked
class CreditFile(Scoped):
    """信用档案: the one file of an agency or of a civil servant."""

    agency = models.OneToOneField(Agency, models.PROTECT, null=True, blank=True, related_name="credit_file", verbose_name=_("机构"))
    civil_servant = models.OneToOneField(
        CivilServant, models.PROTECT, null=True, blank=True, related_name="credit_file", verbose_name=_("公务员")
    )
    opened_on = models.DateField(_("建档日期"), default=timezone.localdate)

    objects = CreditFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("信用档案")
        verbose_name_plural = _("信用档案")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False, civil_servant=None) | Q(agency=None, civil_servant__isnull=False),
                name="credit_file_of_one_subject",
                violation_error_message=_("一份档案只属于一个机构或者一名公务员。"),
            )
        ]

    def __str__(self):
        return str(self.subject)

    def get_absolute_url(self):
        return reverse("file", args=[self.pk])

    @property
    def subject(self):
        """The Agency or the CivilServant."""
        return self.agency or self.civil_servant

    @property
    def number(self):
        return gettext("信档第%(number)06d号") % {"number": self.pk}


class CreditRecordQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The credit office sees all. What has taken effect: also supervision, inspection, the subject's agency or person.
        Agency staff see what their own agency entered, whatever its state; nobody else sees a draft, and a draft of the system the office only."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        if actor.has(Role.CREDIT_OFFICE):
            return self
        own = staff_agencies(actor)
        about_us = Q(file__agency__in=own) | Q(file__civil_servant__user=user)
        if actor.oversees:
            about_us = Q()
        entered = Q(agency__in=own, source_deadline=None)
        return self.filter(entered | Q(state__in=CreditRecord.SETTLED) & about_us)

    def with_subject(self):
        """What a list or a page shows of each row, in the same statement."""
        return self.select_related("type", "agency", "file__agency", "file__civil_servant__agency")

    def in_force(self, at=None):
        """Records that were in force at the end of the day `at` (default today)."""
        at = at or timezone.localdate()
        return self.filter(state__in=CreditRecord.SETTLED, decided_at__date__lte=at).filter(Q(ended_on=None) | Q(ended_on__gt=at))


@guarded
@tracked
class CreditRecord(Scoped, Stateful):
    """信用记录: one good-faith or bad-faith fact about a subject, with its legal basis."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        IN_REVIEW = "in_review", _("待确认")
        IN_FORCE = "in_force", _("生效")
        DISMISSED = "dismissed", _("不予认定")
        REVOKED = "revoked", _("已撤销")

    INITIAL = ("draft",)
    SETTLED = ("in_force", "revoked")  # it has taken effect, whether it still stands or not
    STEPS = [
        Step("draft", "in_review", _("提交审核"), who=(*AGENCY_STAFF, Role.CREDIT_OFFICE), needs=("evidence",)),
        Step(
            "in_review",
            "in_force",
            _("确认生效"),
            who=(Role.CREDIT_OFFICE,),
            needs=("reason", "evidence"),
            maker_is_not_checker=True,
            event=names.RECORD_IN_FORCE,
        ),
        Step("in_review", "draft", _("退回补充"), who=(Role.CREDIT_OFFICE,), needs=("reason",)),
        Step("draft", "dismissed", _("不予认定"), who=(*AGENCY_STAFF, Role.CREDIT_OFFICE), needs=("reason",)),
        Step("in_review", "dismissed", _("不予认定"), who=(Role.CREDIT_OFFICE,), needs=("reason",), maker_is_not_checker=True),
        Step("in_force", "revoked", _("撤销记录"), who=(Role.CREDIT_OFFICE,), needs=("reason",)),
    ]

    file = models.ForeignKey(CreditFile, models.PROTECT, related_name="records", verbose_name=_("信用档案"))
    type = models.ForeignKey(RecordType, models.PROTECT, related_name="records", verbose_name=_("类型"))
    # given when the record takes effect: a draft that is dismissed leaves no gap in the register
    number = models.CharField(_("编号"), max_length=60, blank=True)
    title = models.CharField(_("标题"), max_length=300)
    facts = models.TextField(_("事实"))
    happened_on = models.DateField(_("发生日期"))
    # the missed limit that opened this draft; being unique, a limit opens one draft however often it is told
    source_deadline = models.OneToOneField(
        Deadline, models.PROTECT, null=True, blank=True, related_name="credit_record", verbose_name=_("逾期的期限")
    )
    basis = models.TextField(_("依据"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="entered_records", verbose_name=_("录入单位"))
    created_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("录入人"))
    created_at = models.DateTimeField(_("录入时间"), default=timezone.now, editable=False)
    submitted_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提交人"))
    confirmed_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人"))
    decided_at = models.DateTimeField(_("认定时间"), null=True, blank=True)
    reason = models.TextField(_("理由"), blank=True)  # of the latest decision; the earlier ones are in the events
    public_until = models.DateField(_("最长公示到"), null=True, blank=True)
    ended_on = models.DateField(_("失效日期"), null=True, blank=True)
    state = state_field(State)

    deadlines = GenericRelation(Deadline)
    evidence = GenericRelation(Evidence)

    objects = CreditRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("信用记录")
        verbose_name_plural = _("信用记录")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["file", "-decided_at"], name="record_of_file"),
            models.Index(fields=["agency", "-id"], name="record_entered_by"),
            models.Index(fields=["state", "-id"], name="record_in_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="record_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["in_force", "revoked"])
                | Q(confirmed_by__isnull=False, decided_at__isnull=False) & ~Q(number="") & ~Q(reason=""),
                name="record_settled_is_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_force", "revoked"]) | ~Q(confirmed_by=F("created_by")) & ~Q(confirmed_by=F("submitted_by")),
                name="record_maker_is_not_checker",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("record", args=[self.pk])

    @property
    def is_public(self):
        """Whether the public sees it once it is in force: never a civil servant's, an agency's where its type says so."""
        return self.file.agency_id is not None and self.type.publishes

    @property
    def mark(self):
        if self.state == self.State.IN_FORCE:
            return "bad" if self.type.is_bad else "done"
        return "plain"

    @property
    def live_review(self):
        """The credit office's running limit for this draft, or None."""
        return self.deadlines.live().filter(purpose="review").select_related("rule").first()

    def acting_agency_id(self, step):
        """A draft of the system is the credit office's, not of those who work in the same house."""
        return self.agency_id if self.source_deadline_id is None else None

    def makers(self, step):
        return {self.created_by_id, self.submitted_by_id}

    def excluded(self):
        """Who is named in it; and while the office decides, who does the work of the agency concerned."""
        deciding = self.state != self.State.DRAFT or self.source_deadline_id is not None
        return {self.named_user_id} | (self.colleague_ids if deciding else set())

    @cached_property
    def colleague_ids(self):
        agency = self.file.agency_id or self.file.civil_servant.agency_id
        return set(Membership.objects.in_force().filter(agency=agency, role__in=AGENCY_STAFF).values_list("user_id", flat=True))

    @cached_property
    def named_user_id(self):
        """The account of the civil servant whom the record is about, or of the head of the agency that it is about."""
        if self.file.civil_servant:
            return self.file.civil_servant.user_id
        head = self.file.agency.head
        return head and head.civil_servant.user_id

    def missing(self, step):
        # a draft of the system has the missed limit for its proof
        needs_proof = "evidence" in step.needs and self.source_deadline_id is None
        return [_("请附上至少一份佐证材料。")] if needs_proof and not self.evidence.exists() else []


def staff_agencies(actor):
    """Primary keys of the agencies on whose drafts the actor works, and about which the actor reads what is in force."""
    return {agency for role, agency in actor.memberships if role in AGENCY_STAFF}

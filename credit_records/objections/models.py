"""异议 (C5): somebody says that a record is wrong; the source unit checks, one person proposes the outcome, another decides."""

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.masking import masked_address
from core.directory.models import Agency
from core.events import names
from core.evidence.models import Evidence
from core.history import tracked
from core.sealed import unseal
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded
from credit_records.records.models import AGENCY_STAFF, CreditRecord, Revision, staff_agencies

OFFICE = (Role.CREDIT_OFFICE,)
OUTCOMES = ("upheld", "corrected", "revoked")
OPEN = ("filed", "asked", "answered", "proposed")
DECIDED = {"who": OFFICE, "needs": ("reason",), "maker_is_not_checker": True, "event": names.OBJECTION_DECIDED}


class ObjectionQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The credit office and inspection see all; who objected sees their own; the source unit sees what it was asked."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        if actor.has(Role.CREDIT_OFFICE, Role.INSPECTOR):
            return self
        staff = staff_agencies(actor)
        return self.filter(Q(created_by=user) | Q(agency__in=staff) | Q(source__in=staff, asked_at__isnull=False))

    def open(self):
        return self.filter(state__in=OPEN)


@guarded
@tracked
class Objection(Scoped, Stateful):
    """异议: what somebody says is wrong with a record, and what becomes of it.

    Who objects is a civil servant about the own record (`created_by`), an agency about its own (also `agency`), or a citizen without
    an account about a public record (`name_sealed`, `contact_sealed`, `code_hash`, perhaps `email_sealed`). `source`: the unit that entered the record and must be
    asked; none where the credit office or the system entered it.
    """

    class Ground(models.TextChoices):
        FACTS = "facts", _("事实不符")
        SUBJECT = "subject", _("不是本单位、本人的事")
        TYPE = "type", _("类型或者程度不对")
        BASIS = "basis", _("依据不对或者已经废止")
        DOCUMENT = "document", _("认定文书已被撤销、改判")
        ENDED = "ended", _("早已办结或者公示期已满")
        PRIVACY = "privacy", _("不应当公示")
        OTHER = "other", _("其他")

    class State(models.TextChoices):
        FILED = "filed", _("已提出")
        ASKED = "asked", _("核查中")
        ANSWERED = "answered", _("已核查")
        PROPOSED = "proposed", _("待决定")
        UPHELD = "upheld", _("异议不成立，维持")
        CORRECTED = "corrected", _("异议成立，已更正")
        REVOKED = "revoked", _("异议成立，已撤销记录")
        REFUSED = "refused", _("不予受理")
        WITHDRAWN = "withdrawn", _("已撤回")

    INITIAL = ("filed",)
    OPEN, OUTCOMES = OPEN, OUTCOMES
    STEPS = [
        Step("filed", "asked", _("请录入单位核查"), who=OFFICE),
        Step("asked", "answered", _("答复核查情况"), who=AGENCY_STAFF),
        Step("filed", "proposed", _("提出处理意见"), who=OFFICE),
        Step("asked", "proposed", _("提出处理意见"), who=OFFICE),
        Step("answered", "proposed", _("提出处理意见"), who=OFFICE),
        Step("proposed", "upheld", _("决定维持原记录"), **DECIDED),
        Step("proposed", "corrected", _("决定更正记录"), **DECIDED),
        Step("proposed", "revoked", _("决定撤销记录"), **DECIDED),
        Step("proposed", "answered", _("不同意，退回重新提出"), who=OFFICE, needs=("reason",), maker_is_not_checker=True),
        Step("filed", "refused", _("不予受理"), who=OFFICE, needs=("reason",)),
        # by who filed it: see refusal()
        *[Step(state, "withdrawn", _("撤回异议")) for state in ("filed", "asked", "answered")],
    ]

    record = models.ForeignKey(CreditRecord, models.PROTECT, related_name="objections", verbose_name=_("信用记录"))
    grounds = ArrayField(models.CharField(max_length=20, choices=Ground.choices), verbose_name=_("哪里有误"))
    text = models.TextField(_("说明"))
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="objections", verbose_name=_("提出异议的单位"))
    created_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提出人"))
    created_at = models.DateTimeField(_("提出时间"), default=timezone.now, editable=False)
    # sealed (core/sealed.py): the name; the telephone, found by its index, and the address to which mail goes, in the language in which it was filed
    name_sealed = models.TextField(_("姓名（密文）"), blank=True, editable=False)
    contact_sealed = models.TextField(_("电话或者邮箱（密文）"), blank=True, editable=False)
    contact_index = models.CharField(_("电话或者邮箱的索引"), max_length=64, blank=True, editable=False)
    email_sealed = models.TextField(_("收通知的邮箱（密文）"), blank=True, editable=False)
    language = models.CharField(_("语言"), max_length=10, blank=True, editable=False)
    code_hash = models.CharField(_("回执码摘要"), max_length=64, null=True, blank=True, unique=True)
    source = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("录入单位"))
    # the limit within which it is decided; by it the list is sorted
    limit = models.OneToOneField(Deadline, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("办理期限"))
    asked_at = models.DateTimeField(_("请求核查时间"), null=True, blank=True)
    answer = models.TextField(_("核查答复"), blank=True)
    answered_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("答复人"))
    outcome = models.CharField(_("处理意见"), max_length=20, choices=State.choices, blank=True)
    opinion = models.TextField(_("处理意见的理由"), blank=True)
    proposed_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提出意见的人"))
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("记录的变更"))
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定人"))
    decided_at = models.DateTimeField(_("办结时间"), null=True, blank=True)  # also of what was withdrawn
    decision = models.TextField(_("决定的理由"), blank=True)
    state = state_field(State)

    deadlines = GenericRelation(Deadline)
    evidence = GenericRelation(Evidence)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("异议")
        verbose_name_plural = _("异议")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "-id"], name="objection_in_state"),
            models.Index(F("decided_at").desc(), F("id").asc(), name="objection_open_first"),
            models.Index(fields=["record", "state"], name="objection_of_record"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "created_by"],
                condition=Q(state__in=OPEN, created_by__isnull=False),
                name="objection_one_open_a_person",
            ),
            models.UniqueConstraint(
                fields=["record", "agency"], condition=Q(state__in=OPEN, agency__isnull=False), name="objection_one_open_an_agency"
            ),
            models.UniqueConstraint(
                fields=["record", "contact_index"], condition=Q(state__in=OPEN) & ~Q(contact_index=""), name="objection_one_open_a_contact"
            ),
            models.CheckConstraint(
                condition=Q(created_by__isnull=False, name_sealed="", contact_sealed="", contact_index="", email_sealed="", code_hash=None)
                | Q(created_by=None, agency=None, code_hash__isnull=False)
                & ~Q(name_sealed="")
                & ~Q(contact_sealed="")
                & ~Q(contact_index=""),
                name="objection_of_one_objector",
            ),
            models.CheckConstraint(
                condition=Q(
                    grounds__len__gt=0, grounds__contained_by=["facts", "subject", "type", "basis", "document", "ended", "privacy", "other"]
                )
                & ~Q(text=""),
                name="objection_says_what_is_wrong",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("proposed", *OUTCOMES)) | Q(outcome__in=OUTCOMES, proposed_by__isnull=False) & ~Q(opinion=""),
                name="objection_proposed_has_an_outcome",
            ),
            models.CheckConstraint(condition=~Q(state__in=OUTCOMES) | Q(outcome=F("state")), name="objection_decided_as_proposed"),
            models.CheckConstraint(
                condition=~Q(state__in=(*OUTCOMES, "refused")) | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision=""),
                name="objection_decided_with_reasons",
            ),
            models.CheckConstraint(condition=~Q(state__in=OUTCOMES) | ~Q(decided_by=F("proposed_by")), name="objection_decided_by_another"),
        ]

    def __str__(self):
        return _now("对“%(record)s”的异议") % {"record": self.record}

    def get_absolute_url(self):
        return reverse("objection", args=[self.pk])

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def is_citizens(self):
        return self.created_by_id is None

    @property
    def citizen_name(self):
        return unseal(self.name_sealed) if self.name_sealed else ""

    @property
    def contact(self):
        """A citizen's telephone or address, for the office that must ask them something."""
        return unseal(self.contact_sealed) if self.contact_sealed else ""

    @property
    def shown_email(self):
        """Where a citizen gets mail, masked: nobody needs to read it, the portal writes there."""
        return masked_address(unseal(self.email_sealed)) if self.email_sealed else ""

    @property
    def ground_words(self):
        return [str(self.Ground(ground).label) for ground in self.grounds]

    @property
    def answer_limit(self):
        """The source unit's running limit, or None."""
        return self.deadlines.live().filter(purpose="answer").select_related("rule").first()

    def may_be_timed_by(self, actor):
        """Whether the actor may stop the clock for an appraisal and let it run again."""
        return self.is_open and actor.is_person and actor.has(*OFFICE) and actor.user.pk not in self.excluded()

    def acting_agency_id(self, step):
        return self.source_id

    def makers(self, step):
        """Who proposed the outcome, and who confirmed the record, don't decide."""
        return {self.proposed_by_id, self.record.confirmed_by_id}

    def excluded(self):
        return {self.created_by_id} | self.record.excluded()

    def is_by(self, actor):
        """Whether the actor filed it: the civil servant, or anybody of the agency's staff."""
        return actor.is_person and (self.created_by_id == actor.user.pk or self.agency_id in staff_agencies(actor))

    def refusal(self, step, actor):
        if step.target == "withdrawn":
            return "" if actor.is_system or self.is_by(actor) else _now("异议只由提出的一方撤回。")
        if step.source == "asked" and step.target == "answered":
            return self.refusal_to_answer(actor)
        if step.maker_is_not_checker and actor.is_person and actor.has(*OFFICE) and actor.user.pk in self.makers(step):
            return _now("提出处理意见的人、确认过这条记录的人不能决定，请由信用办另一位同事决定。")
        return super().refusal(step, actor)

    def refusal_to_answer(self, actor):
        """The source unit answers also where the record is about one of its own, but nobody who is named in it or objects."""
        if not actor.has(*AGENCY_STAFF, agency=self.source_id or 0):
            return _now("由录入单位的经办人或者审核人答复。")
        is_concerned = actor.user.pk in (self.created_by_id, self.record.named_user_id)
        return _now("这条记录涉及你本人，请由单位的其他同事答复。") if is_concerned else ""

    def next_steps(self):
        """Of the decisions only the proposed one; a source unit is asked before anything is proposed."""
        return [step for step in super().next_steps() if self.comes_next(step)]

    def comes_next(self, step):
        if step.target in OUTCOMES:
            return step.target == self.outcome
        if step.target == "asked":
            return self.source_id is not None
        return step.source != "filed" or step.target != "proposed" or self.source_id is None

    def missing(self, step):
        if step.source == "asked" and step.target == "proposed" and not self.source_is_silent:
            return [_now("录入单位的答复期限还没有到，请等它答复，或者到期以后再提出处理意见。")]
        return []

    @property
    def source_is_silent(self):
        """Whether the day by which the source unit should have answered is over."""
        limit = self.answer_limit
        return limit is None or limit.due_on is not None and limit.due_on < timezone.localdate()

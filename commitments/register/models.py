"""The register of commitments (M1): what an agency owes somebody by a date, and how anyone could check it."""

import pgtrigger
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.events import names
from core.events.models import Event
from core.history import tracked
from core.pages.fields import check_field_list
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded

# what every commitment has beside the fields of its kind
RESERVED = {
    *("title", "text", "agency", "leads", "cooperating", "beneficiary", "basis", "promised_on", "due_on"),
    *("frequency", "continuous", "criterion", "kind", "extra", "hard", "name", "body", "email"),
}


# parts are one level deep: whoever owes a part answers to the whole, and to nobody in between
PLACED = pgtrigger.Insert | pgtrigger.UpdateOf("whole_id")
PARTS_HAVE_NO_PARTS = """
    IF NEW.whole_id IS NOT NULL AND (NEW.whole_id = NEW.id
        OR EXISTS (SELECT FROM commitments_commitment WHERE id = NEW.whole_id AND whole_id IS NOT NULL)
        OR EXISTS (SELECT FROM commitments_commitment WHERE whole_id = NEW.id)) THEN
        RAISE EXCEPTION 'a part of a commitment has no parts' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


VERIFIERS = (Role.AGENCY_REVIEWER, Role.SUPERVISOR)  # which of them, the kind says
WITHDRAWERS = (Role.SUPERVISOR, Role.CREDIT_OFFICE)


def verified(target, label, needs=("reason",)):
    """A step of verification, never taken by one who reported or claimed."""
    return Step("claimed", target, label, who=VERIFIERS, needs=needs, maker_is_not_checker=True, event=names.CLAIM_DECIDED)


def check_fields(specs):
    check_field_list(specs, reserved=RESERVED)


@tracked
class CommitmentKind(models.Model):
    """承诺种类: a kind of commitment as a row of data, with fields of its own, its usual time limit and who verifies."""

    class VerifiedBy(models.TextChoices):
        AGENCY_REVIEWER = Role.AGENCY_REVIEWER.value, _("责任单位的审核人（不能是报告人）")
        SUPERVISOR = Role.SUPERVISOR.value, _("督查部门")

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=40)
    hint = models.CharField(_("说明"), max_length=100, blank=True)
    fields = models.JSONField(_("专用字段"), default=list, blank=True, validators=[check_fields])
    rule_code = models.SlugField(_("没有写明日期时适用的规则"), max_length=60, blank=True)
    hard_rule_code = models.SlugField(
        _("涉及面广、处理难度大时适用的规则"), max_length=60, blank=True
    )  # set: the law names both limits, nobody else does
    receipt_rule = models.SlugField(_("签收期限的规则"), max_length=60, blank=True)  # empty: nobody has to acknowledge it
    verified_by = models.CharField(_("由谁核验"), max_length=20, choices=VerifiedBy.choices, default=VerifiedBy.AGENCY_REVIEWER)
    on_site_share = models.PositiveSmallIntegerField(
        _("现场核验的比例（%）"), default=0, help_text=_("0不到现场，100每项都到现场，其余的按这个比例抽签。")
    )
    asks_opinion = models.BooleanField(_("办结后征求提出人意见"), default=False)
    position = models.PositiveSmallIntegerField(_("次序"), default=0)
    by_hand = models.BooleanField(_("可以直接登记"), default=True, help_text=_("不勾选的由所属业务（例如欠款）登记，不在登记页面上出现。"))

    urged_by_rule = models.BooleanField(_("到期没有办的由系统催办"), default=False)

    class Meta:
        verbose_name = _("承诺种类")
        verbose_name_plural = _("承诺种类")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(on_site_share__lte=100), name="kind_on_site_share", violation_error_message=_("比例在0到100之间。")
            )
        ]

    def __str__(self):
        return self.name


class CommitmentQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The staff of the agencies that take part in it or in the whole that it is a part of, or registered it, and those who look across
        agencies. The public has public entries."""
        actor = Actor.of(user)
        if actor.oversees:
            return self
        own = actor.agency_ids
        taking_part = Participation.objects.filter(agency__in=own).values("commitment")
        parts = Q(whole__agency__in=own) | Q(whole__in=taking_part)
        return self.filter(Q(agency__in=own) | Q(registrar__in=own) | Q(pk__in=taking_part) | parts)

    def unfinished(self):
        return self.filter(state__in=Commitment.UNFINISHED)

    def with_deadline(self):
        """Annotates `due_on` and `deadline_state`, of the newest deadline for fulfilment or else for a report."""
        content_type = Q(content_type__app_label="commitments", content_type__model="commitment")
        newest = Deadline.objects.filter(content_type, object_id=OuterRef("pk"), purpose__in=Commitment.DUE_PURPOSES).order_by(
            "purpose", "-id"
        )
        return self.annotate(due_on=Subquery(newest.values("due_on")[:1]), deadline_state=Subquery(newest.values("state")[:1]))


@guarded
@tracked
class Commitment(Scoped, Stateful):
    """承诺: one promise of one leading agency, in its own words, with its test and its limit (a Deadline of purpose "fulfil")."""

    class State(models.TextChoices):
        OPEN = "open", _("办理中")
        STALLED = "stalled", _("停滞")
        CLAIMED = "claimed", _("待核验")
        KEPT = "kept", _("已兑现")
        PARTLY_KEPT = "partly_kept", _("部分兑现")
        BROKEN = "broken", _("未兑现")
        CHANGED = "changed", _("依法终止")
        WITHDRAWN = "withdrawn", _("已撤销")

    class Frequency(models.TextChoices):
        MONTHLY = "monthly", _("每月")
        QUARTERLY = "quarterly", _("每季度")
        HALF_YEARLY = "half_yearly", _("每半年")
        YEARLY = "yearly", _("每年")

    UNDERWAY = ("open", "stalled")  # it is still to be done, and nobody says that it is
    UNFINISHED = (*UNDERWAY, "claimed")
    DUE_PURPOSES = ("fulfil", "report")
    INITIAL = ("open",)
    STEPS = [
        *[Step(state, "claimed", _("申报完成"), who=(Role.CLERK,), needs=("evidence",), event=names.CLAIM_FILED) for state in UNDERWAY],
        verified("kept", _("核验为已兑现"), needs=()),
        verified("partly_kept", _("核验为部分兑现")),
        verified("broken", _("核验为未兑现")),
        verified("open", _("退回补充")),
        Step("open", "stalled", _("认定停滞"), who=(Role.SUPERVISOR,), needs=("reason",)),
        Step("stalled", "open", _("恢复推进"), who=(Role.CLERK,)),
        *[Step(state, "broken", _("认定未兑现"), who=(Role.SUPERVISOR,), needs=("reason",)) for state in UNDERWAY],
        *[Step(state, "changed", _("依法终止"), who=VERIFIERS, needs=("reason",), event=names.COMMITMENT_CHANGED) for state in UNDERWAY],
        *[Step(state, "withdrawn", _("撤销承诺"), who=WITHDRAWERS, needs=("reason",)) for state in UNDERWAY],
    ]

    number = models.CharField(_("编号"), max_length=40, unique=True)
    kind = models.ForeignKey(CommitmentKind, models.PROTECT, related_name="commitments", verbose_name=_("种类"))
    title = models.CharField(_("承诺事项"), max_length=200)
    text = models.TextField(_("承诺原文"))
    criterion = models.TextField(_("怎样算做到"), blank=True)  # a line each; empty only where a document was silent
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="commitments", verbose_name=_("责任单位"))
    registrar = models.ForeignKey(Agency, models.PROTECT, related_name="registered_commitments", verbose_name=_("登记单位"))
    beneficiary = models.CharField(_("向谁承诺"), max_length=200, blank=True)
    basis = models.CharField(_("依据"), max_length=300, blank=True)
    source_key = models.CharField(
        max_length=120, unique=True, null=True, blank=True, editable=False
    )  # the place in a document it came from
    promised_on = models.DateField(_("作出承诺"))
    frequency = models.CharField(_("报告周期"), max_length=20, choices=Frequency.choices, blank=True)
    continuous = models.BooleanField(_("长期坚持"), default=False)
    extra = models.JSONField(_("专用字段"), default=dict, blank=True)
    percent = models.PositiveSmallIntegerField(_("进度"), default=0)  # of a commitment with parts: theirs, by weight
    whole = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("上级任务"))
    weight = models.PositiveSmallIntegerField(_("权重"), default=1)
    changed_on = models.DateField(_("依法变更"), null=True, blank=True)  # the last time, by an approved request
    created_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登记人"))
    created_at = models.DateTimeField(_("登记时间"), default=timezone.now)
    state = state_field(State)

    deadlines = GenericRelation(Deadline)
    happened = GenericRelation(Event)  # pghistory calls the row history `events`
    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("承诺")
        verbose_name_plural = _("承诺")
        ordering = ["-id"]
        indexes = [models.Index(fields=["agency", "-id"], name="commitment_of_agency")]
        triggers = [pgtrigger.Trigger(name="parts_have_no_parts", when=pgtrigger.Before, operation=PLACED, func=PARTS_HAVE_NO_PARTS)]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__lte=100), name="commitment_percent", violation_error_message=_("进度在0到100之间。")
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100),
                name="commitment_weight",
                violation_error_message=_("权重在1到100之间。"),
            ),
            models.CheckConstraint(condition=~Q(text=""), name="commitment_has_text", violation_error_message=_("写明承诺的原文。")),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("commitment", args=[self.pk])

    @property
    def deadline(self):
        """The deadline for fulfilment, live or ended; None for a commitment without one."""
        return self.newest_deadline("fulfil")

    @property
    def report_deadline(self):
        """The deadline of the next periodic report; None where nothing is reported by period."""
        return self.newest_deadline("report")

    def newest_deadline(self, purpose):
        found = [deadline for deadline in self.deadlines.all() if deadline.purpose == purpose]
        return max(found, key=lambda deadline: deadline.pk, default=None)

    @cached_property
    def reporters(self):
        """Primary keys of the users who reported progress or claimed fulfilment. Who adds one calls forget_reporters()."""
        said = self.happened.filter(name__in=(names.PROGRESS_REPORTED, names.CLAIM_FILED)).exclude(user=None)
        return set(said.values_list("user", flat=True))

    def forget_reporters(self):
        self.__dict__.pop("reporters", None)

    def makers(self, step):
        """What is checked was made by those who reported and claimed, not by whoever registered the commitment."""
        return self.reporters

    def acting_agency_id(self, step):
        """That a promise need not be kept any more, the level above decides; everything else belongs to the agency itself."""
        return self.agency.parent_id if step.target == self.State.CHANGED else self.agency_id

    def refusal(self, step, actor):
        """Who verifies, the kind says: a reviewer of the leading agency or the supervision office."""
        verifier = Role(self.kind.verified_by)
        if step.source == "claimed" and not actor.is_system and not self.is_held_by(actor, verifier):
            return gettext("这项承诺由%(who)s核验。") % {"who": self.kind.get_verified_by_display()}
        return super().refusal(step, actor)

    def is_held_by(self, actor, role):
        return actor.has(role) if role == Role.SUPERVISOR else actor.has(role, agency=self.agency_id)


@tracked
class Dependency(models.Model):
    """前置事项: what another commitment must have done first, so that this one can be kept."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="dependencies", verbose_name=_("承诺"))
    needs = models.ForeignKey(Commitment, models.PROTECT, related_name="needed_by", verbose_name=_("前置事项"))
    reason = models.CharField(_("为什么要等它"), max_length=300)
    created_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登记人"))
    created_at = models.DateTimeField(_("登记时间"), default=timezone.now)

    class Meta:
        verbose_name = _("前置事项")
        verbose_name_plural = _("前置事项")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "needs"], name="dependency_once", violation_error_message=_("这个前置事项已经在列。")
            ),
            models.CheckConstraint(condition=~Q(commitment=F("needs")), name="dependency_of_another"),
        ]

    def __str__(self):
        return f"{self.commitment} ← {self.needs}"


@tracked
class Participation(models.Model):
    """参与单位: a further leading agency, or one that cooperates."""

    class Part(models.TextChoices):
        LEAD = "lead", _("共同牵头")
        COOPERATING = "cooperating", _("配合")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="participations", verbose_name=_("承诺"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="participations", verbose_name=_("机构"))
    role = models.CharField(_("分工"), max_length=20, choices=Part.choices)

    class Meta:
        verbose_name = _("参与单位")
        verbose_name_plural = _("参与单位")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "agency"], name="participation_once", violation_error_message=_("这个单位已经在列。")
            )
        ]

    def __str__(self):
        return f"{self.commitment} {self.agency}"

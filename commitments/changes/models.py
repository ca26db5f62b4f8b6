"""Lawful change of a commitment (M5): for a reason of the catalogue, after those affected were heard, approved by the level above."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.events import names
from core.evidence.models import Evidence
from core.history import tracked
from core.rules.models import Rule
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded


class LawfulReasonQuerySet(models.QuerySet):
    def effective(self, at=None):
        at = at or timezone.localdate()
        return self.filter(Q(effective_from=None) | Q(effective_from__lte=at)).filter(Q(effective_to=None) | Q(effective_to__gte=at))


@tracked
class LawfulReason(models.Model):
    """变更理由: for what a commitment may be changed at all, and whether and how far its limit may be extended for it.

    A change of office, of agencies or of their duties is none (《优化营商环境条例》第三十一条).
    """

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    hint = models.CharField(_("说明"), max_length=200, blank=True)
    legal_basis = models.CharField(_("依据"), max_length=200)
    extension_limit = models.PositiveIntegerField(
        _("最多延长（工作日）"), default=0, help_text=_("0表示这种理由只能改内容，不能改期限。期限本身的规则写明能否延长的，依该规则。")
    )
    may_end = models.BooleanField(_("可以不再履行"), default=False, help_text=_("勾选的，承诺可以因此依法终止；不勾选的，只能变更。"))
    after_missed = models.BooleanField(_("逾期以后仍可延长"), default=False)
    verification = models.CharField(_("核对情况"), max_length=20, choices=Rule.Verification.choices)
    verification_note = models.CharField(_("核对说明"), max_length=300, blank=True)
    effective_from = models.DateField(_("施行日期"), null=True, blank=True)
    effective_to = models.DateField(_("失效日期"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("次序"), default=0)

    objects = LawfulReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("变更理由")
        verbose_name_plural = _("变更理由")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name


class ChangeRequestQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever may see the commitment as staff, and the reviewers of the level above, who decide."""
        above = [agency for role, agency in Actor.of(user).memberships if role == Role.AGENCY_REVIEWER]
        commitments = Commitment.objects.visible_to(user).values("pk")
        return self.filter(Q(commitment__in=commitments) | Q(commitment__agency__parent__in=above))


@guarded
@tracked
class ChangeRequest(Scoped, Stateful):
    """变更申请: what of one commitment should be changed and why; the words before and after are frozen in it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待审批")
        APPROVED = "approved", _("已批准")
        REFUSED = "refused", _("不予批准")
        WITHDRAWN = "withdrawn", _("已撤回")

    INITIAL = ("proposed",)
    DECIDERS = (Role.AGENCY_REVIEWER, Role.SUPERVISOR)
    STEPS = [
        Step("proposed", "approved", _("批准变更"), who=DECIDERS, needs=("reason",), maker_is_not_checker=True, event=names.CHANGE_DECIDED),
        Step("proposed", "refused", _("不予批准"), who=DECIDERS, needs=("reason",), maker_is_not_checker=True, event=names.CHANGE_DECIDED),
        Step("proposed", "withdrawn", _("撤回申请"), who=(Role.CLERK,)),
    ]

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="change_requests", verbose_name=_("承诺"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("申请单位"))
    reason = models.ForeignKey(LawfulReason, models.PROTECT, related_name="requests", verbose_name=_("变更理由"))
    explanation = models.TextField(_("为什么变更"))
    before = models.JSONField(_("原来的内容"), default=dict, blank=True)  # {name of the column: words}, only what changes
    after = models.JSONField(_("改后的内容"), default=dict, blank=True)
    ends = models.BooleanField(_("不再履行"), default=False)
    extension = models.PositiveIntegerField(_("延长期限"), default=0)  # in units of the limit; working days where a document named the day
    due_before = models.DateField(_("原期限"), null=True, blank=True)
    due_after = models.DateField(_("新期限"), null=True, blank=True)  # as it was when approved
    affected = models.TextField(_("影响谁"))
    consultation = models.TextField(_("怎样听取意见"))
    compensation = models.BooleanField(_("需要补偿"))
    compensation_words = models.TextField(_("补偿说明"))
    created_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("申请人"))
    created_at = models.DateTimeField(_("申请时间"), default=timezone.now)
    decision = models.TextField(_("审批意见"), blank=True)
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审批人"))
    decided_at = models.DateTimeField(_("审批时间"), null=True, blank=True)
    state = state_field(State)

    evidence = GenericRelation(Evidence)
    deadlines = GenericRelation(Deadline)  # the limit for deciding it
    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("变更申请")
        verbose_name_plural = _("变更申请")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(state="proposed"),
                name="change_one_open",
                violation_error_message=_("这项承诺已有一份变更申请在审批。"),
            ),
            models.CheckConstraint(
                condition=Q(ends=True, after={}, extension=0) | Q(ends=False) & (~Q(after={}) | Q(extension__gt=0)),
                name="change_changes",
                violation_error_message=_("写明变更什么。"),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("created_by")),
                name="change_maker_is_not_checker",
                violation_error_message=_("申请和审批不能是同一人。"),
            ),
        ]

    def __str__(self):
        return _now("%(number)s的变更申请") % {"number": self.commitment.number}

    def get_absolute_url(self):
        return reverse("change", args=[self.pk])

    @property
    def deciding_deadline(self):
        """The limit for deciding the request. Uses prefetched rows."""
        return max(self.deadlines.all(), key=lambda deadline: deadline.pk, default=None)

    def acting_agency_id(self, step):
        """The level above decides; the responsible agency itself takes back."""
        return self.commitment.agency_id if step.target == self.State.WITHDRAWN else self.commitment.agency.parent_id

    def refusal(self, step, actor):
        """Nobody decides on a commitment of the own agency, not even a supervisor."""
        if step.target != self.State.WITHDRAWN and self.commitment.agency_id in actor.agency_ids:
            return _now("变更由上一级单位的审核人或者督查人员审批，责任单位自己不能批。")
        return super().refusal(step, actor)

"""Continuity (M5): an unfinished commitment outlives its agency and the agency's head. Who got it, from whom and why; what a head hands over."""

import pgtrigger
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
from core.directory.models import Agency, Tenure
from core.history import tracked
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded


class ReassignmentQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The staff of the agency that gave and of the one that got it, and those who look across agencies."""
        actor = Actor.of(user)
        return self if actor.oversees else self.filter(Q(agency__in=actor.agency_ids) | Q(from_agency__in=actor.agency_ids))

    def waiting(self):
        """Those of unfinished commitments that nobody has taken yet."""
        return self.filter(state="waiting", commitment__state__in=Commitment.UNFINISHED)


@guarded
@tracked
class Reassignment(Scoped, Stateful):
    """承接: an unfinished commitment went to another agency, which is responsible from this moment, whether or not it has said that it took it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待接手")
        TAKEN = "taken", _("已接手")
        PASSED_ON = "passed_on", _("已转交")

    class Cause(models.TextChoices):
        DISSOLVED = "dissolved", _("原责任单位撤销")
        DESERTED = "deserted", _("原责任单位的人员都已离任")
        ASSIGNED = "assigned", _("上级或者督查部门指定")

    class Route(models.TextChoices):
        SUCCESSOR = "successor", _("职能承接机构")
        SUPERIOR = "superior", _("上级机构代管")
        SUPERVISION = "supervision", _("督查部门代管")
        NAMED = "named", _("指定的单位")

    IN_TRUST = (Route.SUPERIOR, Route.SUPERVISION)
    INITIAL = ("waiting",)
    STEPS = [
        Step("waiting", "taken", _("接手"), who=(Role.AGENCY_REVIEWER, Role.SUPERVISOR)),
        Step("waiting", "passed_on", _("指定承接单位"), who=(Role.AGENCY_REVIEWER, Role.SUPERVISOR), needs=("reason",)),
    ]

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="reassignments", verbose_name=_("承诺"))
    from_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("原责任单位"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("现责任单位"))
    cause = models.CharField(_("原因"), max_length=20, choices=Cause.choices)
    route = models.CharField(_("交给"), max_length=20, choices=Route.choices)
    reason = models.TextField(_("理由"))
    moved_on = models.DateField(_("承接日期"))
    created_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("指定人"))
    created_at = models.DateTimeField(_("记录时间"), default=timezone.now)
    taken_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("接手人"))
    taken_at = models.DateTimeField(_("接手时间"), null=True, blank=True)
    state = state_field(State)

    objects = ReassignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("承诺承接")
        verbose_name_plural = _("承诺承接")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["agency", "-id"], name="reassignment_of_agency"),
            models.Index(fields=["from_agency", "-id"], name="reassignment_from_agency"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["commitment"], condition=Q(state="waiting"), name="reassignment_one_waiting"),
            models.CheckConstraint(condition=~Q(agency=F("from_agency")), name="reassignment_to_another"),
            models.CheckConstraint(condition=~Q(reason=""), name="reassignment_has_reason"),
        ]

    def __str__(self):
        return _now("%(number)s的承接") % {"number": self.commitment.number}

    def get_absolute_url(self):
        return self.commitment.get_absolute_url()


class HandoverQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The two heads, the staff of the agency, the reviewers of the level above, and those who look across agencies."""
        actor = Actor.of(user)
        if actor.oversees or not actor.is_person:
            return self if actor.oversees else self.none()
        above = [agency for role, agency in actor.memberships if role == Role.AGENCY_REVIEWER]
        heads = Q(outgoing__civil_servant__user=user) | Q(incoming__civil_servant__user=user)
        return self.filter(Q(agency__in=actor.agency_ids) | Q(agency__parent__in=above) | heads)


FROZEN = ["agency", "outgoing", "as_of", "content", "content_sha256", "drawn_up_at"]


@guarded
@tracked
class Handover(Scoped, Stateful):
    """交接清单: what an agency still owed when its head's term ended, as of a day. Its content never changes; both heads sign it, and where the
    outgoing one has no account any more, a reviewer of the level above signs in that one's place with a reason."""

    class State(models.TextChoices):
        OPEN = "open", _("待签字")
        SIGNED = "signed", _("已签字")

    INITIAL = ("open",)
    STEPS = [Step("open", "signed", _("双方签字"))]  # the system's, with the second signature

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="handovers", verbose_name=_("单位"))
    outgoing = models.OneToOneField(Tenure, models.PROTECT, related_name="handover", verbose_name=_("离任负责人"))
    incoming = models.ForeignKey(Tenure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("新任负责人"))
    as_of = models.DateField(_("截至日期"))
    content = models.JSONField(_("清单"))
    content_sha256 = models.CharField(_("内容摘要"), max_length=64, editable=False)
    drawn_up_at = models.DateTimeField(_("生成时间"), default=timezone.now)
    outgoing_signed_by = models.ForeignKey(
        "core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("移交人签字")
    )
    outgoing_signed_at = models.DateTimeField(_("移交人签字时间"), null=True, blank=True)
    in_place_reason = models.TextField(_("代签的理由"), blank=True)
    incoming_signed_by = models.ForeignKey(
        "core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("接收人签字")
    )
    incoming_signed_at = models.DateTimeField(_("接收人签字时间"), null=True, blank=True)
    state = state_field(State)

    deadlines = GenericRelation(Deadline)  # the limit for signing
    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("交接清单")
        verbose_name_plural = _("交接清单")
        ordering = ["-id"]
        indexes = [models.Index(fields=["agency", "-id"], name="handover_of_agency")]
        triggers = [pgtrigger.ReadOnly(name="frozen", fields=FROZEN)]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="signed")
                | Q(outgoing_signed_by__isnull=False, incoming_signed_by__isnull=False, incoming__isnull=False)
                & ~Q(outgoing_signed_by=F("incoming_signed_by")),
                name="handover_signed_by_two",
            ),
            models.CheckConstraint(
                condition=Q(outgoing_signed_by=None, outgoing_signed_at=None, in_place_reason="")
                | Q(outgoing_signed_by__isnull=False, outgoing_signed_at__isnull=False),
                name="handover_outgoing_signed",
            ),
            models.CheckConstraint(
                condition=Q(incoming_signed_by=None, incoming_signed_at=None)
                | Q(incoming_signed_by__isnull=False, incoming_signed_at__isnull=False),
                name="handover_incoming_signed",
            ),
        ]

    def __str__(self):
        return _now("%(agency)s负责人交接清单") % {"agency": self.agency.short_name}

    def get_absolute_url(self):
        return reverse("handover", args=[self.pk])

    @property
    def signing_deadline(self):
        """The limit for signing, live or ended; None until a new head is in office. Uses prefetched rows."""
        return max(self.deadlines.all(), key=lambda deadline: deadline.pk, default=None)

"""Clues (A1): what points to a fault of an agency, found by the system or by a person, and waits to be looked at."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Membership, Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.history import tracked
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded

SUPERVISION = (Role.SUPERVISOR, Role.INSPECTOR)


class ClueQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Supervisors and inspectors; never somebody of the agency that the clue is about."""
        actor = Actor.of(user)
        return self.exclude(agency_id__in=actor.agency_ids) if actor.has(*SUPERVISION) else self.none()


@guarded
@tracked
class Clue(Scoped, Stateful):
    """问责线索: opened once for each missed deadline that has consequences, or by a person. It becomes a case, or is dismissed."""

    class State(models.TextChoices):
        OPEN = "open", _("待初核")
        CASE_OPENED = "case_opened", _("已立案")
        DISMISSED = "dismissed", _("不予立案")

    class Source(models.TextChoices):
        MISSED_DEADLINE = "missed_deadline", _("期限逾期")
        REPORT = "report", _("群众反映")
        INSPECTION = "inspection", _("督查发现")
        AUDIT = "audit", _("审计移送")
        MEDIA = "media", _("媒体报道")
        COMPENSATION = "compensation", _("变更承诺需要补偿")
        ASKED_TWICE = "papers_asked_twice", _("重复要求补正材料")

    BY_SYSTEM = (Source.MISSED_DEADLINE, Source.COMPENSATION, Source.ASKED_TWICE)  # nobody types these in

    INITIAL = ("open",)
    STEPS = [
        Step("open", "case_opened", _("立案"), who=SUPERVISION),
        Step("open", "dismissed", _("不予立案"), who=SUPERVISION, needs=("reason",)),
    ]

    number = models.CharField(_("编号"), max_length=40, unique=True)
    title = models.CharField(_("标题"), max_length=300)
    text = models.TextField(_("反映的情况"))
    source = models.CharField(_("来源"), max_length=20, choices=Source.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="clues", verbose_name=_("被反映单位"))
    # the limit that was missed; that there is at most one clue for it is what "exactly once" rests on
    missed = models.OneToOneField(Deadline, models.PROTECT, null=True, blank=True, related_name="clue", verbose_name=_("逾期的期限"))
    # what else it was opened for, likewise once
    origin = models.CharField(_("来自"), max_length=60, unique=True, null=True, blank=True, editable=False)
    opened_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登记人"))
    opened_at = models.DateTimeField(_("登记时间"), default=timezone.now)
    state = state_field(State)

    deadlines = GenericRelation(Deadline)  # the limit for looking at it
    objects = ClueQuerySet.as_manager()

    class Meta:
        verbose_name = _("问责线索")
        verbose_name_plural = _("问责线索")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"], name="clue_of_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(source="missed_deadline", missed__isnull=False)
                | ~Q(source="missed_deadline") & Q(missed=None, opened_by__isnull=False),
                name="clue_has_an_origin",
                violation_error_message=_("线索要么来自逾期的期限，要么由人登记。"),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("clue", args=[self.pk])

    @property
    def triage_deadline(self):
        """The limit for looking at the clue. Uses prefetched rows."""
        return max(self.deadlines.all(), key=lambda deadline: deadline.pk, default=None)

    def makers(self, step):
        return {self.opened_by_id} - {None}

    def excluded(self):
        """Nobody looks at a clue about the agency that one works for."""
        return set(Membership.objects.in_force().filter(agency_id=self.agency_id).values_list("user_id", flat=True))

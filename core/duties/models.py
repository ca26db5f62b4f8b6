"""Who of an agency does what a limit asks for (经办), and who stands in while somebody is away (A、B角)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.models import User
from core.deadlines.models import Deadline
from core.history import tracked
from core.rules.models import DateRange


class AssignmentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)


class Assignment(models.Model):
    """经办: one limit is one person's to meet, since when and by whose word. Who had it before stays readable."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="assignments", verbose_name=_("期限"))
    user = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name=_("经办人"))
    assigned_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("指派人"))
    assigned_at = models.DateTimeField(_("指派时间"), default=timezone.now)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("经办")
        verbose_name_plural = _("经办")
        ordering = ["-id"]
        indexes = [models.Index(fields=["user"], name="assignment_of_user", condition=Q(ended_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["deadline"], condition=Q(ended_at=None), name="assigned_to_one"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("assigned_at")), name="assignment_ends_later"),
        ]

    def __str__(self):
        return f"{self.deadline}：{self.user}"


class AbsenceQuerySet(models.QuerySet):
    def on(self, day=None):
        """Absences that last on the day (default today)."""
        day = day or timezone.localdate()
        return self.filter(cancelled_at=None, starts_on__lte=day, ends_on__gte=day)

    def to_come(self):
        """Those that last or are still to come, the nearest first."""
        return self.filter(cancelled_at=None, ends_on__gte=timezone.localdate()).order_by("starts_on")


@tracked
class Absence(models.Model):
    """离岗: from its first to its last day somebody else does the person's tasks. Calendar days."""

    user = models.ForeignKey(User, models.PROTECT, related_name="absences", verbose_name=_("离岗人员（A角）"))
    substitute = models.ForeignKey(User, models.PROTECT, related_name="substitutions", verbose_name=_("代办人员（B角）"))
    starts_on = models.DateField(_("第一天"))
    ends_on = models.DateField(_("最后一天"))
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"), default=timezone.now)
    cancelled_at = models.DateTimeField(_("提前返岗"), null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("离岗")
        verbose_name_plural = _("离岗")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(user=F("substitute")), name="absence_another_stands_in"),
            ExclusionConstraint(
                name="absences_do_not_overlap",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on", models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.starts_on}"

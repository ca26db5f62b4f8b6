"""Progress and verification (M3): what an agency reports, and the claim that a promise was kept, checked by somebody else."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.directory.models import Agency
from core.evidence.models import Evidence, Photo
from core.history import tracked


class OfCommitmentQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever may see the commitment as staff."""
        return self.filter(commitment__in=Commitment.objects.visible_to(user).values("pk"))


@tracked
class ProgressReport(Scoped):
    """进展报告: how far an agency says it has come, with its evidence."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="reports", verbose_name=_("承诺"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("报告单位"))
    text = models.TextField(_("进展"))
    percent = models.PositiveSmallIntegerField(_("完成比例"))
    reported_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("报告人"))
    reported_at = models.DateTimeField(_("报告时间"), default=timezone.now)

    evidence = GenericRelation(Evidence)
    photos = GenericRelation(Photo)
    objects = OfCommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("进展报告")
        verbose_name_plural = _("进展报告")
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(percent__lte=100), name="report_percent")]

    def __str__(self):
        return f"{self.commitment} {self.percent}%"

    def get_absolute_url(self):
        return self.commitment.get_absolute_url()


@tracked
class Claim(Scoped):
    """完成申报: an agency says that the promise was kept on a day; a person who reported nothing verifies it or sends it back."""

    class Decision(models.TextChoices):
        VERIFIED = "verified", _("已核验")
        SENT_BACK = "sent_back", _("已退回")

    class Grade(models.TextChoices):
        KEPT = "kept", _("已兑现")
        PARTLY_KEPT = "partly_kept", _("部分兑现")
        BROKEN = "broken", _("未兑现")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="claims", verbose_name=_("承诺"))
    text = models.TextField(_("完成情况"))
    claimed_on = models.DateField(_("申报日期"))
    claimed_at = models.DateTimeField(_("申报时间"), default=timezone.now)
    claimed_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("申报人"))
    on_site = models.BooleanField(_("到现场核验"), default=False)
    decision = models.CharField(_("核验结论"), max_length=20, choices=Decision.choices, blank=True)
    grade = models.CharField(_("兑现程度"), max_length=20, choices=Grade.choices, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核验人"))
    decided_at = models.DateTimeField(_("核验时间"), null=True, blank=True)

    evidence = GenericRelation(Evidence)
    objects = OfCommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("完成申报")
        verbose_name_plural = _("完成申报")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(decision=""),
                name="claim_one_open",
                violation_error_message=_("这项承诺已有一份申报在核验。"),
            ),
            models.CheckConstraint(condition=Q(grade="") | Q(decision="verified"), name="claim_grade_only_if_verified"),
            models.CheckConstraint(
                condition=~Q(decided_by=models.F("claimed_by")),
                name="claim_maker_is_not_checker",
                violation_error_message=_("申报和核验不能是同一人。"),
            ),
        ]

    def __str__(self):
        return f"{self.commitment} {self.claimed_on}"

    def get_absolute_url(self):
        return self.commitment.get_absolute_url()

"""Visits on the spot (M3, M6): what somebody who reported nothing saw, with photos, while a promise was kept or claimed to be."""

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


class SiteVisitQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever may see the commitment as staff."""
        return self.filter(commitment__in=Commitment.objects.visible_to(user).values("pk"))


@tracked
class SiteVisit(Scoped):
    """现场核查: one visit to where the promise is kept. It is never changed; a mistaken one is set right by another."""

    class Verdict(models.TextChoices):
        AS_REPORTED = "as_reported", _("与报告一致")
        DIFFERS = "differs", _("与报告不符")
        UNCLEAR = "unclear", _("现场看不出来")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="visits", verbose_name=_("承诺"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("核查单位"))
    visited_on = models.DateField(_("核查日期"))
    place = models.CharField(_("地点"), max_length=200)
    companions = models.CharField(_("同去的人"), max_length=200)
    found = models.TextField(_("看到的情况"))
    verdict = models.CharField(_("核查结果"), max_length=20, choices=Verdict.choices)
    created_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("核查人"))
    created_at = models.DateTimeField(_("登记时间"), default=timezone.now)

    evidence = GenericRelation(Evidence)
    photos = GenericRelation(Photo)
    objects = SiteVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("现场核查")
        verbose_name_plural = _("现场核查")
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(found=""), name="visit_says_what_was_found")]

    def __str__(self):
        return f"{self.commitment} {self.visited_on}"

    def get_absolute_url(self):
        return self.commitment.get_absolute_url()

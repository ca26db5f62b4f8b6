"""评价: a run rates all subjects as of one day by one rule set; its ratings are written once."""

import pgtrigger
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.evidence.models import Evidence
from core.history import tracked
from credit_records.ratings.models.rule_set import RatingRuleSet
from credit_records.records.models import CreditFile, RecordType, staff_agencies

DIMENSIONS = tuple(RecordType.Dimension.values)


class RatingRunQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those who look across agencies see every run; everybody else who signs in, the official ones."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        return self if actor.oversees else self.official()

    def official(self):
        return self.filter(kind="official")


@tracked
class RatingRun(Scoped):
    """一次评价: all subjects at the end of the day `as_of`. Official for a month or a year, or a what-if that nobody publishes.

    It is written with all its ratings in one transaction, so there is no half run.
    """

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("正式评价")
        WHAT_IF = "what_if", _("试算")

    kind = models.CharField(_("种类"), max_length=10, choices=Kind.choices)
    period = models.CharField(_("评价期"), max_length=7, blank=True)  # 2026 or 2026-10; empty: what-if
    as_of = models.DateField(_("截至"))
    rule_set = models.ForeignKey(RatingRuleSet, models.PROTECT, related_name="runs", verbose_name=_("规则集"))
    content_hash = models.CharField(_("规则内容摘要"), max_length=64)
    # official: the run of the period before; what-if: the same day under the rule set in force
    compared_with = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("对照"))
    made_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("发起人"))
    made_on = models.DateField(_("计算日期"), default=timezone.localdate)
    rated = models.PositiveIntegerField(_("主体数"), default=0)
    average = models.DecimalField(_("平均分"), max_digits=5, decimal_places=2, null=True, blank=True)

    files = GenericRelation(Evidence, related_query_name="ratingrun")

    objects = RatingRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("评价批次")
        verbose_name_plural = _("评价批次")
        ordering = ["-as_of", "-id"]
        indexes = [
            models.Index(F("as_of").desc(), F("id").desc(), name="rating_run_newest"),
            models.Index(fields=["as_of", "id"], name="rating_run_oldest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["period"], condition=Q(kind="official"), name="rating_run_one_a_period"),
            models.CheckConstraint(
                condition=Q(kind="official", period__regex=r"^\d{4}(-(0[1-9]|1[0-2]))?$") | Q(kind="what_if", period=""),
                name="rating_run_official_has_period",
            ),
            # a day that is not over could still change under the rating
            models.CheckConstraint(condition=Q(as_of__lt=F("made_on")), name="rating_run_after_the_day"),
        ]

    def __str__(self):
        return self.period_words if self.is_official else _now("试算：%(rule_set)s") % {"rule_set": self.rule_set}

    def get_absolute_url(self):
        return reverse("rating_run", args=[self.pk])

    @property
    def is_official(self):
        return self.kind == self.Kind.OFFICIAL

    @property
    def period_words(self):
        """2026年度, 2026年10月."""
        year, _dash, month = self.period.partition("-")
        if month:
            return _now("%(year)s年%(month)d月评价") % {"year": year, "month": int(month)}
        return _now("%(year)s年度评价") % {"year": year}


class RatingQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those who look across agencies see all; agency staff the official ratings of their agency, a civil servant the own ones."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        if actor.oversees:
            return self
        own = Q(file__agency__in=staff_agencies(actor)) | Q(file__civil_servant__user=user)
        return self.official().filter(own)

    def official(self):
        return self.filter(run__kind="official")


def dimension_field(dimension):
    """The score of a dimension, exactly as the formula gives it: points have two places, percents none, so four are enough."""
    return models.DecimalField(RecordType.Dimension(dimension).label, max_digits=7, decimal_places=4)


class Rating(Scoped):
    """评价结果: the scores of one subject in one run. What each record gave is not stored: the formula tells it again (ratings/formula.py)."""

    run = models.ForeignKey(RatingRun, models.PROTECT, related_name="ratings", verbose_name=_("评价批次"))
    file = models.ForeignKey(CreditFile, models.PROTECT, related_name="ratings", verbose_name=_("信用档案"))
    decision, execution, supervision, service, commerce = map(dimension_field, DIMENSIONS)
    score = models.DecimalField(_("总分"), max_digits=5, decimal_places=2)
    grade = models.CharField(_("等级"), max_length=10)
    before_score = models.DecimalField(_("对照总分"), max_digits=5, decimal_places=2, null=True)
    before_grade = models.CharField(_("对照等级"), max_length=10, blank=True)
    change = models.DecimalField(_("变化"), max_digits=5, decimal_places=2, null=True)  # score - before_score

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("评价结果")
        verbose_name_plural = _("评价结果")
        ordering = ["-run", "id"]
        triggers = [pgtrigger.Protect(name="written_once", operation=pgtrigger.Update | pgtrigger.Delete)]
        indexes = [
            models.Index(fields=["file", "run"], name="rating_of_file"),
            models.Index(F("run"), F("score").desc(), F("id").desc(), name="rating_best"),
            models.Index(fields=["run", "score", "id"], name="rating_worst"),
            models.Index(fields=["run", "change", "id"], name="rating_most_changed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "file"], name="rating_one_a_subject_and_run"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="rating_score_within_100"),
            models.CheckConstraint(
                condition=Q(before_score=None, change=None) | Q(change=F("score") - F("before_score")), name="rating_change_adds_up"
            ),
        ]

    def __str__(self):
        return f"{self.file} {self.score}"

    def get_absolute_url(self):
        return reverse("rating", args=[self.pk])

    @property
    def dimension_scores(self):
        """{dimension's code: exact score}."""
        return {dimension: getattr(self, dimension) for dimension in DIMENSIONS}

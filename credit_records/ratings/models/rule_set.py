"""评价规则集: the whole of a rating formula as data. Yesterday's ratings keep yesterday's rule set."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.history import tracked
from core.rules.models import DateRange, Rule
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded
from credit_records.ratings.models.frozen import FrozenPart, FrozenRuleSet, WholeRuleSet
from credit_records.records.models import RecordType

KEEPERS = (Role.CREDIT_OFFICE, Role.ADMINISTRATOR)
PERCENT = [MinValueValidator(0), MaxValueValidator(100)]
GOOD_HAS_NO_SEVERITY = Q(polarity="good", severity="") | Q(polarity="bad") & ~Q(severity="")


def points_field(label, **options):
    """A number of points with at most two places, not below zero."""
    return models.DecimalField(label, max_digits=5, decimal_places=2, validators=[MinValueValidator(0)], **options)


class RatingRuleSetQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """What was approved everybody may read who signs in; what is being worked on, those who keep or look over it."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        return self if actor.oversees or actor.has(*KEEPERS) else self.filter(state="approved")

    def in_force(self, at=None):
        """The approved rule set of the day `at` (default today), or None."""
        at = at or timezone.localdate()
        approved = self.filter(state="approved", effective_from__lte=at)
        return approved.filter(Q(effective_to=None) | Q(effective_to__gte=at)).first()


@guarded
@tracked
class RatingRuleSet(Scoped, Stateful):
    """评价规则集: one version of the rating formula with the time in which it holds. Its parts are the rows that point here."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        IN_REVIEW = "in_review", _("待批准")
        APPROVED = "approved", _("已批准")

    INITIAL = ("draft",)
    STEPS = [
        Step("draft", "in_review", _("提交批准"), who=KEEPERS, needs=("parts",)),
        Step("in_review", "approved", _("批准"), who=(Role.CREDIT_OFFICE,), needs=("reason",), maker_is_not_checker=True),
        Step("in_review", "draft", _("退回修改"), who=(Role.CREDIT_OFFICE,), needs=("reason",)),
    ]

    number = models.PositiveSmallIntegerField(_("版次"), unique=True)
    title = models.CharField(_("名称"), max_length=100)
    basis = models.CharField(_("依据"), max_length=200)
    verification = models.CharField(_("核对情况"), max_length=20, choices=Rule.Verification.choices, default=Rule.Verification.NONE)
    effective_from = models.DateField(_("启用日期"))
    effective_to = models.DateField(_("停用日期"), null=True, blank=True, editable=False)  # set when the next one is approved
    most_per_type = points_field(
        _("同一类型最多扣分"), help_text=_("一个主体同一类型的失信记录，无论多少条，在一个维度里合计最多扣这么多分。")
    )
    edited_by = models.ForeignKey("core.User", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("最后修改人"))
    edited_at = models.DateTimeField(_("最后修改"), default=timezone.now, editable=False)
    submitted_by = models.ForeignKey("core.User", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("提交人"))
    approved_by = models.ForeignKey("core.User", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("批准人"))
    approved_at = models.DateTimeField(_("批准时间"), null=True, editable=False)
    reason = models.TextField(_("理由"), blank=True, editable=False)  # of the latest decision; the earlier ones are in the events
    # the what-if run that was read before it was approved
    what_if = models.ForeignKey("RatingRun", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("批准前的试算"))
    state = state_field(State)

    objects = RatingRuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("评价规则集")
        verbose_name_plural = _("评价规则集")
        ordering = ["-number"]
        triggers = [FrozenRuleSet(), WholeRuleSet()]
        constraints = [
            ExclusionConstraint(
                name="rating_rule_set_one_at_a_time",
                expressions=[(DateRange("effective_from", "effective_to", models.Value("[]")), RangeOperators.OVERLAPS)],
                condition=Q(state="approved"),
            ),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gte=F("effective_from")), name="rating_rule_set_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(most_per_type__gte=0), name="rating_rule_set_cap_not_negative"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_by__isnull=False, approved_at__isnull=False, what_if__isnull=False),
                name="rating_rule_set_approved_after_what_if",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("edited_by")) & ~Q(approved_by=F("submitted_by")), name="rating_rule_set_maker_is_not_checker"
            ),
        ]

    def __str__(self):
        return _now("%(title)s（第%(number)d版）") % {"title": self.title, "number": self.number}

    def get_absolute_url(self):
        return reverse("rating_rule_set", args=[self.pk])

    def acting_agency_id(self, step):
        """Those who keep rule sets act for the whole city."""
        return None

    def makers(self, step):
        return {self.edited_by_id, self.submitted_by_id}

    def missing(self, step):
        return self.gaps() if "parts" in step.needs else []

    def gaps(self):
        """What the rule set lacks to give every subject exactly one score and grade, as sentences."""
        weight = self.dimensions.aggregate(sum=Sum("weight"))["sum"] or 0
        lacking = [
            (self.dimensions.count() != len(RecordType.Dimension), _now("五个维度都要有基准分和权重。")),
            (weight != 100, _now("五个维度的权重合计要正好是100%%，现在是%(weight)s%%。") % {"weight": weight}),
            (self.usual_points().count() != len(USUAL), _now("守信、轻微、一般、严重四种通用分值都要填。")),
            (not self.decay.filter(from_month=0).exists(), _now("衰减要从第0个月写起。")),
            (not self.grades.filter(lowest=0).exists(), _now("等级要覆盖到0分：最低一级的下限是0。")),
        ]
        return [words for lacks, words in lacking if lacks]

    def usual_points(self):
        return self.points.filter(type=None)


USUAL = (("good", ""), ("bad", "minor"), ("bad", "ordinary"), ("bad", "serious"))


@tracked
class DimensionRule(models.Model):
    """维度规则: where a dimension begins, what it weighs, and between which ends its score stays."""

    rule_set = models.ForeignKey(RatingRuleSet, models.CASCADE, related_name="dimensions")
    dimension = models.CharField(_("维度"), max_length=20, choices=RecordType.Dimension.choices)
    base = points_field(_("基准分"))
    weight = models.DecimalField(_("权重（%）"), max_digits=5, decimal_places=2, validators=PERCENT)
    floor = points_field(_("最低分"), default=0)
    ceiling = points_field(_("最高分"), default=100)
    most_bonus = points_field(_("最多加分"))

    class Meta:
        verbose_name = _("维度规则")
        verbose_name_plural = _("维度规则")
        ordering = ["id"]
        triggers = [FrozenPart()]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "dimension"], name="rating_dimension_once"),
            models.CheckConstraint(condition=Q(weight__gte=0, weight__lte=100), name="rating_dimension_weight"),
            models.CheckConstraint(
                condition=Q(floor__gte=0, floor__lte=F("base"), base__lte=F("ceiling"), ceiling__lte=100, most_bonus__gte=0),
                name="rating_dimension_within_its_ends",
                violation_error_message=_("要满足：0 ≤ 最低分 ≤ 基准分 ≤ 最高分 ≤ 100，最多加分不是负数。"),
            ),
        ]

    def __str__(self):
        return self.get_dimension_display()


@tracked
class PointRule(models.Model):
    """分值: what one record takes or gives. Without a type it holds for all types that have no row of their own for the severity."""

    rule_set = models.ForeignKey(RatingRuleSet, models.CASCADE, related_name="points")
    type = models.ForeignKey(
        RecordType, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("类型"), help_text=_("不选就是通用分值。")
    )
    polarity = models.CharField(_("性质"), max_length=10, choices=RecordType.Polarity.choices)
    severity = models.CharField(_("程度"), max_length=20, choices=RecordType.Severity.choices, blank=True)
    points = points_field(_("分值"))

    class Meta:
        verbose_name = _("分值")
        verbose_name_plural = _("分值")
        ordering = ["id"]
        triggers = [FrozenPart()]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "type", "severity"], name="rating_points_once_a_type"),
            models.UniqueConstraint(
                fields=["rule_set", "polarity", "severity"], condition=Q(type=None), name="rating_points_once_a_severity"
            ),
            models.CheckConstraint(
                condition=GOOD_HAS_NO_SEVERITY,
                name="rating_points_bad_has_severity",
                violation_error_message=_("失信分值要选程度，守信分值不选。"),
            ),
            models.CheckConstraint(condition=Q(points__gte=0), name="rating_points_not_negative"),
        ]

    def __str__(self):
        return str(self.type or self.get_severity_display() or self.get_polarity_display())


@tracked
class DecayBand(models.Model):
    """衰减: from so many whole months after a record came into force on, until the next band begins, it counts so many percent."""

    rule_set = models.ForeignKey(RatingRuleSet, models.CASCADE, related_name="decay")
    from_month = models.PositiveSmallIntegerField(_("生效满几个月起"), validators=[MaxValueValidator(1200)])
    percent = models.PositiveSmallIntegerField(_("计入（%）"), validators=PERCENT)

    class Meta:
        verbose_name = _("衰减")
        verbose_name_plural = _("衰减")
        ordering = ["from_month"]
        triggers = [FrozenPart()]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "from_month"], name="rating_decay_once"),
            models.CheckConstraint(condition=Q(percent__lte=100, from_month__lte=1200), name="rating_decay_percent"),
        ]

    def __str__(self):
        return f"{self.from_month}: {self.percent}%"


@tracked
class GradeBand(models.Model):
    """等级: from this score up to where the next grade begins."""

    rule_set = models.ForeignKey(RatingRuleSet, models.CASCADE, related_name="grades")
    grade = models.CharField(_("等级"), max_length=10)
    lowest = models.DecimalField(_("不低于"), max_digits=5, decimal_places=2, validators=PERCENT)

    class Meta:
        verbose_name = _("等级")
        verbose_name_plural = _("等级")
        ordering = ["-lowest"]
        triggers = [FrozenPart()]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "grade"], name="rating_grade_once"),
            models.UniqueConstraint(fields=["rule_set", "lowest"], name="rating_grade_begins_once"),
            models.CheckConstraint(condition=Q(lowest__gte=0, lowest__lte=100), name="rating_grade_within_scores"),
        ]

    def __str__(self):
        return self.grade

"""The rule catalogue (D4) and the work calendar (D3): data with legal basis and effective dates, never constants in code."""

from calendar import monthrange
from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.history import tracked


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


def warn_days():
    return [5, 3, 1]


def escalation_days():
    return [1, 5, 10]


class RuleQuerySet(models.QuerySet):
    def effective(self, at=None):
        at = at or timezone.localdate()
        return self.filter(Q(effective_from=None) | Q(effective_from__lte=at)).filter(Q(effective_to=None) | Q(effective_to__gte=at))

    def in_force(self, code, at=None):
        """The version of the rule that is in force on the day `at` (default today). Raises DomainError("no_rule")."""
        rule = self.effective(at).filter(code=code).first()
        if rule is None:
            raise DomainError("no_rule", _("规则目录里没有在该日有效的规则“%(code)s”，请管理员先补录。") % {"code": code})
        return rule


@tracked
class Rule(models.Model):
    """规则: one version of a time limit or other rule. Yesterday's cases keep yesterday's version."""

    class Unit(models.TextChoices):
        WORKING_DAY = "working_day", _("个工作日")
        CALENDAR_DAY = "calendar_day", _("日")
        MONTH = "month", _("个月")
        YEAR = "year", _("年")
        TEN_THOUSANDTH_A_DAY = "ten_thousandth_a_day", _("万分之，每日")  # a rate of interest
        BASIS_POINT_A_YEAR = "basis_point_a_year", _("个基点，每年")  # likewise, in hundredths of a per cent
        NONE = "none", _("无")

    class Verification(models.TextChoices):
        TEXT = "text", _("已核对条文")
        PAGE = "page", _("见于公开网页，条文待核对")
        ELSEWHERE = "elsewhere", _("外地规定，仅供参照")
        MEMORY = "memory", _("未核对，使用前请查证")
        NONE = "none", _("本地设定，无法定依据")

    code = models.SlugField(_("规则代码"), max_length=60)
    source_code = models.SlugField(_("来源代码"), max_length=60, blank=True)
    topic = models.CharField(_("主题"), max_length=40)
    name = models.CharField(_("名称"), max_length=200)
    amount = models.PositiveIntegerField(_("期限"), null=True, blank=True)
    amount_max = models.PositiveIntegerField(_("最长期限"), null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=20, choices=Unit.choices, default=Unit.NONE)
    annual_date = models.CharField(_("每年截止日（月-日）"), max_length=5, blank=True)
    runs = models.BooleanField(_("期间届满不顺延"), default=False, help_text=_("公示期、处分期等只是经过的期间，末日不顺延到工作日。"))
    starts_when = models.CharField(_("起算"), max_length=200, blank=True)
    extension_limit = models.PositiveIntegerField(_("最多延长"), null=True, blank=True)
    extension_text = models.CharField(_("延长条件"), max_length=300, blank=True)
    may_pause = models.BooleanField(_("可以中止计算"), default=False)
    pause_text = models.CharField(_("中止条件"), max_length=300, blank=True)
    legal_basis = models.CharField(_("依据"), max_length=200)
    effective_from = models.DateField(_("施行日期"), null=True, blank=True)
    effective_to = models.DateField(_("失效日期"), null=True, blank=True)
    verification = models.CharField(_("核对情况"), max_length=20, choices=Verification.choices)
    verification_note = models.CharField(_("核对说明"), max_length=300, blank=True)
    warn_before = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("提前几个工作日提醒"), default=warn_days, blank=True)
    escalate_after = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("逾期几个工作日升级"), default=escalation_days, blank=True
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("规则")
        verbose_name_plural = _("规则")
        ordering = ["topic", "code", "effective_from"]
        constraints = [
            ExclusionConstraint(
                name="rule_versions_do_not_overlap",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (DateRange("effective_from", "effective_to", Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("同一规则的两个版本有效期重叠，请先给旧版本填失效日期。"),
            ),
            models.CheckConstraint(
                condition=Q(amount_max=None) | Q(amount_max__gte=F("amount")),
                name="rule_amount_range",
                violation_error_message=_("最长期限不能短于期限。"),
            ),
            models.CheckConstraint(
                condition=~Q(unit="none") | Q(amount=None), name="rule_amount_has_unit", violation_error_message=_("填了期限就要选单位。")
            ),
            models.CheckConstraint(
                condition=Q(annual_date="") | Q(annual_date__regex=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"),
                name="rule_annual_date",
                violation_error_message=_("每年截止日写成 月-日，例如 03-31。"),
            ),
        ]

    def day_in(self, year):
        """The last day that the rule names for every year (annual_date), in this one. On 29 February the last of the month."""
        month, day = map(int, self.annual_date.split("-"))
        return date(year, month, min(day, monthrange(year, month)[1]))

    def __str__(self):
        return self.name

    @property
    def is_verified(self):
        return self.verification == self.Verification.TEXT


@tracked
class CalendarYear(models.Model):
    """工作日历年度: a year for which the State Council's arrangement is known, or only its statutory holidays."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    official = models.BooleanField(_("已有正式放假安排"), default=False)
    source = models.CharField(_("来源"), max_length=200)

    class Meta:
        verbose_name = _("工作日历年度")
        verbose_name_plural = _("工作日历年度")
        ordering = ["-year"]

    def __str__(self):
        return str(self.year)


@tracked
class CalendarDay(models.Model):
    """特殊日: a holiday, or a weekend day that is worked (调休)."""

    date = models.DateField(_("日期"), primary_key=True)
    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days", verbose_name=_("年份"))
    is_working_day = models.BooleanField(_("上班"), default=False)
    name = models.CharField(_("名称"), max_length=20)

    class Meta:
        verbose_name = _("节假日与调休上班日")
        verbose_name_plural = _("节假日与调休上班日")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(date__year=F("year_id")), name="calendar_day_in_its_year", violation_error_message=_("日期不在所选年份内。")
            )
        ]

    def __str__(self):
        return f"{self.date} {self.name}"

"""The yearly assessment (M13): in December, what became of what was promised; every score can be traced to commitments."""

import pgtrigger
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment, CommitmentKind
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.events.models import Event
from core.history import tracked
from core.rules.models import Rule
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded

FIRST_YEAR, LAST_YEAR = 2000, 2100

# rows belong to a run that is still a draft; what was published or discarded stays as it was
ROWS_OF_A_DRAFT = """
    IF EXISTS (SELECT FROM commitments_yearlyassessment
               WHERE id = (CASE WHEN TG_OP = 'INSERT' THEN NEW.assessment_id ELSE OLD.assessment_id END) AND state <> 'draft') THEN
        RAISE EXCEPTION 'what a yearly assessment was computed from is not changed after the draft' USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


class Measure(models.TextChoices):
    """What an indicator counts; how, is in measures.py."""

    KEPT_ON_TIME = "kept_on_time", _("按期兑现的承诺")
    KEPT = "kept", _("兑现的承诺")
    REPORTS_ON_TIME = "reports_on_time", _("按期报告的进展")
    VOTES = "votes", _("群众评议满意和基本满意的票")


def check_kinds(codes):
    unknown = set(codes) - set(CommitmentKind.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown:
        raise ValidationError(_now("没有这样的承诺种类：%(codes)s") % {"codes": "、".join(sorted(unknown))})


class IndicatorQuerySet(models.QuerySet):
    def of_year(self, year):
        begun = Q(year_from=None) | Q(year_from__lte=year)
        return self.filter(begun).filter(Q(year_to=None) | Q(year_to__gte=year))


@tracked
class AssessmentIndicator(models.Model):
    """考核指标: what is counted and with what weight. A row of data; a run keeps the indicators as they were when it was computed."""

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    hint = models.CharField(_("说明"), max_length=200, blank=True)
    weight = models.PositiveSmallIntegerField(_("权重"))
    measure = models.CharField(_("计算办法"), max_length=30, choices=Measure.choices)
    part_share = models.PositiveSmallIntegerField(
        _("部分兑现按多少计（%）"), default=50, help_text=_("只用于“兑现的承诺”：部分兑现的一项按这个比例计。")
    )
    kinds = ArrayField(
        models.SlugField(max_length=40),
        verbose_name=_("承诺种类"),
        default=list,
        blank=True,
        validators=[check_kinds],
        help_text=_("承诺种类的代码，用逗号隔开；空着的计算全部种类。"),
    )
    basis = models.CharField(_("依据"), max_length=200)
    verification = models.CharField(_("核对情况"), max_length=20, choices=Rule.Verification.choices)
    verification_note = models.CharField(_("核对说明"), max_length=300, blank=True)
    year_from = models.PositiveSmallIntegerField(_("从哪一年起"), null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(_("到哪一年止"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("次序"), default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("考核指标")
        verbose_name_plural = _("考核指标")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100), name="indicator_weight", violation_error_message=_("权重在1到100之间。")
            ),
            models.CheckConstraint(
                condition=Q(part_share__lte=100), name="indicator_part_share", violation_error_message=_("比例在0到100之间。")
            ),
            models.CheckConstraint(
                condition=Q(year_to=None) | Q(year_from=None) | Q(year_to__gte=F("year_from")),
                name="indicator_years",
                violation_error_message=_("止的年份不能早于起的年份。"),
            ),
        ]

    def __str__(self):
        return self.name


class YearlyAssessmentQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those who look across agencies see drafts, too; all other staff what was published. The public has public entries."""
        actor = Actor.of(user)
        if actor.oversees:
            return self
        return self.filter(state="published") if actor.agency_ids else self.none()


@guarded
@tracked
class YearlyAssessment(Scoped, Stateful):
    """年度考核: one run for one year, computed while it is a draft, published by another supervisor, then never changed."""

    class State(models.TextChoices):
        DRAFT = "draft", _("计算中，未公布")
        PUBLISHED = "published", _("已公布")
        DISCARDED = "discarded", _("已作废")

    INITIAL = ("draft",)
    STEPS = [
        Step("draft", "published", _("公布考核结果和白皮书"), who=(Role.SUPERVISOR,), maker_is_not_checker=True),
        Step("draft", "discarded", _("作废"), who=(Role.SUPERVISOR,), needs=("reason",)),
    ]

    year = models.PositiveSmallIntegerField(_("年度"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="yearly_assessments", verbose_name=_("组织考核的单位"))
    indicators = models.JSONField(_("指标"), default=list, blank=True)  # as they were when it was computed
    computed_on = models.DateField(_("计算日期"), null=True, blank=True)
    computed_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("计算人"))
    words = models.TextField(_("总体评价"), blank=True)
    published_on = models.DateField(_("公布日期"), null=True, blank=True)
    created_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("发起人"))
    created_at = models.DateTimeField(_("发起时间"), default=timezone.now)
    state = state_field(State)

    deadlines = GenericRelation(Deadline)
    happened = GenericRelation(Event)
    objects = YearlyAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("年度考核")
        verbose_name_plural = _("年度考核")
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=~Q(state="discarded"),
                name="assessment_once_a_year",
                violation_error_message=_("这一年的考核已经有了。"),
            ),
            models.CheckConstraint(condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="assessment_year"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(computed_on__isnull=False, published_on__isnull=False) & ~Q(words=""),
                name="assessment_published_in_words",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_assessments_stay",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="published"),
            )
        ]

    def __str__(self):
        return _now("%(year)d年度承诺兑现考核") % {"year": self.year}

    def get_absolute_url(self):
        return reverse("assessment", args=[self.pk])

    def makers(self, step):
        return {self.created_by_id, self.computed_by_id} - {None}

    def missing(self, step):
        return [_now("先计算得分。")] if step.target == "published" and not self.computed_on else []


class AssessedCommitmentQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(assessment__in=YearlyAssessment.objects.visible_to(user).values("pk"))


class AssessedCommitment(Scoped, models.Model):
    """考核明细: what one commitment counts for in one indicator: `met` of `counted` (commitments, reports or votes)."""

    assessment = models.ForeignKey(YearlyAssessment, models.CASCADE, related_name="rows", verbose_name=_("年度考核"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="assessed_commitments", verbose_name=_("单位"))
    indicator = models.SlugField(_("指标"), max_length=40)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="assessed", verbose_name=_("承诺"))
    counted = models.PositiveIntegerField(_("计入"))
    met = models.DecimalField(_("做到"), max_digits=12, decimal_places=2)

    objects = AssessedCommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("考核明细")
        verbose_name_plural = _("考核明细")
        ordering = ["id"]
        indexes = [models.Index(fields=["assessment", "agency", "indicator"], name="assessed_of_agency")]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "indicator", "commitment"], name="assessed_once"),
            models.CheckConstraint(condition=Q(counted__gte=1, met__gte=0, met__lte=F("counted")), name="assessed_met_of_counted"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="rows_of_a_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=ROWS_OF_A_DRAFT,
            )
        ]

    def __str__(self):
        return f"{self.indicator} {self.commitment_id}"

    def get_absolute_url(self):
        """The public page: the figures are for all staff, the staff page of a commitment is not."""
        return reverse("public_commitment", args=[self.commitment_id])

    @property
    def is_met(self):
        return self.met == self.counted

"""What is known of records before there is one: the types, and the grounds for leniency. Rows of data with their legal basis."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.rules.models import Rule


class RecordTypeQuerySet(models.QuerySet):
    def effective(self, at=None):
        """Types under which a record may be entered on the day `at` (default today)."""
        at = at or timezone.localdate()
        return self.filter(Q(effective_from=None) | Q(effective_from__lte=at)).filter(Q(effective_to=None) | Q(effective_to__gte=at))


@tracked
class RecordType(models.Model):
    """记录类型: a row of the catalogue. It decides dimension, severity, period and who sees it, and which missed deadlines open a draft."""

    class Polarity(models.TextChoices):
        GOOD = "good", _("守信")
        BAD = "bad", _("失信")

    class Dimension(models.TextChoices):
        DECISION = "decision", _("决策")
        EXECUTION = "execution", _("执行")
        SUPERVISION = "supervision", _("监督")
        SERVICE = "service", _("服务")
        COMMERCE = "commerce", _("商务")

    class Severity(models.TextChoices):
        MINOR = "minor", _("轻微失信")
        ORDINARY = "ordinary", _("一般失信")
        SERIOUS = "serious", _("严重失信")

    class Origin(models.TextChoices):
        """来源: what decided that it is so. Where it is a decision of an organ, a record names the paper."""

        JUDGMENT = "judgment", _("司法裁判")
        PENALTY = "penalty", _("行政处罚")
        DISCIPLINE = "discipline", _("处分")
        ACCOUNTABILITY = "accountability", _("问责")
        AUDIT = "audit", _("审计")
        HONOUR = "honour", _("表彰奖励")
        COMMITMENT = "commitment", _("承诺履行")
        OTHER = "other", _("其他查证的事实")

    class Subjects(models.TextChoices):
        AGENCY = "agency", _("只记机关单位")
        PERSON = "person", _("只记公务员")
        ANY = "any", _("单位和公务员都可以")

    class Visibility(models.TextChoices):
        """Who sees a record in force, besides its subject. A civil servant's is never public, whatever stands here."""

        PUBLIC = "public", _("向社会公示")
        INTERNAL = "internal", _("不公示，本单位和监管部门可看")
        RESTRICTED = "restricted", _("不公示，只有信用办和监察可看")

    DOCUMENTED = (Origin.JUDGMENT, Origin.PENALTY, Origin.DISCIPLINE, Origin.ACCOUNTABILITY, Origin.AUDIT, Origin.HONOUR)

    code = models.SlugField(_("类型代码"), max_length=60, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    polarity = models.CharField(_("性质"), max_length=10, choices=Polarity.choices)
    dimension = models.CharField(_("维度"), max_length=20, choices=Dimension.choices)
    severity = models.CharField(_("程度"), max_length=20, choices=Severity.choices, blank=True)
    subjects = models.CharField(_("记录对象"), max_length=10, choices=Subjects.choices, default=Subjects.ANY)
    origin = models.CharField(_("来源"), max_length=20, choices=Origin.choices, default=Origin.OTHER)
    evidence_needed = models.CharField(
        _("应附材料"), max_length=100, blank=True, help_text=_("例如：生效判决书。不填就是任何能证明事实的材料。")
    )
    legal_basis = models.CharField(_("依据"), max_length=200)
    verification = models.CharField(_("核对情况"), max_length=20, choices=Rule.Verification.choices)
    # code of the rule whose amount and amount_max are the floor and the ceiling of the period in months; empty: no end
    period_rule = models.SlugField(
        _("公示期或者处分期的规则"), max_length=60, blank=True, help_text=_("规则目录里的代码。不填的长期有效。")
    )
    repairable = models.BooleanField(_("可以修复"), default=True, help_text=_("守信记录和处分不修复；处分期满自动解除。"))
    opened_by_purpose = models.SlugField(
        _("由哪种期限逾期触发"), max_length=30, blank=True, help_text=_("期限的用途代码。逾期后系统自动起草一条这种记录，仍由信用办审核。")
    )
    visibility = models.CharField(_("谁能看"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    effective_from = models.DateField(_("启用日期"), null=True, blank=True)
    effective_to = models.DateField(_("停用日期"), null=True, blank=True)

    objects = RecordTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("记录类型")
        verbose_name_plural = _("记录类型")
        ordering = ["polarity", "dimension", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["opened_by_purpose"],
                condition=~Q(opened_by_purpose=""),
                name="record_type_one_a_purpose",
                violation_error_message=_("这种期限逾期已由另一个类型起草记录。"),
            ),
            models.CheckConstraint(
                condition=Q(polarity="good", severity="") | Q(polarity="bad") & ~Q(severity=""),
                name="record_type_bad_has_severity",
                violation_error_message=_("失信类型要选程度，守信类型不选。"),
            ),
            models.CheckConstraint(
                condition=Q(repairable=False) | Q(polarity="bad") & ~Q(origin="discipline"),
                name="record_type_what_can_be_repaired",
                violation_error_message=_("守信记录和处分不修复，请去掉“可以修复”。"),
            ),
            models.CheckConstraint(
                condition=~Q(origin="discipline") | Q(subjects="person") & ~Q(period_rule=""),
                name="record_type_discipline_is_a_persons",
                violation_error_message=_("处分只记公务员，并且要填处分期的规则。"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_bad(self):
        return self.polarity == self.Polarity.BAD

    @property
    def is_discipline(self):
        return self.origin == self.Origin.DISCIPLINE

    @property
    def is_honour(self):
        return self.origin == self.Origin.HONOUR and not self.is_bad

    @property
    def needs_document(self):
        """Whether a record must name the deciding paper (认定文书) and its day."""
        return self.origin in self.DOCUMENTED

    @property
    def grade(self):
        """一般失信, or 守信."""
        return self.get_severity_display() or self.get_polarity_display()

    def fits(self, subject_kind):
        """`subject_kind`: "agency" or "person"."""
        return self.subjects in (self.Subjects.ANY, subject_kind)


@tracked
class LeniencyGround(models.Model):
    """从轻、免予惩戒的情形: why who corrected the matter of their own accord is treated more lightly, or spared the measures."""

    code = models.SlugField(_("代码"), max_length=60, unique=True)
    name = models.CharField(_("情形"), max_length=100)
    may_exempt = models.BooleanField(_("可以免予惩戒"), default=True)
    legal_basis = models.CharField(_("依据"), max_length=200)
    verification = models.CharField(_("核对情况"), max_length=20, choices=Rule.Verification.choices)
    is_open = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("从轻、免予惩戒的情形")
        verbose_name_plural = _("从轻、免予惩戒的情形")
        ordering = ["id"]

    def __str__(self):
        return self.name

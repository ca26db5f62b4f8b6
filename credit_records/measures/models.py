"""What follows from a record (C7): the catalogue of measures and of what they bar, measures put on a subject, and answers to who is eligible."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.directory.models import Agency, CivilServant
from core.history import tracked
from core.rules.models import Rule
from credit_records.records.models import CreditFile, CreditRecord, RecordType, staff_agencies


class OpenQuerySet(models.QuerySet):
    def effective(self, at=None):
        """Rows of the catalogue in use on the day `at` (default today)."""
        at = at or timezone.localdate()
        return self.filter(Q(effective_from=None) | Q(effective_from__lte=at)).filter(Q(effective_to=None) | Q(effective_to__gte=at))


@tracked
class Purpose(models.Model):
    """审查事项: what somebody is proposed for (评优评先, 晋升, 录用 …) and needs a credit check for."""

    code = models.SlugField(_("代码"), max_length=60, unique=True)
    name = models.CharField(_("事项"), max_length=100)
    subjects = models.CharField(_("对象"), max_length=10, choices=RecordType.Subjects.choices, default=RecordType.Subjects.ANY)
    legal_basis = models.CharField(_("依据"), max_length=200)
    verification = models.CharField(_("核对情况"), max_length=20, choices=Rule.Verification.choices)
    effective_from = models.DateField(_("启用日期"), null=True, blank=True)
    effective_to = models.DateField(_("停用日期"), null=True, blank=True)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("审查事项")
        verbose_name_plural = _("审查事项")
        ordering = ["id"]

    def __str__(self):
        return self.name


@tracked
class MeasureType(models.Model):
    """措施: a row of the catalogue. Which records put it on their subject, for how long, and what it bars."""

    class Effect(models.TextChoices):
        BARS = "bars", _("不得")
        REVIEW = "review", _("从严审查")
        FAVOURS = "favours", _("优先")

    code = models.SlugField(_("代码"), max_length=60, unique=True)
    name = models.CharField(_("措施"), max_length=100)
    effect = models.CharField(_("效力"), max_length=10, choices=Effect.choices)
    subjects = models.CharField(_("对象"), max_length=10, choices=RecordType.Subjects.choices, default=RecordType.Subjects.ANY)
    purposes = ArrayField(models.SlugField(max_length=60), verbose_name=_("适用的审查事项"), help_text=_("审查事项的代码，用逗号分开。"))
    # a record puts the measure on its subject if any of the three names it
    record_types = ArrayField(models.SlugField(max_length=60), verbose_name=_("由哪些记录类型触发"), default=list, blank=True)
    severities = ArrayField(
        models.CharField(max_length=20, choices=RecordType.Severity.choices), verbose_name=_("由哪些程度触发"), default=list, blank=True
    )
    origins = ArrayField(
        models.CharField(max_length=20, choices=RecordType.Origin.choices), verbose_name=_("由哪些来源触发"), default=list, blank=True
    )
    # code of the rule that says how long it lasts at most, from the deciding paper; empty: as long as the record stands
    period_rule = models.SlugField(_("期限规则"), max_length=60, blank=True, help_text=_("不填的，记录有效多久就多久。"))
    may_be_spared = models.BooleanField(_("可以从轻、免予"), default=True, help_text=_("法律直接规定的后果不能免。"))
    legal_basis = models.CharField(_("依据"), max_length=200)
    verification = models.CharField(_("核对情况"), max_length=20, choices=Rule.Verification.choices)
    effective_from = models.DateField(_("启用日期"), null=True, blank=True)
    effective_to = models.DateField(_("停用日期"), null=True, blank=True)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("措施")
        verbose_name_plural = _("措施目录")
        ordering = ["id"]

    def __str__(self):
        return self.name

    def clean(self):
        unknown = set(self.purposes) - set(Purpose.objects.values_list("code", flat=True))
        if unknown:
            raise ValidationError({"purposes": _("没有这些审查事项：%(codes)s") % {"codes": "、".join(sorted(unknown))}})
        unknown = set(self.record_types) - set(RecordType.objects.values_list("code", flat=True))
        if unknown:
            raise ValidationError({"record_types": _("没有这些记录类型：%(codes)s") % {"codes": "、".join(sorted(unknown))}})

    def follows_from(self, record):
        """Whether a record that is in force puts this measure on its subject."""
        kind = "agency" if record.file.agency_id else "person"
        named = record.type.code in self.record_types or record.severity in self.severities or record.type.origin in self.origins
        return named and self.subjects in (RecordType.Subjects.ANY, kind)


class MeasureQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever may see the record that it follows from."""
        return self.filter(record__in=CreditRecord.objects.visible_to(user))

    def in_force(self, at=None):
        """Measures that were in force at the end of the day `at` (default today): as long as their record stood, and not longer than their own time."""
        at = at or timezone.localdate()
        own = Q(started_on__lte=at) & (Q(ended_on=None) | Q(ended_on__gt=at)) & (Q(ends_on=None) | Q(ends_on__gt=at))
        return self.filter(own, record__in=CreditRecord.objects.in_force(at))


@tracked
class Measure(Scoped):
    """惩戒、激励措施: what one record put on its subject, from when to when."""

    file = models.ForeignKey(CreditFile, models.PROTECT, related_name="measures", verbose_name=_("信用档案"))
    type = models.ForeignKey(MeasureType, models.PROTECT, related_name="measures", verbose_name=_("措施"))
    record = models.ForeignKey(CreditRecord, models.PROTECT, related_name="measures", verbose_name=_("信用记录"))
    started_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("最迟到"), null=True, blank=True)  # empty: with the record
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    end_reason = models.CharField(_("结束的原因"), max_length=200, blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("措施")
        verbose_name_plural = _("惩戒和激励措施")
        ordering = ["-id"]
        indexes = [models.Index(fields=["file", "-started_on", "-id"], name="measure_of_file")]
        constraints = [
            models.UniqueConstraint(fields=["record", "type"], condition=Q(ended_on=None), name="measure_once_a_record"),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="measure_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("started_on")), name="measure_is_planned_to_end_later"),
            models.CheckConstraint(condition=Q(ended_on=None) | ~Q(end_reason=""), name="measure_ends_for_a_reason"),
        ]

    def __str__(self):
        return str(self.type)

    def get_absolute_url(self):
        return self.record.get_absolute_url()


class QuestionQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The office that asked, and the credit office."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        return self if actor.has(Role.CREDIT_OFFICE) else self.filter(agency__in=staff_agencies(actor))


class EligibilityQuestion(Scoped):
    """信用审查: may these be proposed for this, on that day? Asked once, answered at once, and never changed."""

    number = models.CharField(_("编号"), max_length=60, unique=True)
    purpose = models.ForeignKey(Purpose, models.PROTECT, related_name="questions", verbose_name=_("审查事项"))
    matter = models.CharField(_("拟评拟任事项"), max_length=200)
    on = models.DateField(_("审查哪一天"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("审查单位"))
    asked_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("审查人"))
    asked_at = models.DateTimeField(_("审查时间"), default=timezone.now)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("信用审查")
        verbose_name_plural = _("信用审查")
        ordering = ["-id"]
        indexes = [models.Index(fields=["agency", "-id"], name="question_of_agency")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.matter

    def get_absolute_url(self):
        return reverse("eligibility", args=[self.pk])


class AnswerQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Who sees the question; and whom the answer is about."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        asked = Q(question__in=EligibilityQuestion.objects.visible_to(user))
        return self.filter(asked | Q(civil_servant__user=user) | Q(about__in=staff_agencies(actor)))


class EligibilityAnswer(Scoped):
    """审查结论: about one subject; `grounds` names the measures, records and articles behind it as they stood when it was given."""

    class Outcome(models.TextChoices):
        YES = "yes", _("可以")
        REVIEW = "review", _("可以，须从严审查")
        NO = "no", _("不可以")

    question = models.ForeignKey(EligibilityQuestion, models.PROTECT, related_name="answers", verbose_name=_("信用审查"))
    about = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("机构"))
    civil_servant = models.ForeignKey(CivilServant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("公务员"))
    outcome = models.CharField(_("结论"), max_length=10, choices=Outcome.choices)
    grounds = models.JSONField(_("理由"), default=list)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("审查结论")
        verbose_name_plural = _("审查结论")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(about__isnull=False, civil_servant=None) | Q(about=None, civil_servant__isnull=False),
                name="answer_about_one_subject",
            ),
            models.UniqueConstraint(fields=["question", "about"], condition=Q(civil_servant=None), name="answer_once_an_agency"),
            models.UniqueConstraint(fields=["question", "civil_servant"], condition=Q(about=None), name="answer_once_a_person"),
            models.CheckConstraint(condition=Q(outcome="yes") | ~Q(grounds=[]), name="answer_no_has_grounds"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return str(self.subject)

    @property
    def subject(self):
        """The Agency or the CivilServant."""
        return self.about or self.civil_servant

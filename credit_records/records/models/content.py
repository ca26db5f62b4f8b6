"""What a record says: the columns that the record, its earlier versions and a proposed correction have in common."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from credit_records.records.models.catalogue import RecordType


class RecordContent(models.Model):
    """What is corrected when a record is corrected. Everything else of a record says what happened to it."""

    type = models.ForeignKey(RecordType, models.PROTECT, related_name="%(class)ss", verbose_name=_("类型"))
    severity = models.CharField(_("程度"), max_length=20, choices=RecordType.Severity.choices, blank=True)
    title = models.CharField(_("标题"), max_length=300)
    facts = models.TextField(_("事实"))
    happened_on = models.DateField(_("发生日期"))
    basis = models.TextField(_("依据"))
    # 认定文书: the judgment, decision, report from whose day the period counts; without one the confirmation is the deciding paper
    document_name = models.CharField(_("认定文书"), max_length=200, blank=True)
    document_number = models.CharField(_("文书文号"), max_length=100, blank=True)
    document_on = models.DateField(_("文书日期"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__in=["", *RecordType.Severity.values]),
                name="%(class)s_severity_is_known",
            ),
            models.CheckConstraint(
                condition=Q(document_on=None) | Q(document_on__gte=F("happened_on")),
                name="%(class)s_document_follows_the_deed",
                violation_error_message=_("文书日期不能早于发生日期。"),
            ),
            models.CheckConstraint(
                condition=Q(document_on__isnull=False) & ~Q(document_name="") | Q(document_on=None, document_name="", document_number=""),
                name="%(class)s_document_has_name_and_day",
                violation_error_message=_("认定文书要写名称和日期。"),
            ),
        ]

    @property
    def grade(self):
        """一般失信, or 守信."""
        return self.get_severity_display() or self.type.get_polarity_display()

    @property
    def document(self):
        """《关于……的决定》（云审决〔2026〕3号）; empty where there is none."""
        return f"{self.document_name}（{self.document_number}）" if self.document_number else self.document_name


CONTENT = tuple(field.name for field in RecordContent._meta.local_fields)


def content_of(row):
    """{column: value} of what a record, a version or a proposed correction says."""
    return {name: getattr(row, name) for name in CONTENT}

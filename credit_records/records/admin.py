"""The catalogue is the administrator's; files and records can be looked at, for services alone write them."""

from django.contrib import admin

from core.admin_base import DomainAdmin, ReadOnlyAdmin
from credit_records.records.models import CreditFile, CreditRecord, LeniencyGround, RecordType, RecordVersion, Revision

# what the records under a type were decided by
DECIDED = ["code", "polarity", "dimension", "severity", "origin", "subjects", "visibility"]


@admin.register(RecordType)
class RecordTypeAdmin(DomainAdmin):
    """A type that has records keeps what they were decided by; for a new severity there is a new type."""

    list_display = [
        "name",
        "polarity",
        "dimension",
        "severity",
        "origin",
        "subjects",
        "period_rule",
        "opened_by_purpose",
        "visibility",
        "verification",
    ]
    list_filter = ["polarity", "dimension", "severity", "origin", "subjects", "visibility"]
    search_fields = ["name", "code", "legal_basis"]

    def get_readonly_fields(self, request, obj=None):
        return DECIDED if obj and obj.creditrecords.exists() else []


@admin.register(LeniencyGround)
class LeniencyGroundAdmin(DomainAdmin):
    list_display = ["name", "may_exempt", "legal_basis", "verification", "is_open"]


@admin.register(CreditFile)
class CreditFileAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "number", "opened_on"]
    list_select_related = ["agency", "civil_servant"]
    search_fields = ["agency__name", "civil_servant__name"]


@admin.register(CreditRecord)
class CreditRecordAdmin(ReadOnlyAdmin):
    list_display = ["title", "number", "type", "file", "state", "created_at"]
    list_select_related = ["type", "file__agency", "file__civil_servant"]
    list_filter = ["state", "type"]
    search_fields = ["title", "number"]


@admin.register(RecordVersion)
class RecordVersionAdmin(ReadOnlyAdmin):
    list_display = ["title", "record", "number", "began_at", "ended_at", "replaced_by"]
    list_select_related = ["record", "replaced_by"]
    search_fields = ["title", "record__number"]


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ["record", "kind", "origin", "state", "created_by", "decided_by"]
    list_select_related = ["record", "created_by", "decided_by"]
    list_filter = ["state", "kind", "origin"]

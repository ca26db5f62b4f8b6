"""The catalogue is the administrator's; files and records can be looked at, for services alone write them."""

from django.contrib import admin

from core.admin_base import DomainAdmin, ReadOnlyAdmin
from credit_records.records.models import CreditFile, CreditRecord, RecordType

# what the records under a type were decided by
DECIDED = ["code", "polarity", "dimension", "severity"]


@admin.register(RecordType)
class RecordTypeAdmin(DomainAdmin):
    """A type that has records keeps what they were decided by; for a new severity there is a new type."""

    list_display = ["name", "polarity", "dimension", "severity", "publicity_rule", "opened_by_purpose", "publishes", "verification"]
    list_filter = ["polarity", "dimension", "severity", "publishes"]
    search_fields = ["name", "code", "legal_basis"]

    def get_readonly_fields(self, request, obj=None):
        return DECIDED if obj and obj.records.exists() else []


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

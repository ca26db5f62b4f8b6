"""The catalogue is the administrator's; files and records can be looked at, for services alone write them."""

from django.contrib import admin

from core.accounts.actor import Actor
from core.admin_base import DomainAdmin, ReadOnlyAdmin
from credit_records.records import queries
from credit_records.records.models import CreditFile, CreditRecord, FileLook, LeniencyGround, RecordType, RecordVersion, Revision
from credit_records.records.services import log_looks


class CreditDataAdmin(ReadOnlyAdmin):
    """What the administration shows of somebody's credit data leaves a look, as the portal's pages do (records/views/looking.py)."""

    record_path = "record"

    def files_shown(self, rows):
        return queries.files_told_of(rows, self.record_path)

    def change_view(self, request, object_id, *args, **kwargs):
        response = super().change_view(request, object_id, *args, **kwargs)
        if request.method == "GET" and response.status_code == 200:
            files, by = self.files_shown(self.model._default_manager.filter(pk=object_id)), Actor.of(request.user)
            response.add_post_render_callback(lambda rendered: log_looks(files=files, by=by, otherwise=FileLook.Under.ADMINISTRATION))
        return response


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
class CreditFileAdmin(CreditDataAdmin):
    def files_shown(self, rows):
        return rows

    list_display = ["__str__", "number", "opened_on"]
    list_select_related = ["agency", "civil_servant"]
    search_fields = ["agency__name", "civil_servant__name"]


@admin.register(CreditRecord)
class CreditRecordAdmin(CreditDataAdmin):
    record_path = "pk"
    list_display = ["title", "number", "type", "file", "state", "created_at"]
    list_select_related = ["type", "file__agency", "file__civil_servant"]
    list_filter = ["state", "type"]
    search_fields = ["title", "number"]


@admin.register(RecordVersion)
class RecordVersionAdmin(CreditDataAdmin):
    list_display = ["title", "record", "number", "began_at", "ended_at", "replaced_by"]
    list_select_related = ["record", "replaced_by"]
    search_fields = ["title", "record__number"]


@admin.register(Revision)
class RevisionAdmin(CreditDataAdmin):
    list_display = ["record", "kind", "origin", "state", "created_by", "decided_by"]
    list_select_related = ["record", "created_by", "decided_by"]
    list_filter = ["state", "kind", "origin"]

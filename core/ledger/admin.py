from django.contrib import admin

from core.admin_base import ReadOnlyAdmin
from core.ledger.models import ChainEntry


@admin.register(ChainEntry)
class ChainEntryAdmin(ReadOnlyAdmin):
    list_display = ["sequence", "kind", "key", "entry_hash", "created_at"]
    list_filter = ["kind"]
    search_fields = ["key", "entry_hash"]
    ordering = ["-sequence"]

"""Objections can be looked at, for services alone write them."""

from django.contrib import admin

from core.admin_base import ReadOnlyAdmin
from credit_records.objections.models import Objection


@admin.register(Objection)
class ObjectionAdmin(ReadOnlyAdmin):
    list_display = ["record", "state", "source", "created_at", "decided_at"]
    list_select_related = ["record", "source"]
    list_filter = ["state"]
    search_fields = ["record__title", "record__number"]
    exclude = ["citizen_name", "contact", "code_hash"]

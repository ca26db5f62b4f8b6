"""Objections can be looked at, for services alone write them."""

from django.contrib import admin

from credit_records.objections.models import Objection
from credit_records.records.admin import CreditDataAdmin


@admin.register(Objection)
class ObjectionAdmin(CreditDataAdmin):
    list_display = ["record", "state", "source", "created_at", "decided_at"]
    list_select_related = ["record", "source"]
    list_filter = ["state"]
    search_fields = ["record__title", "record__number"]
    exclude = ["name_sealed", "contact_sealed", "contact_index", "email_sealed", "code_hash"]

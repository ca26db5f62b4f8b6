"""Repairs can be looked at, for services alone write them."""

from django.contrib import admin

from credit_records.records.admin import CreditDataAdmin
from credit_records.repair.models import RepairApplication


@admin.register(RepairApplication)
class RepairApplicationAdmin(CreditDataAdmin):
    list_display = ["record", "kind", "state", "created_at", "decided_at"]
    list_select_related = ["record"]
    list_filter = ["state", "kind"]
    search_fields = ["record__title", "record__number"]

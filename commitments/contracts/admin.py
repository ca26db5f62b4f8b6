"""Kinds of contract are edited here; contracts are to be looked at only."""

from django.contrib import admin

from commitments.contracts.models import Contract, ContractKind
from core.admin_base import DomainAdmin, ReadOnlyAdmin


@admin.register(ContractKind)
class ContractKindAdmin(DomainAdmin):
    list_display = ("name", "code", "procurement", "needs_ground", "position")


@admin.register(Contract)
class ContractAdmin(ReadOnlyAdmin):
    list_display = ("number", "kind", "agency", "shown_counterparty", "signed_on", "state")
    list_filter = ("state", "kind")
    list_select_related = ("agency", "kind")
    search_fields = ("number", "title")

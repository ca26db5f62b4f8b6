"""Debts and payments, to be looked at only."""

from django.contrib import admin

from commitments.debts.models import Debt, OverdueYear, Payment
from core.admin_base import ReadOnlyAdmin


@admin.register(Debt)
class DebtAdmin(ReadOnlyAdmin):
    list_display = ("number", "agency", "principal", "paid", "due_on", "state")
    list_filter = ("state", "creditor_kind")
    list_select_related = ("agency",)
    search_fields = ("number",)


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    list_display = ("debt", "amount", "paid_on", "booked_on", "entered_by", "reverses")
    list_select_related = ("debt", "entered_by", "reverses__debt")
    search_fields = ("debt__number",)


@admin.register(OverdueYear)
class OverdueYearAdmin(ReadOnlyAdmin):
    list_display = ("year", "agency", "count", "amount", "published_on")
    list_filter = ("year",)
    list_select_related = ("agency",)

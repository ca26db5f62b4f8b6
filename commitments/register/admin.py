"""Administrators keep the kinds; commitments are registered and moved by services, not here."""

from django.contrib import admin

from commitments.register.models import Commitment, CommitmentKind, Participation
from core.admin_base import DomainAdmin, ReadOnlyAdmin, ReadOnlyInline


@admin.register(CommitmentKind)
class CommitmentKindAdmin(DomainAdmin):
    list_display = ("name", "code", "rule_code", "verified_by", "position")
    search_fields = ("name", "code")

    def get_readonly_fields(self, request, obj=None):
        """Addresses, open data and documents taken in name it by its code."""
        return ["code"] if obj else []


class ParticipationInline(ReadOnlyInline):
    model = Participation


@admin.register(Commitment)
class CommitmentAdmin(ReadOnlyAdmin):
    list_display = ("number", "title", "agency", "kind", "state")
    list_filter = ("state", "kind")
    list_select_related = ("agency", "kind")
    search_fields = ("number", "title")
    inlines = (ParticipationInline,)

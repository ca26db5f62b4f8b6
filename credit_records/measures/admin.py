"""The catalogue is the administrator's; measures and answers can be looked at."""

from django.contrib import admin

from core.admin_base import DomainAdmin, ReadOnlyAdmin
from credit_records.measures.models import EligibilityAnswer, EligibilityQuestion, Measure, MeasureType, Purpose
from credit_records.measures.queries import files_answered_from
from credit_records.records.admin import CreditDataAdmin


@admin.register(Purpose)
class PurposeAdmin(DomainAdmin):
    list_display = ["name", "code", "subjects", "legal_basis", "verification"]
    search_fields = ["name", "code"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


@admin.register(MeasureType)
class MeasureTypeAdmin(DomainAdmin):
    list_display = ["name", "effect", "subjects", "legal_basis", "verification", "may_be_spared"]
    list_filter = ["effect", "subjects"]
    search_fields = ["name", "code", "legal_basis"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


@admin.register(Measure)
class MeasureAdmin(CreditDataAdmin):
    list_display = ["type", "file", "record", "started_on", "ends_on", "ended_on"]
    list_select_related = ["type", "file__agency", "file__civil_servant", "record"]
    list_filter = ["type"]
    search_fields = ["record__number", "record__title"]


@admin.register(EligibilityQuestion)
class EligibilityQuestionAdmin(ReadOnlyAdmin):
    list_display = ["number", "purpose", "matter", "on", "agency", "asked_by"]
    list_select_related = ["purpose", "agency", "asked_by"]
    search_fields = ["number", "matter"]


@admin.register(EligibilityAnswer)
class EligibilityAnswerAdmin(CreditDataAdmin):
    def files_shown(self, rows):
        return files_answered_from(rows)

    list_display = ["question", "__str__", "outcome"]
    list_select_related = ["question", "about", "civil_servant"]
    list_filter = ["outcome"]
    search_fields = ["question__number"]

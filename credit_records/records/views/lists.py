"""The list of records, and of those that wait for the reader."""

import django_filters
from django.forms import HiddenInput
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.deadlines.shown import limit_column
from core.pages.bands import age_filter, left_filter, past_year_filter
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ListPage
from credit_records.records import queries, services, shown
from credit_records.records.models import CreditFile, CreditRecord, RecordType
from credit_records.records.views.looking import ExportLeavesLooks


class RecordFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=CreditRecord.State.choices)
    dimension = django_filters.ChoiceFilter(label=gettext_lazy("维度"), field_name="type__dimension", choices=RecordType.Dimension.choices)
    severity = django_filters.ChoiceFilter(label=gettext_lazy("程度"), field_name="severity", choices=RecordType.Severity.choices)
    polarity = django_filters.ChoiceFilter(
        label=gettext_lazy("守信或者失信"), field_name="type__polarity", choices=RecordType.Polarity.choices
    )
    age = age_filter(queries.of_age_in_state)
    left = left_filter(queries.review_left)
    confirmed = past_year_filter(pgettext_lazy("筛选", "确认生效"), queries.confirmed_in)
    # from a credit file's page
    file = django_filters.ModelChoiceFilter(queryset=lambda request: CreditFile.objects.visible_to(request.user), widget=HiddenInput)
    agency = django_filters.ModelChoiceFilter(
        label=gettext_lazy("被记录单位"),
        field_name="file__agency",
        queryset=lambda request: queries.recorded_agencies(request.user),
    )


class RecordList(ExportLeavesLooks, ListPage):
    model = CreditRecord
    title = gettext_lazy("信用记录")
    template_name = "credit_records/records/list.html"
    filter_class = RecordFilter
    search_fields, search_label = ("title", "number"), gettext_lazy("标题、编号")
    sorts = {"newest": Sort(gettext_lazy("最近录入的在前"), ("-pk",)), "oldest": Sort(gettext_lazy("最早录入的在前"), ("pk",))}
    columns = (
        Column(gettext_lazy("记录"), "title", note=shown.type_line, note_label=gettext_lazy("维度和程度"), link=True),
        Column(gettext_lazy("被记录"), "file.subject"),
        Column(
            gettext_lazy("生效日期"),
            "effective_on",
            note="number",
            note_label=gettext_lazy("编号"),
        ),
        limit_column(gettext_lazy("审核期限"), lambda record: next(iter(record.reviews), None)),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    empty_title = gettext_lazy("没有可以看的信用记录")
    empty_text = gettext_lazy("逾期的期限会自动起草记录；其他事实由经办人录入。")

    def queryset(self):
        return queries.listed(super().queryset())

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_draft=services.drafting_agency_id(self.actor()), **kwargs)


class WaitingRecords(RecordList):
    title = gettext_lazy("等我办的记录")
    sorts = {"oldest": Sort(gettext_lazy("先录入的在前"), ("pk",))}
    empty_title = gettext_lazy("没有等你办的记录")
    empty_text = gettext_lazy("等你提交的草稿、等你确认的记录会出现在这里。")

    def queryset(self):
        return queries.listed(queries.waiting_for(self.actor()))

"""The list of objections by time left, and an objection with what to do now."""

from operator import attrgetter

import django_filters
from django.forms import HiddenInput
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext, pgettext_lazy

from core.deadlines.shown import limit_column
from core.evidence.shown import files_of
from core.pages.bands import left_filter, past_year_filter
from core.pages.parts import Crumb
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import DetailPage, ListPage
from credit_records.objections import queries, shown
from credit_records.objections.models import Objection
from credit_records.records import shown as records_shown
from credit_records.records.models import CreditFile
from credit_records.records.views.looking import ExportLeavesLooks, LeavesLook


class ObjectionFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Objection.State.choices)
    left = left_filter(queries.left)
    decided = past_year_filter(gettext_lazy("作出决定"), queries.decided_in)
    # from a credit file's page
    file = django_filters.ModelChoiceFilter(
        field_name="record__file", queryset=lambda request: CreditFile.objects.visible_to(request.user), widget=HiddenInput
    )


class ObjectionList(ExportLeavesLooks, ListPage):
    """The office's work by time left; for others their own, and what their unit was asked."""

    model, section, filter_class, record_path = Objection, "records", ObjectionFilter, "record"
    title = pgettext_lazy("清单", "异议")
    search_fields, search_label = ("record__title", "record__number"), gettext_lazy("记录的标题、编号")
    sorts = {
        "due": Sort(gettext_lazy("快到期的在前"), ("-decided_at", "limit__due_on", "pk")),
        "newest": Sort(gettext_lazy("最近提出的在前"), ("-pk",)),
    }
    unit = ngettext_lazy("件", "件")
    columns = (
        Column(gettext_lazy("记录"), "record.title", note="record.number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("提出异议"), shown.side, note="created_at", note_label=gettext_lazy("提出时间")),
        limit_column(gettext_lazy("办理时限"), attrgetter("limit")),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    empty_title = gettext_lazy("没有异议")
    empty_text = gettext_lazy("认为记录有误的，在记录的页面上提出异议。")

    def queryset(self):
        return queries.with_parts(super().queryset())


class ObjectionDetail(LeavesLook, DetailPage):
    model, section, record_path = Objection, "records", "record"
    template_name = "credit_records/objections/detail.html"

    def queryset(self):
        return queries.with_parts(super().queryset())

    def page_title(self):
        return _("异议：%(record)s") % {"record": self.object.record}

    def crumbs(self):
        return [
            Crumb(_("信用记录"), reverse("records")),
            Crumb(pgettext("清单", "异议"), reverse("objections")),
            Crumb(self.object.record.number),
        ]

    def actions(self):
        return shown.actions(self.object, self.own_steps())

    def others_steps(self):
        """The page names the people instead (`parties`), for those who may know them."""
        return []

    def get_context_data(self, **kwargs):
        objection, actor, files = self.object, self.actor(), files_of(self.object)
        revision = objection.revision if objection.state == "proposed" else None
        return super().get_context_data(
            kind=_("异议"),
            state=shown.state_mark(objection),
            facts=shown.facts(objection, actor),
            files=files,
            what=shown.NOW.get(objection.state, ""),
            checks=shown.checks(objection, files),
            parties=shown.parties(objection, actor),
            moments=shown.moments(objection, actor),
            timing=shown.timing(objection, actor),
            changed=records_shown.changed(objection.record, revision) if revision else [],
            may_see_opinion=actor.oversees and not objection.is_by(actor),
            others=queries.others_on(objection, self.request.user),
            **kwargs,
        )

"""The doors of this room: the batches, the upload, and one batch from the check to the decision."""

import django_filters
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views import View

from core.jobs.shown import progress_words
from core.pages.bands import left_filter
from core.pages.export import XLSX_TYPE
from core.pages.forms import PageForm
from core.pages.parts import Action, Crumb
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage, Page
from core.sheets.template import template
from credit_records.imports import batches, services, shown
from credit_records.imports.columns import columns
from credit_records.imports.forms import ConfirmBatchForm, RefuseBatchForm, UploadForm
from credit_records.records.models import RecordBatch, SheetRow
from credit_records.records.queries import batch_left
from credit_records.records.services import check_drafter
from credit_records.records.views.lists import RecordList

FIRST_ROWS = 20  # of the bad ones on the batch's page; the list has all
State = RecordBatch.State


class BatchFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=State.choices)
    left = left_filter(batch_left)


class BatchList(ListPage):
    model, title, section = RecordBatch, gettext_lazy("批量导入"), "records"
    template_name = "credit_records/imports/list.html"
    filter_class = BatchFilter
    search_fields, search_label = ("title",), gettext_lazy("批次名称")
    sorts = {"newest": Sort(gettext_lazy("最近上传的在前"), ("-pk",)), "oldest": Sort(gettext_lazy("最早上传的在前"), ("pk",))}
    unit = ngettext_lazy("批", "批")
    columns = (
        Column(gettext_lazy("批次"), "title", note="agency.short_name", note_label=gettext_lazy("录入单位"), link=True),
        Column(gettext_lazy("可以录入"), "good", numeric=True),
        Column(gettext_lazy("有误"), "bad", numeric=True),
        Column(gettext_lazy("上传时间"), "created_at"),
        Column(gettext_lazy("状态"), shown.mark),
    )
    empty_title = gettext_lazy("还没有导入过")
    empty_text = gettext_lazy("几百上千条记录可以用一张表一次导入：先核对，没有错的再全部录入。")

    def queryset(self):
        return super().queryset().select_related("agency", "job")


class Upload(ActionPage):
    template_name, section = "credit_records/imports/new.html", "records"
    title, submit_label = gettext_lazy("导入信用记录"), gettext_lazy("上传并核对")
    form_class, service = UploadForm, services.upload

    def get_form(self, form_class=None):
        check_drafter(self.actor())
        return super().get_form(form_class)

    def crumbs(self):
        return [Crumb(_("批量导入"), reverse("imports")), Crumb(self.title)]

    def cancel_url(self):
        return reverse("imports")


class Template(Page, View):
    """The workbook to fill in."""

    def get(self, request):
        name = _("信用记录导入模板") + ".xlsx"
        return FileResponse(template(columns()), as_attachment=True, filename=name, content_type=XLSX_TYPE)


class BatchDetail(DetailPage):
    """Asks for itself every second while its job goes on; then it says what was found, and what to do about it."""

    model, section = RecordBatch, "records"
    template_name = "credit_records/imports/detail.html"
    pages_of_steps = {
        "in_review": "import_enter",
        "confirmed": "import_confirm",
        "refused": "import_refuse",
        "discarded": "import_discard",
    }

    def queryset(self):
        return super().queryset().select_related("agency", "job", "sheet", "created_by", "entered_by", "decided_by")

    def crumbs(self):
        return [Crumb(_("批量导入"), reverse("imports")), Crumb(str(self.object))]

    def get_context_data(self, **kwargs):
        batch, papers = self.object, shown.papers(self.object)
        return super().get_context_data(
            kind=_("批量导入"),
            state=shown.mark(batch),
            facts=shown.facts(batch),
            job=batch.job,
            progress_words=progress_words(batch.job) if batch.is_busy else "",
            figures=shown.figures(batch) if batch.state != State.UPLOADED else [],
            papers=papers,
            moments=shown.moments(batch),
            bad_rows=batch.rows.filter(kind=SheetRow.Kind.BAD).order_by("number")[:FIRST_ROWS] if batch.bad else [],
            **self.panel(batch, papers),
            **kwargs,
        )

    def panel(self, batch, papers):
        """What to do now: mend the sheet, enter it, confirm it; everything else is a link."""
        if batch.is_busy:
            return {}
        links = {action.url: action for action in self.actions()}
        if batch.bad or batch.state == State.UPLOADED:
            return {"mending": links and self.mending(batch, links)}
        # the form is that of the next step, for whoever may take it
        address = reverse("import_confirm" if batch.state == State.IN_REVIEW else "import_enter", args=[batch.pk])
        first = links.pop(address, None) if batch.good else None
        deciding = batch.state == State.IN_REVIEW
        return {
            "first": first,
            "others": [link._replace(primary=False) for link in links.values()],
            "form": self.deciding(ConfirmBatchForm) if deciding else PageForm(),
            "what": _("核对依据和记录，整批确认") if deciding else _("把%(count)s条记录全部录入") % {"count": f"{batch.good:,}"},
            "first_label": _("确认全部生效") if deciding else _("全部录入"),
            "checks": shown.checks(batch, papers),
        }

    def mending(self, batch, links):
        """What whoever may give the sheet up can do about one that cannot be entered."""
        links.pop(reverse("import_enter", args=[batch.pk]), None)
        rows = reverse("import_rows", args=[batch.pk])
        download = [Action(_("下载有误的行和原因"), f"{rows}?kind=bad&format=xlsx")] if batch.bad else []
        again = Action(_("重新核对"), reverse("import_recheck", args=[batch.pk]))
        return [
            Action(_("上传改好的表格"), reverse("import_new"), primary=True),
            *download,
            again,
            *(link._replace(primary=False) for link in links.values()),
        ]


class OfBatch:
    """A list of what belongs to one batch, which the reader must see."""

    section = "records"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self._batch = None

    @property
    def batch(self):
        if self._batch is None:
            self._batch = get_object_or_404(RecordBatch.objects.visible_to(self.request.user), pk=self.kwargs["pk"])
        return self._batch

    def crumbs(self):
        return [Crumb(_("批量导入"), reverse("imports")), Crumb(str(self.batch), self.batch.get_absolute_url()), Crumb(self.title)]


class RowFilter(PageFilter):
    kind = django_filters.ChoiceFilter(label=gettext_lazy("情况"), choices=SheetRow.Kind.choices)


class RowList(OfBatch, ListPage):
    """The rows that do not become records, with the reasons; the download has every cell, so that it can be mended and uploaded again."""

    model, title = SheetRow, gettext_lazy("没有录入的行")
    filter_class = RowFilter
    order = ("number", "pk")
    unit = ngettext_lazy("行", "行")
    columns = (
        Column(gettext_lazy("行号"), "number", numeric=True),
        Column(gettext_lazy("内容"), lambda row: "，".join(cell for cell in row.cells if cell)[:120]),
        Column(gettext_lazy("原因"), "reasons"),
        Column(gettext_lazy("情况"), "get_kind_display"),
    )
    empty_title = gettext_lazy("每一行都可以录入")

    def queryset(self):
        return super().queryset().filter(batch=self.batch)

    def export_labels(self):
        return [*self.batch.headers, _("原因")]

    def export_rows(self):
        width = len(self.batch.headers)
        for row in self.rows().order_by("number").iterator(chunk_size=500):
            yield [*(row.cells + [""] * width)[:width], "；".join(row.reasons)]


class BatchRecords(OfBatch, RecordList):
    title = gettext_lazy("这一批的记录")
    template_name = "pages/list.html"
    sorts = {"sheet": Sort(gettext_lazy("按表格的顺序"), ("pk",))}

    def queryset(self):
        return super().queryset().filter(batch=self.batch)


class BatchAction(ActionPage):
    """One step of one batch."""

    model, object_argument, section = RecordBatch, "batch", "records"

    def queryset(self):
        return super().queryset().select_related("agency", "job", "sheet")

    def crumbs(self):
        return [Crumb(_("批量导入"), reverse("imports")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(self.title)]


class Recheck(BatchAction):
    title, submit_label = gettext_lazy("重新核对"), gettext_lazy("重新核对")
    service, hint = services.recheck, gettext_lazy("名录、类型或者已有的记录变了，就再核对一次。")


class Enter(BatchAction):
    step = "in_review"
    title = submit_label = gettext_lazy("全部录入")
    service, hint = services.ask_to_enter, gettext_lazy("要么全部录入，要么一条也不录。录入后等信用办另一人确认。")


class Discard(BatchAction):
    step = "discarded"
    title, submit_label = gettext_lazy("放弃这一批"), gettext_lazy("放弃，不录入")
    service, success_message = services.discard, gettext_lazy("已放弃，一条也没有录入。")


class Confirm(BatchAction):
    step, form_class = "confirmed", ConfirmBatchForm
    title, submit_label = gettext_lazy("整批确认"), gettext_lazy("确认全部生效")
    service = batches.ask_to_confirm


class Refuse(BatchAction):
    step, form_class = "refused", RefuseBatchForm
    title, submit_label = gettext_lazy("整批不予认定"), gettext_lazy("整批不予认定")
    service = batches.ask_to_refuse

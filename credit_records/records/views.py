"""The doors of this room: the list, the record, its steps, and the public page."""

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.deadlines.projection import ShownDeadline
from core.evidence.shown import files_of
from core.ledger.queries import latest_entry
from core.pages.forms import PageForm, ReasonForm
from core.pages.parts import Action, Crumb, Fact, Mark
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage
from core.pages.words import as_date, mark_of
from core.search.models import PublicEntry
from credit_records.records import queries, services, shown
from credit_records.records.forms import ConfirmForm, DraftForm, EvidenceForm, NewRecordForm
from credit_records.records.models import CreditRecord, RecordType
from credit_records.records.public import key_of


class RecordFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=CreditRecord.State.choices)
    dimension = django_filters.ChoiceFilter(label=gettext_lazy("维度"), field_name="type__dimension", choices=RecordType.Dimension.choices)
    severity = django_filters.ChoiceFilter(label=gettext_lazy("程度"), field_name="type__severity", choices=RecordType.Severity.choices)
    agency = django_filters.ModelChoiceFilter(
        label=gettext_lazy("被记录单位"),
        field_name="file__agency",
        queryset=lambda request: queries.recorded_agencies(request.user),
    )


class RecordList(ListPage):
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
            gettext_lazy("决定日期"),
            lambda record: record.decided_at and timezone.localdate(record.decided_at),
            note="number",
            note_label=gettext_lazy("编号"),
        ),
        Column(gettext_lazy("状态"), shown.state_mark, note=lambda record: mark_of(record.reviews[0]) if record.reviews else None),
    )
    empty_title = gettext_lazy("没有可以看的信用记录")
    empty_text = gettext_lazy("逾期的期限会自动起草记录；其他事实由经办人录入。")

    def queryset(self):
        return queries.listed(super().queryset())

    def get_context_data(self, **kwargs):
        tabs = shown.tabs(self.request)
        return super().get_context_data(tabs=tabs, may_draft=services.drafting_agency_id(self.actor()), **kwargs)


class WaitingRecords(RecordList):
    title = gettext_lazy("等我办的记录")
    sorts = {"oldest": Sort(gettext_lazy("先录入的在前"), ("pk",))}
    empty_title = gettext_lazy("没有等你办的记录")
    empty_text = gettext_lazy("等你提交的草稿、等你确认的记录会出现在这里。")

    def queryset(self):
        return queries.listed(queries.waiting_for(self.actor()))


class RecordDetail(DetailPage):
    """First what to do now: the form of the reader's first step, with links to the others."""

    model = CreditRecord
    template_name = "credit_records/records/detail.html"
    pages_of_steps = {
        "in_review": "record_submit",
        "in_force": "record_confirm",
        "draft": "record_send_back",
        "dismissed": "record_dismiss",
        "revoked": "record_revoke",
    }

    def queryset(self):
        return super().queryset().with_subject().select_related("created_by", "confirmed_by", "source_deadline__rule")

    def crumbs(self):
        return [Crumb(_("信用记录"), reverse("records")), Crumb(self.object.number or shown.kind(self.object))]

    def get_context_data(self, **kwargs):
        record, files, review = self.object, files_of(self.object), self.object.live_review
        file_url = record.file.get_absolute_url() if queries.may_open_file(record, self.request.user) else ""
        return super().get_context_data(
            kind=shown.kind(record),
            state=shown.state_mark(record),
            facts=shown.facts(record, file_url),
            review=review,
            files=files,
            moments=shown.moments(record, review),
            precedents=queries.precedents(record, self.request.user),
            **self.panel(record, files),
            **kwargs,
        )

    def others_steps(self):
        """The page names the people instead (`parties`)."""
        return []

    def panel(self, record, files):
        """What to do now: submit a draft, confirm what was submitted. Every other step is a link."""
        actions, deciding = self.actions(), record.state == record.State.IN_REVIEW
        next_page = reverse("record_confirm" if deciding else "record_submit", args=[record.pk])
        # the form is that of the next step, for whoever may take it; who may not has at most links to the others
        first = next((action for action in actions if action.url == next_page), None)
        actions = [action for action in actions if action is not first]
        return {
            "first": first,
            "first_label": _("确认生效并公示") if deciding and record.is_public else first and first.label,
            "others": (self.draft_pages(record) if first else []) + actions,
            "form": self.deciding(ConfirmForm) if deciding else PageForm(),
            "what": _("核对事实，决定这条记录是否生效") if deciding else _("核对草稿，提交审核"),
            "checks": shown.checks(record, files),
            "parties": shown.parties(record, self.actor()),
            "consequences": shown.consequences(record) if deciding else [],
        }

    def draft_pages(self, record):
        if record.state != record.State.DRAFT:
            return []
        prove = Action(_("补充佐证"), reverse("record_prove", args=[record.pk]))
        is_author = record.created_by in (None, self.request.user)
        return [Action(_("修改草稿"), reverse("record_edit", args=[record.pk])), prove] if is_author else [prove]


class NewRecord(ActionPage):
    template_name = "credit_records/records/new.html"
    title, submit_label = gettext_lazy("录入信用记录"), gettext_lazy("存为草稿，去核对")
    form_class, service = NewRecordForm, services.draft_record

    def get_form(self, form_class=None):
        # nobody fills in a long form only to hear that it is not theirs
        services.check_drafter(self.actor())
        return super().get_form(form_class)

    def crumbs(self):
        return [Crumb(_("信用记录"), reverse("records")), Crumb(self.title)]

    def cancel_url(self):
        return reverse("records")


class RecordAction(ActionPage):
    """One step of one record."""

    model, object_argument = CreditRecord, "record"

    def crumbs(self):
        return [Crumb(_("信用记录"), reverse("records")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(self.title)]


class EditRecord(RecordAction):
    title, submit_label = gettext_lazy("修改草稿"), gettext_lazy("保存修改")
    form_class, service = DraftForm, services.amend_record

    def get_initial(self):
        return {name: getattr(self.object, name) for name in DraftForm.base_fields}


class ProveRecord(RecordAction):
    title, submit_label = gettext_lazy("补充佐证材料"), gettext_lazy("上传材料")
    form_class, service = EvidenceForm, services.prove_record


class SubmitRecord(RecordAction):
    step = "in_review"
    title = submit_label = gettext_lazy("提交审核")
    service, success_message = services.submit_record, gettext_lazy("已提交审核，由信用办核对。")


class ReasonedAction(RecordAction):
    form_class = ReasonForm


class ConfirmRecord(RecordAction):
    form_class = ConfirmForm
    step = "in_force"
    title, submit_label = gettext_lazy("确认生效"), gettext_lazy("确认生效")
    service, success_message = services.confirm_record, gettext_lazy("记录已经生效，被记录的单位或者个人会收到通知。")


class SendBackRecord(ReasonedAction):
    step = "draft"
    title, submit_label = gettext_lazy("退回补充"), gettext_lazy("退回录入人补充")
    service, success_message, hint = services.send_back_record, gettext_lazy("已退回补充。"), gettext_lazy("写明缺什么、怎样补。")


class DismissRecord(ReasonedAction):
    step = "dismissed"
    title, submit_label = gettext_lazy("不予认定"), gettext_lazy("不予认定，记录作废")
    service, success_message = services.dismiss_record, gettext_lazy("已作出不予认定的决定。")
    hint = gettext_lazy("记录作废，不公开；理由留档。")


class RevokeRecord(ReasonedAction):
    step = "revoked"
    title, submit_label = gettext_lazy("撤销记录"), gettext_lazy("撤销记录并停止公示")
    service, success_message = services.revoke_record, gettext_lazy("记录已撤销，公开页面已经撤下。")
    hint = gettext_lazy("从今天起失效，公开页面立即撤下；理由会留在公开链里。")


class PublicRecord(DetailPage):
    """What the public sees of a record: its public entry, nothing else."""

    public, section = True, "agencies"
    model, lookup = PublicEntry, "key"
    template_name = "credit_records/records/public.html"

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, key=key_of(pk), **kwargs)

    def crumbs(self):
        agency = self.object.facts["agency"]
        return [
            Crumb(_("首页"), reverse("home")),
            Crumb(agency["short_name"], reverse("agency", args=[agency["id"]])),
            Crumb(self.object.number),
        ]

    def get_context_data(self, **kwargs):
        entry, facts = self.object, self.object.facts
        until = facts["public_until"]
        return super().get_context_data(
            kind=_("信用记录，%(number)s") % {"number": entry.number},
            state=Mark(entry.mark, entry.state_words),
            facts=[
                Fact(_("被记录单位"), facts["agency"]["name"], url=reverse("agency", args=[facts["agency"]["id"]])),
                Fact(_("类型"), facts["type"], shown.dimension_line(facts["dimension"]["name"], facts["grade"])),
                Fact(_("认定"), as_date(facts["decided_on"])),
                Fact(_("最长公示到"), as_date(until) if until else _("长期")),
            ],
            deadline=ShownDeadline.of(facts["deadline"]),
            proof=latest_entry(entry.key),
            **kwargs,
        )

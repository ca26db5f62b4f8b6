"""更正和撤销: one proposes on the record's pages, another decides on the revision's."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.evidence.shown import files_of
from core.pages.forms import DecidingForm, ReasonForm
from core.pages.parts import Crumb, Fact, Mark
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage
from credit_records.records import services, shown
from credit_records.records.forms import CorrectionForm, DraftForm, RevocationForm
from credit_records.records.models import Revision
from credit_records.records.views.looking import ExportLeavesLooks, LeavesLook
from credit_records.records.views.steps import RecordAction

MARKS = {"proposed": "warn", "approved": "done", "refused": "plain"}


def state_mark(revision):
    return Mark(MARKS[revision.state], revision.get_state_display())


class ProposeCorrection(RecordAction):
    step = "corrected"
    title, submit_label = gettext_lazy("更正记录"), gettext_lazy("提交更正，由另一人批准")
    form_class, service = CorrectionForm, services.propose_correction
    success_message = gettext_lazy("更正已提交，等另一位同事批准。原来的文字会作为旧版本保留。")

    def get_initial(self):
        return super().get_initial() | {name: getattr(self.object, name) for name in DraftForm.base_fields}


class ProposeRevocation(RecordAction):
    step = "revoked"
    title, submit_label = gettext_lazy("撤销记录"), gettext_lazy("提交撤销，由另一人批准")
    form_class, service = RevocationForm, services.propose_revocation
    success_message = gettext_lazy("撤销已提交，等另一位同事批准。批准前记录照旧有效。")
    hint = gettext_lazy("只有本不应当存在的记录才撤销。批准后从当天起失效，公开页面立即撤下。")


class RevisionFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Revision.State.choices)
    kind = django_filters.ChoiceFilter(label=gettext_lazy("变更"), choices=Revision.Kind.choices)
    origin = django_filters.ChoiceFilter(label=gettext_lazy("起因"), choices=Revision.Origin.choices)


class RevisionList(ExportLeavesLooks, ListPage):
    model, section, record_path, filter_class = Revision, "records", "record", RevisionFilter
    title = gettext_lazy("更正和撤销")
    search_fields, search_label = ("record__title", "record__number"), gettext_lazy("记录的标题、编号")
    order = ("-pk",)
    sorts = {"newest": Sort(gettext_lazy("最近提出的在前"), ("-pk",)), "state": Sort(gettext_lazy("等待批准的在前"), ("-state", "-pk"))}
    columns = (
        Column(gettext_lazy("记录"), "record.title", note="record.number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("变更"), "get_kind_display", note="get_origin_display", note_label=gettext_lazy("起因")),
        Column(gettext_lazy("提出"), "created_by", note="created_at", note_label=gettext_lazy("提出时间")),
        Column(gettext_lazy("状态"), state_mark),
    )
    empty_title = gettext_lazy("没有更正和撤销")
    empty_text = gettext_lazy("在一条生效的记录上提出更正或者撤销，会出现在这里等另一人批准。")

    def queryset(self):
        return Revision.objects.select_related("record", "created_by")


class RevisionDetail(LeavesLook, DetailPage):
    model, section, record_path = Revision, "records", "record"
    template_name = "credit_records/records/revision.html"
    pages_of_steps = {"approved": "revision_approve", "refused": "revision_refuse"}

    def queryset(self):
        return Revision.objects.select_related(
            "type", "record__type", "record__file__agency", "record__file__civil_servant", "created_by", "decided_by"
        )

    def page_title(self):
        words = _("更正：%(record)s") if self.object.kind == Revision.Kind.CORRECT else _("撤销：%(record)s")
        return words % {"record": self.object.record}

    def crumbs(self):
        return [Crumb(_("信用记录"), reverse("records")), Crumb(_("更正和撤销"), reverse("revisions")), Crumb(self.page_title())]

    def own_steps(self):
        return super().own_steps() if self.object.origin == Revision.Origin.OFFICE else []

    def get_context_data(self, **kwargs):
        revision = self.object
        changed = shown.changed(revision.record, revision) if revision.state == "proposed" else []
        return super().get_context_data(
            kind=_("记录的变更"),
            state=state_mark(revision),
            facts=facts(revision),
            changed=changed,
            files=files_of(revision),
            **kwargs,
        )


def facts(revision):
    rows = [
        Fact(_("记录"), revision.record, revision.record.number, revision.record.get_absolute_url()),
        Fact(_("被记录"), revision.record.file.subject),
        Fact(_("提出"), revision.created_by, _("起因：%(origin)s") % {"origin": revision.get_origin_display()}),
    ]
    if revision.decided_by_id:
        rows.append(Fact(_("决定"), revision.decided_by, revision.decision))
    return rows


class DecideRevision(LeavesLook, ActionPage):
    model, object_argument, record_path = Revision, "revision", "record"

    def crumbs(self):
        return [Crumb(_("更正和撤销"), reverse("revisions")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(self.title)]


class DecideForm(DecidingForm, ReasonForm):
    pass


class ApproveRevision(DecideRevision):
    step, form_class = "approved", DecideForm
    title, submit_label = gettext_lazy("批准变更"), gettext_lazy("批准，立即生效")
    service, success_message = services.approve_revision, gettext_lazy("已批准。各公开页面已经更新，被记录的一方会收到通知。")
    hint = gettext_lazy("写明核对了什么。批准后立即生效，原来的文字作为旧版本保留。")


class RefuseRevision(DecideRevision):
    step, form_class = "refused", DecideForm
    title, submit_label = gettext_lazy("不同意变更"), gettext_lazy("不同意，记录照旧")
    service, success_message = services.refuse_revision, gettext_lazy("已作出决定，记录照旧。")
    hint = gettext_lazy("写明为什么记录应当照旧。")

"""A record with everything about it, and what to do now."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.evidence.shown import files_of
from core.pages.forms import PageForm
from core.pages.parts import Action, Crumb
from core.pages.views import DetailPage
from credit_records.records import queries, shown
from credit_records.records.forms import ConfirmBadForm, ConfirmForm
from credit_records.records.models import CreditRecord, Revision
from credit_records.records.views.looking import LeavesLook


class RecordDetail(LeavesLook, DetailPage):
    """First what to do now: the form of the reader's first step, with links to the others."""

    model = CreditRecord
    template_name = "credit_records/records/detail.html"
    pages_of_steps = {
        "in_review": "record_submit",
        "in_force": "record_confirm",
        "draft": "record_send_back",
        "dismissed": "record_dismiss",
        "corrected": "record_correct",
        "revoked": "record_revoke",
    }

    def queryset(self):
        return super().queryset().with_subject().select_related("created_by", "confirmed_by", "source_deadline__rule", "leniency_ground")

    def crumbs(self):
        return [Crumb(_("信用记录"), reverse("records")), Crumb(self.object.number or shown.kind(self.object))]

    def get_context_data(self, **kwargs):
        record, files, review, period = self.object, files_of(self.object), self.object.live_review, self.object.live_period
        file_url = record.file.get_absolute_url() if queries.may_open_file(record, self.request.user) else ""
        return super().get_context_data(
            kind=shown.kind(record),
            state=shown.state_mark(record),
            facts=shown.facts(record, file_url, self.actor()),
            review=review,
            period=period,
            files=files,
            moments=shown.moments(record, review, period, self.actor()),
            versions=shown.versions(record, self.actor()),
            revision=Revision.objects.visible_to(self.request.user).filter(record=record, state="proposed").first(),
            may_object=record.stands and record.concerns(self.actor()),
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
            "form": self.deciding(ConfirmBadForm if record.type.is_bad else ConfirmForm) if deciding else PageForm(),
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

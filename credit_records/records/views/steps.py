"""The pages on which a draft is written, submitted and decided."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.pages.forms import ReasonForm
from core.pages.parts import Crumb
from core.pages.views import ActionPage
from credit_records.records import services
from credit_records.records.forms import ConfirmBadForm, ConfirmForm, DraftForm, EvidenceForm, NewRecordForm
from credit_records.records.models import CreditRecord
from credit_records.records.views.looking import LeavesLook


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


class RecordAction(LeavesLook, ActionPage):
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
    step = "in_force"
    title, submit_label = gettext_lazy("确认生效"), gettext_lazy("确认生效")
    service, success_message = services.confirm_record, gettext_lazy("记录已经生效，被记录的单位或者个人会收到通知。")

    def get_form_class(self):
        return ConfirmBadForm if self.object.type.is_bad else ConfirmForm


class SendBackRecord(ReasonedAction):
    step = "draft"
    title, submit_label = gettext_lazy("退回补充"), gettext_lazy("退回录入人补充")
    service, success_message, hint = services.send_back_record, gettext_lazy("已退回补充。"), gettext_lazy("写明缺什么、怎样补。")


class DismissRecord(ReasonedAction):
    step = "dismissed"
    title, submit_label = gettext_lazy("不予认定"), gettext_lazy("不予认定，记录作废")
    service, success_message = services.dismiss_record, gettext_lazy("已作出不予认定的决定。")
    hint = gettext_lazy("记录作废，不公开；理由留档。")

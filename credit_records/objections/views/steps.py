"""The pages on which an objection is filed, checked, proposed and decided."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.errors import DomainError
from core.pages.forms import ReasonForm
from core.pages.parts import Crumb
from core.pages.views import ActionPage
from credit_records.objections import queries, services
from credit_records.objections.forms import AnswerForm, DecisionForm, ObjectionForm, OpinionForm
from credit_records.objections.models import Objection
from credit_records.records.forms import CorrectionForm, DraftForm
from credit_records.records.models import CreditRecord
from credit_records.records.views.looking import LeavesLook


class NewObjection(ActionPage):
    model, object_argument, section = CreditRecord, "record", "records"
    title, submit_label = gettext_lazy("提出异议"), gettext_lazy("提交异议")
    form_class, service = ObjectionForm, services.file_objection
    success_message = gettext_lazy("异议已收到，记录标注异议处理中。")
    hint = gettext_lazy("写明记录哪里有误。决定以前，记录照旧有效，但会标注异议处理中。")
    template_name = "credit_records/objections/new.html"

    def queryset(self):
        return super().queryset().with_subject()

    def get(self, request, *args, **kwargs):
        # nobody fills in a form only to hear that it is not theirs
        services.check_subject(self.object, self.actor())
        return super().get(request, *args, **kwargs)

    def crumbs(self):
        return [Crumb(_("信用记录"), reverse("records")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(self.title)]


class ObjectionAction(LeavesLook, ActionPage):
    """One step of one objection; who may not take it reads why."""

    model, object_argument, section, record_path = Objection, "objection", "records", "record"
    targets = ()

    def queryset(self):
        return queries.with_parts(super().queryset())

    def check_reader(self):
        if why := services.refusal_of(self.object, self.targets, self.actor()):
            raise DomainError("refused", why)

    def get(self, request, *args, **kwargs):
        self.check_reader()
        return super().get(request, *args, **kwargs)

    def crumbs(self):
        return [
            Crumb(pgettext("清单", "异议"), reverse("objections")),
            Crumb(str(self.object), self.object.get_absolute_url()),
            Crumb(self.title),
        ]


class AskSource(ObjectionAction):
    targets, service = ("asked",), services.ask_source
    title = submit_label = gettext_lazy("请录入单位核查")
    hint = gettext_lazy("录入单位会看到异议的内容和材料，看不到公民的姓名和电话。")
    success_message = gettext_lazy("已请录入单位核查，它的答复期限开始计算。")


class AnswerObjection(ObjectionAction):
    targets, service, form_class = ("answered",), services.answer_objection, AnswerForm
    title, submit_label = gettext_lazy("答复核查情况"), gettext_lazy("提交答复")
    success_message = gettext_lazy("已答复，由信用办提出处理意见。")


class ProposeOutcome(ObjectionAction):
    targets, service, form_class = ("proposed",), services.propose_outcome, OpinionForm
    title, submit_label = gettext_lazy("提出处理意见"), gettext_lazy("提交，由另一位同事决定")
    success_message = gettext_lazy("处理意见已提交，等另一位同事决定。")
    hint = gettext_lazy("记录的文字要改的，请用“提出更正”。")


class ProposeCorrection(ProposeOutcome):
    form_class, title, hint = CorrectionForm, gettext_lazy("提出更正"), gettext_lazy("改正有误的地方。决定以后原来的文字作为旧版本保留。")

    def get_initial(self):
        return super().get_initial() | {name: getattr(self.object.record, name) for name in DraftForm.base_fields}

    def arguments(self, form):
        found = super().arguments(form)
        return found | {"outcome": "corrected", "opinion": found.pop("reason")}


class DecideObjection(ObjectionAction):
    targets, service, form_class = Objection.OUTCOMES, services.decide_objection, DecisionForm
    title, submit_label = gettext_lazy("决定异议"), gettext_lazy("照处理意见决定")
    success_message = gettext_lazy("已作出决定，提出异议的一方和录入单位会收到通知。")
    template_name = "credit_records/objections/decide.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(outcome=self.object.get_outcome_display(), **kwargs)


class ReasonedAction(ObjectionAction):
    form_class = ReasonForm


class ReturnProposal(ReasonedAction):
    targets, service = ("answered",), services.return_proposal
    title = submit_label = gettext_lazy("不同意，退回重新提出")
    hint, success_message = gettext_lazy("写明为什么不同意、还要核对什么。"), gettext_lazy("已退回，请重新提出处理意见。")


class RefuseObjection(ReasonedAction):
    targets, service = ("refused",), services.refuse_objection
    title = submit_label = gettext_lazy("不予受理")
    hint = gettext_lazy("只用于没有这样的记录内容，或者同一异议已经决定过、没有新的事实。写明是哪一种。")
    success_message = gettext_lazy("已决定不予受理，提出异议的一方会收到理由。")


class WithdrawObjection(ObjectionAction):
    targets, service = ("withdrawn",), services.withdraw_objection
    title = submit_label = gettext_lazy("撤回异议")
    hint, success_message = gettext_lazy("撤回以后记录照旧，以后还可以再提出。"), gettext_lazy("异议已撤回。")


class TimedAction(ObjectionAction):
    def check_reader(self):
        services.office_only(self.object, self.actor())


class PauseObjection(TimedAction):
    service, form_class = services.pause_objection, ReasonForm
    title = submit_label = gettext_lazy("中止计时")
    hint = gettext_lazy("只用于检验、检测、鉴定、专家评审，写明是哪一种、由谁做。从明天起不计算在期限内。")
    success_message = gettext_lazy("已中止计时，材料到了请恢复。")


class ResumeObjection(TimedAction):
    service = services.resume_objection
    title = submit_label = gettext_lazy("恢复计时")
    success_message = gettext_lazy("已恢复计时。")

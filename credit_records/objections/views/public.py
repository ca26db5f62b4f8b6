"""What a citizen does without an account: object to a public record, keep the receipt code, follow it, take it back."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from core.errors import DomainError
from core.pages.parts import Crumb
from core.pages.views import ActionPage, Page
from core.papers import tries
from core.search.models import PublicEntry
from credit_records.objections import queries, services, shown
from credit_records.objections.forms import PublicObjectionForm, ReceiptForm
from credit_records.records.public import key_of

MOST_WRONG_CODES = 20
MOST_FILED = 10
RECEIPT = "objection_receipt"  # in the session, until it was shown


class ObjectInPublic(ActionPage):
    """About a record that the public sees; from one address only so many within a quarter of an hour."""

    public, section = True, "agencies"
    model, lookup, object_argument = PublicEntry, "key", "record"
    title, submit_label = gettext_lazy("提出异议"), gettext_lazy("提交异议")
    form_class, service = PublicObjectionForm, services.file_public_objection
    hint = gettext_lazy("不用注册。提交后给你一个回执码，凭它查办理情况、看决定。")
    template_name = "credit_records/objections/new.html"

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, key=key_of(pk), **kwargs)
        self.record_pk = pk

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(self.object.number, self.object.path), Crumb(self.title)]

    def cancel_url(self):
        return self.object.path

    def form_valid(self, form):
        if tries.too_many("objection", self.request, MOST_FILED):
            return self.refused(form, DomainError("too_many", _("这一会儿提出的异议太多了，请过一刻钟再试。")))
        return super().form_valid(form)

    def arguments(self, form):
        return {"record": queries.record_of(self.record_pk), "language": get_language(), **form.cleaned_data}

    def next_url(self, result):
        tries.count("objection", self.request)
        self.request.session[RECEIPT] = result.receipt
        return reverse("objection_receipt")


class Receipt(Page, TemplateView):
    """The receipt code, once."""

    public, section = True, "agencies"
    title = gettext_lazy("异议已收到")
    template_name = "credit_records/objections/receipt.html"

    def get(self, request, *args, **kwargs):
        code = request.session.pop(RECEIPT, "")
        if not code:
            return redirect("objection_follow")
        response = self.render_to_response(self.get_context_data(code=code))
        response["Cache-Control"] = "private, no-store"
        return response


def blocked(request):
    """Words for an address that has tried too many wrong codes; empty for all others."""
    return _("试错的次数太多了，请过一刻钟再试。") if tries.too_many("receipt", request, MOST_WRONG_CODES) else ""


class FollowObjection(Page, FormView):
    """How far it is, and the decision, for whoever holds the receipt code."""

    public, section = True, "agencies"
    title, form_class = gettext_lazy("查异议的办理情况"), ReceiptForm
    template_name = "credit_records/objections/follow.html"

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(self.title)]

    def form_valid(self, form):
        words = blocked(self.request)
        objection = None if words else queries.with_receipt(form.cleaned_data["code"])
        if objection is None:
            if not words:
                tries.count("receipt", self.request)
            form.add_error("code", words or _("没有这个回执码，请核对后重新填写。"))
            return self.form_invalid(form)
        context = self.get_context_data(
            form=form, objection=objection, state=shown.state_mark(objection), moments=shown.public_stages(objection)
        )
        response = self.render_to_response(context)
        response["Cache-Control"] = "private, no-store"
        return response

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class TakeBackObjection(ActionPage):
    public, section = True, "agencies"
    title = submit_label = gettext_lazy("撤回异议")
    form_class, service = ReceiptForm, services.withdraw_by_receipt
    hint = gettext_lazy("提出处理意见以前可以撤回。撤回以后记录照旧。")
    success_message = gettext_lazy("异议已撤回。")

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("查异议的办理情况"), reverse("objection_follow")), Crumb(self.title)]

    def cancel_url(self):
        return reverse("objection_follow")

    def next_url(self, result):
        return reverse("objection_follow")

    def form_valid(self, form):
        if words := blocked(self.request):
            return self.refused(form, DomainError("too_many", words, field="code"))
        return super().form_valid(form)

    def refused(self, form, error):
        if error.code == "no_such_receipt":
            tries.count("receipt", self.request)
        return super().refused(form, error)

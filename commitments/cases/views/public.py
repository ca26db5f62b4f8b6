"""Without an account: the applicant follows an application by its code."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from commitments.cases import queries, services, shown
from commitments.cases.forms import CodeForm
from core.pages.parts import Crumb
from core.pages.views import Page
from core.papers import tries

MOST_WRONG_CODES = 20


class FindCase(Page, FormView):
    """The course of the application that a code opens: what happened, what is missing, by when it is done, what was decided."""

    public = True
    title, form_class = gettext_lazy("查办件进度"), CodeForm
    template_name = "commitments/cases/find.html"

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("办事指南"), reverse("public_services")), Crumb(self.title)]

    def form_valid(self, form):
        blocked = tries.too_many("service_case", self.request, MOST_WRONG_CODES)
        found = None if blocked else services.look_up(form.cleaned_data["code"])
        if found is None:
            if not blocked:
                tries.count("service_case", self.request)
            wrong, many = _("没有这个查询码。请核对收件时给你的查询码，重新填写。"), _("试错的次数太多了，请过一刻钟再试。")
            form.add_error("code", many if blocked else wrong)
            return self.form_invalid(form)
        response = self.render_to_response(self.get_context_data(form=None, **found_context(found)))
        response["Cache-Control"] = "private, no-store"
        return response

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


def found_context(found):
    """What the holder of the code reads."""
    case = queries.in_full(found)
    notice = queries.missing_papers_of(case)
    return {
        "case": case,
        "state": shown.state_mark(case),
        "facts": shown.applicant_facts(case),
        "limit_shown": queries.limit_for_applicant(case),
        "notice": notice,
        "papers": shown.papers(notice) if notice else [],
        "opinions": shown.opinions_for_applicant(case),
        "decision": shown.decision_facts(case),
        "rights": shown.rights(case),
        "moments": shown.applicant_course(case),
    }

"""Without an account: the applicant follows an application by its code."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.cases import queries, services, shown
from commitments.cases.forms import CodeForm
from core.pages.by_code import FindByCode
from core.pages.parts import Crumb


class FindCase(FindByCode):
    """The course of the application that a code opens: what happened, what is missing, by when it is done, what was decided."""

    title, form_class = gettext_lazy("查办件进度"), CodeForm
    template_name = "commitments/cases/find.html"
    tried, wrong = "service_case", gettext_lazy("没有这个查询码。请核对收件时给你的查询码，重新填写。")
    look_up = services.look_up

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("办事指南"), reverse("public_services")), Crumb(self.title)]

    def context_of(self, found, code):
        return {"form": None} | found_context(found)


def found_context(found):
    """What the holder of the code reads."""
    case = queries.in_full(found)
    notice = queries.missing_papers_of(case)
    return {
        "case": case,
        "state": shown.state_mark(case),
        "facts": shown.applicant_facts(case),
        "limit_shown": queries.limit_for_applicant(case),
        "statutory": queries.statutory_for_applicant(case),
        "notice": notice,
        "papers": shown.papers(notice) if notice else [],
        "issued": queries.papers_of(case),
        "opinions": shown.opinions_for_applicant(case),
        "decision": shown.decision_facts(case),
        "rights": shown.rights(case),
        "moments": shown.applicant_course(case),
    }

"""The pages of cases, for those who handle them."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext

from accountability.cases import queries, services
from accountability.cases.forms import AssignForm, DecisionForm, FindingForm, OpenForm
from accountability.cases.models import Case
from accountability.complaints.models import SUPERVISION, Clue
from accountability.complaints.views import tabs
from core.events import names
from core.pages.course import course
from core.pages.parts import Action, Check, Crumb, Fact, Mark, Party
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage
from core.pages.words import as_date, day

MARKS = {"closed": "bad", "dismissed": "done"}
WORDS = {
    names.CASE_OPENED: gettext_lazy("立案"),
    names.HANDLER_ASSIGNED: gettext_lazy("指派承办人"),
    names.FINDING_RECORDED: gettext_lazy("写调查结论"),
}


def state_mark(case):
    return Mark(MARKS.get(case.state, "plain"), case.get_state_display())


def case_crumbs(case, *rest):
    return [Crumb(_("问责案件"), reverse("cases")), Crumb(case.number, case.get_absolute_url() if rest else ""), *rest]


class CaseFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Case.State.choices)


class CaseList(ListPage):
    model, title, filter_class = Case, gettext_lazy("问责案件"), CaseFilter
    template_name = "accountability/cases/list.html"
    lead = gettext_lazy("只列你立案或者承办的案件。")
    search_fields = ("title", "number", "agency__name")
    search_label = gettext_lazy("案由、编号、单位")
    columns = (
        Column(gettext_lazy("案由"), "title", note="number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("被问责单位"), "agency.short_name"),
        Column(gettext_lazy("情形"), "ground.name"),
        Column(gettext_lazy("立案日期"), lambda case: as_date(case.opened_at)),
        Column(gettext_lazy("状态"), state_mark),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近立案的在前"), ("-id",)),
        "old": Sort(gettext_lazy("最早立案的在前"), ("id",)),
    }
    unit = ngettext_lazy("件", "件")
    empty_title, empty_text = gettext_lazy("没有你承办的案件"), gettext_lazy("案件只有立案人和被指派的承办人看得到。")

    def queryset(self):
        return queries.for_lists()

    def get_context_data(self, **kwargs):
        shown = tabs("cases") if self.actor().has(*SUPERVISION) else []
        return super().get_context_data(tabs=shown, **kwargs)


class CasePage(DetailPage):
    model, template_name = Case, "accountability/cases/detail.html"

    def queryset(self):
        return queries.for_pages()

    def crumbs(self):
        return case_crumbs(self.object)

    def actions(self):
        return actions(self.object, self.actor())

    def may_decide(self):
        return bool(self.object.finding) and any(step.target == Case.State.CLOSED for step in self.own_steps())

    def get_context_data(self, **kwargs):
        case = self.object
        return super().get_context_data(
            kind=case.number,
            state=state_mark(case),
            facts=facts(case),
            parties=parties(case),
            checks=checks(case),
            course=course(case, WORDS),
            decision_form=self.deciding(DecisionForm) if self.may_decide() else None,
            deciding=DecideCase,
            **kwargs,
        )


def actions(case, actor):
    """Links to what a handler can do now; the first is the filled button."""
    found = []
    if actor.user.pk not in case.handler_ids() or case.state not in (Case.State.OPEN, Case.State.INVESTIGATING):
        return found
    if case.state == Case.State.INVESTIGATING and case.found_by_id in (None, actor.user.pk):
        words = _("修改调查结论") if case.finding else _("写调查结论")
        found.append(Action(words, reverse("case_finding", args=[case.pk]), primary=not case.finding))
    words = _("指派承办人") if case.state == Case.State.OPEN else _("再指派一人")
    return [*found, Action(words, reverse("case_assign", args=[case.pk]), primary=case.state == Case.State.OPEN)]


def facts(case):
    respondent = case.respondent
    return [
        Fact(_("被问责单位"), case.agency.name, url=case.agency.get_absolute_url()),
        Fact(_("被问责人"), respondent.name if respondent else _("还不确定"), note=respondent.title if respondent else ""),
        Fact(_("情形"), case.ground.name, note=case.ground.legal_basis),
        Fact(pgettext("谁", "立案"), case.opened_by, note=as_date(case.opened_at)),
    ]


def parties(case):
    """Who handles the case, and until when."""
    opener = Party(str(case.opened_by), _("立案人，不能作决定"))
    words = _("承办到%(day)s，%(by)s指派")
    handlers = [Party(str(row.user), words % {"day": day(row.last_day), "by": row.granted_by}) for row in queries.grants_of(case)]
    return [opener, *handlers]


def checks(case):
    return [
        Check(_("有调查结论"), bool(case.finding), _("%(who)s写") % {"who": case.found_by} if case.found_by else ""),
        Check(_("由没有立案、没有写结论的人决定"), True),
    ]


class OpenCase(ActionPage):
    model, object_argument, section = Clue, "clue", "cases"
    title, submit_label = gettext_lazy("立案"), gettext_lazy("立案，去指派承办人")
    form_class, service, step = OpenForm, services.open_case, Clue.State.CASE_OPENED
    template_name = "accountability/cases/open.html"
    success_message = gettext_lazy("已立案。案件现在只有你看得到，请指派承办人")

    def queryset(self):
        return queries.clues_to_open()

    def crumbs(self):
        return [
            Crumb(_("问责线索"), reverse("clues")),
            Crumb(self.object.number, self.object.get_absolute_url()),
            Crumb(str(self.title)),
        ]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"agency_id": self.object.agency_id}

    def get_initial(self):
        return {"title": self.object.title, "facts": self.object.text}

    def get_context_data(self, **kwargs):
        return super().get_context_data(grounds=queries.grounds(), **kwargs)


class CaseAction(ActionPage):
    """What all actions on a case share."""

    model, object_argument = Case, "case"

    def queryset(self):
        return queries.for_pages()

    def crumbs(self):
        return case_crumbs(self.object, Crumb(str(self.title)))


class AssignHandler(CaseAction):
    title, submit_label = gettext_lazy("指派承办人"), gettext_lazy("指派")
    form_class, service = AssignForm, services.assign_handler
    success_message = gettext_lazy("已指派，承办人现在看得到这个案件")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.object}


class RecordFinding(CaseAction):
    title, submit_label = gettext_lazy("调查结论"), gettext_lazy("保存结论，交给别人决定")
    form_class, service = FindingForm, services.record_finding
    success_message = gettext_lazy("结论已保存。由没有立案、没有写结论的承办人作决定")

    def get_initial(self):
        return {"finding": self.object.finding}


class DecideCase(CaseAction):
    title, submit_label, chosen = gettext_lazy("作出决定"), gettext_lazy("按这个决定办结"), gettext_lazy("{}，办结案件")
    form_class, service, step = DecisionForm, services.decide_case, Case.State.CLOSED
    template_name = "accountability/cases/decide.html"
    success_message = gettext_lazy("案件已办结")

"""The pages of clues, for supervision only."""

from operator import attrgetter

import django_filters
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accountability.complaints import queries, services
from accountability.complaints.forms import RegisterForm
from accountability.complaints.models import SUPERVISION, Clue
from core.accounts.actor import Actor
from core.deadlines.shown import limit_column
from core.pages.course import course
from core.pages.forms import ReasonForm
from core.pages.parts import Crumb, Fact, Mark, Moment, Tab
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage, Page
from core.pages.words import as_date

MARKS = {"case_opened": "done"}


def state_mark(clue):
    return Mark(MARKS.get(clue.state, "plain"), clue.get_state_display())


def tabs(current):
    """Clues and cases beside each other."""
    return [Tab(_("线索"), reverse("clues"), current == "clues"), Tab(_("案件"), reverse("cases"), current == "cases")]


class SupervisionOnly(Page):
    """For supervisors and inspectors; for others the page does not exist."""

    section = "cases"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not Actor.of(request.user).has(*SUPERVISION):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class ClueFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Clue.State.choices)
    source = django_filters.ChoiceFilter(label=gettext_lazy("来源"), choices=Clue.Source.choices)


class ClueList(SupervisionOnly, ListPage):
    model, title, filter_class = Clue, gettext_lazy("问责线索"), ClueFilter
    template_name = "accountability/complaints/list.html"
    lead = gettext_lazy("有后果的期限一逾期，这里就多一条线索。初核以后立案，或者写明理由不立案。")
    search_fields = ("title", "number", "agency__name")
    search_label = gettext_lazy("标题、编号、单位")
    columns = (
        Column(gettext_lazy("线索"), "title", note="number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("被反映单位"), "agency.short_name"),
        Column(gettext_lazy("来源"), lambda clue: clue.get_source_display()),
        Column(gettext_lazy("登记日期"), lambda clue: as_date(clue.opened_at)),
        limit_column(gettext_lazy("初核时限"), attrgetter("triage_deadline")),
        Column(gettext_lazy("状态"), state_mark),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近登记的在前"), ("-id",)),
        "old": Sort(gettext_lazy("最早登记的在前"), ("id",)),
    }
    empty_title = gettext_lazy("没有线索")
    empty_text = gettext_lazy("没有单位逾期，也没有人登记。")

    def queryset(self):
        return queries.for_lists()

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=tabs("clues"), **kwargs)


class CluePage(DetailPage):
    model, template_name, section = Clue, "accountability/complaints/detail.html", "cases"
    pages_of_steps = {"case_opened": "case_open", "dismissed": "clue_dismiss"}

    def queryset(self):
        return queries.for_pages()

    def crumbs(self):
        return [Crumb(_("问责线索"), reverse("clues")), Crumb(self.object.number)]

    def get_context_data(self, **kwargs):
        clue = self.object
        opened = _("%(who)s：登记线索") % {"who": clue.opened_by or _("期限巡检")}
        return super().get_context_data(
            kind=clue.get_source_display(),
            state=state_mark(clue),
            facts=facts(clue),
            deadline=clue.triage_deadline,
            course=[*course(clue), Moment(clue.opened_at, opened)],
            case=queries.case_of(clue, self.request.user),
            **kwargs,
        )


def facts(clue):
    found = [
        Fact(_("编号"), clue.number),
        Fact(_("被反映单位"), clue.agency.name, url=clue.agency.get_absolute_url()),
        Fact(pgettext("谁", "登记"), clue.opened_by or _("系统"), note=as_date(clue.opened_at)),
    ]
    if clue.missed:
        subject = clue.missed.subject
        found.append(Fact(_("逾期的事项"), clue.missed.title, url=subject.get_absolute_url() if subject else ""))
    return found


class RegisterClue(SupervisionOnly, ActionPage):
    title, submit_label = gettext_lazy("登记线索"), gettext_lazy("登记，开始初核")
    form_class, service = RegisterForm, services.register_clue
    success_message = gettext_lazy("线索已登记，初核时限开始计算")

    def crumbs(self):
        return [Crumb(_("问责线索"), reverse("clues")), Crumb(str(self.title))]

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["agency"].queryset = queries.other_agencies(self.actor())
        return form

    def cancel_url(self):
        return reverse("clues")


class DismissClue(ActionPage):
    model, object_argument, section = Clue, "clue", "cases"
    title, submit_label = gettext_lazy("不予立案"), gettext_lazy("不予立案，理由留档")
    form_class, service, step = ReasonForm, services.dismiss_clue, Clue.State.DISMISSED
    hint = gettext_lazy("写明核对了什么，为什么不立案。理由留档，不公开。")
    success_message = gettext_lazy("线索已了结，理由留档")

    def queryset(self):
        return queries.for_pages()

    def crumbs(self):
        return [
            Crumb(_("问责线索"), reverse("clues")),
            Crumb(self.object.number, self.object.get_absolute_url()),
            Crumb(str(self.title)),
        ]

"""The lists of applications, the page of each, and the refusals that are reported upward."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from commitments.cases import queries, services, shown
from commitments.cases.models import ServiceCase
from core.accounts.models import Role
from core.deadlines.shown import limit_column
from core.directory.models import Agency
from core.pages.parts import Action, Crumb
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import DetailPage, ListPage

SECTION = "commitments"


class CaseFilter(PageFilter):
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("承办单位"), queryset=lambda request: Agency.objects.active())
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=ServiceCase.State.choices)
    overdue = django_filters.BooleanFilter(label=gettext_lazy("逾期"), method="late")

    def late(self, rows, name, value):
        return rows if value is None else rows.filter(is_overdue=value)


class CaseList(ListPage):
    model, title, filter_class, section = ServiceCase, gettext_lazy("办件"), CaseFilter, SECTION
    template_name = "commitments/cases/list.html"
    search_fields, search_label = ("number", "applicant", "guide__name"), gettext_lazy("编号、申请人、事项")
    columns = (
        Column(gettext_lazy("办件"), "guide.name", note="number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("申请人"), "applicant"),
        Column(gettext_lazy("承办单位"), "agency.short_name"),
        Column(gettext_lazy("责任人"), shown.responsible_words),
        limit_column(gettext_lazy("期限"), queries.limit_of),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近收件的在前"), ("-pk",)),
        "old": Sort(gettext_lazy("最早收件的在前"), ("pk",)),
    }
    unit = ngettext_lazy("件", "件")
    empty_title, empty_text = gettext_lazy("还没有办件"), gettext_lazy("窗口收到申请，由经办人登记。")

    def queryset(self):
        return queries.with_limits(queries.with_overdue(super().queryset()))

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_open=self.actor().has(Role.CLERK), **kwargs)


class RefusedFilter(PageFilter):
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("承办单位"), queryset=lambda request: Agency.objects.active())


class RefusedList(ListPage):
    """否定报备: what was refused, why, on which basis."""

    model, title, filter_class, section = ServiceCase, gettext_lazy("不予许可报备"), RefusedFilter, SECTION
    lead = gettext_lazy("每一件不予许可的决定，连同理由和依据，当天报上级单位和督查部门。")
    search_fields, search_label = ("number", "guide__name", "decision", "decision_basis"), gettext_lazy("编号、事项、理由")
    columns = (
        Column(gettext_lazy("办件"), "guide.name", note="number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("承办单位"), "agency.short_name"),
        Column(gettext_lazy("决定日期"), "decided_on"),
        Column(gettext_lazy("理由"), "decision"),
        Column(gettext_lazy("法律依据"), "decision_basis"),
    )
    order = ("-decided_on",)
    unit = ngettext_lazy("件", "件")
    empty_title, empty_text = gettext_lazy("没有不予许可的"), gettext_lazy("作出这样的决定以后，会马上出现在这里。")

    def queryset(self):
        return super().queryset().refused().select_related("guide", "agency")


class CaseDetail(DetailPage):
    model, template_name, section = ServiceCase, "commitments/cases/detail.html", SECTION
    pages_of_steps = {
        "accepted": "service_case_accept",
        "notified": "service_case_notify",
        "not_accepted": "service_case_refuse",
        "proposed": "service_case_propose",
        "decided": "service_case_decide",
        "delivered": "service_case_deliver",
        "paused": "service_case_pause",
        "withdrawn": "service_case_withdraw",
    }
    # the same target is another page where it is reached from elsewhere
    pages_from = {"notified": "service_case_supply", "paused": "service_case_resume", "proposed": "service_case_send_back"}

    def queryset(self):
        return queries.with_everything(queries.with_overdue(super().queryset()))

    def crumbs(self):
        return [Crumb(_("办件"), reverse("service_cases")), Crumb(self.object.number)]

    def page_title(self):
        return self.object.guide.name

    def action(self, step, primary):
        name = self.pages_from.get(step.source) if step.target == "accepted" else None
        return self.link(step.label, name, primary) if name else super().action(step, primary)

    def link(self, label, name, primary=False):
        return Action(label, reverse(name, args=[self.object.pk]), primary)

    def actions(self):
        case, actor = self.object, self.actor()
        steps = self.in_order([step for step in self.own_steps() if step.target in self.pages_of_steps])
        found = [self.action(step, primary=position == 0) for position, step in enumerate(steps)]
        if not services.why_not_extend(case, actor):
            found.append(self.link(_("延长期限"), "service_case_extend"))
        if not services.why_not_hand_over(case, actor):
            found.append(self.link(_("转给同事"), "service_case_to_person"))
            if case.state == ServiceCase.State.RECEIVED:
                found.append(self.link(_("转给其他单位"), "service_case_to_agency"))
        return found

    @staticmethod
    def in_order(steps):
        """The decision or the next step first, what ends or stops it last."""
        first = ("decided", "proposed")
        return sorted(steps, key=lambda step: (step.target not in first, step.target in ("withdrawn", "not_accepted")))

    def get_context_data(self, **kwargs):
        case, actor = self.object, self.actor()
        notice = queries.missing_papers_of(case)
        opinion = queries.opinion_of(case, actor.agency_ids) if case.state in ServiceCase.OPEN else None
        own = case.agency_id in actor.agency_ids or case.window_id in actor.agency_ids
        return super().get_context_data(
            kind=_("办件，%(number)s") % {"number": case.number},
            state=shown.state_mark(case),
            facts=shown.facts(case, with_contact=own),
            what=shown.WHAT.get(case.state, "") if self.own_steps() else "",
            limits=shown.limits(case),
            notice=notice,
            papers=shown.papers(notice) if notice else [],
            opinions=shown.opinions(case),
            opinion=opinion,
            decision=shown.decision_facts(case),
            issued=queries.papers_of(case),
            code=case.code if own else "",
            moments=shown.staff_course(case),
            **kwargs,
        )

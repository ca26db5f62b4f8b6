"""The lists of projects and problems, and the page of each."""

import django_filters
from django.forms import HiddenInput
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from commitments.projects import queries, services, shown
from commitments.projects.models import Problem
from commitments.register import shown as register_shown
from commitments.register.models import Commitment
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.directory.models import Agency
from core.evidence.shown import files_of
from core.pages.parts import Action, Crumb
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import DetailPage, ListPage

PROBLEMS = [("open", gettext_lazy("有没解决的问题")), ("overdue", gettext_lazy("有逾期的问题"))]


class ProjectFilter(PageFilter):
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("责任单位"), queryset=lambda request: Agency.objects.active())
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Commitment.State.choices)
    problems = django_filters.ChoiceFilter(label=gettext_lazy("问题"), choices=PROBLEMS, method="with_problems")
    mine = django_filters.BooleanFilter(label=gettext_lazy("由我牵头"), method="led_by_me")

    def with_problems(self, rows, name, value):
        return rows.filter(overdue_problems__gt=0) if value == "overdue" else rows.filter(open_problems__gt=0)

    def led_by_me(self, rows, name, value):
        led = queries.led_projects(self.request.user)
        return rows.filter(pk__in=led) if value else rows.exclude(pk__in=led)


class OfProjects:
    """Rows are the key projects that the reader may see, which are more than the commitments: see models.projects_visible_to()."""

    model, section = Commitment, "commitments"

    def visible(self):
        return queries.visible_projects(self.request.user).select_related("agency", "kind")


class ProjectList(OfProjects, ListPage):
    title, filter_class = gettext_lazy("重点项目"), ProjectFilter
    lead = gettext_lazy("每个项目有一位牵头领导，从开工跟到完成；提出的问题写明由谁、在哪天以前解决。")
    search_fields, search_label = ("title", "number"), gettext_lazy("项目、编号")
    columns = (
        Column(gettext_lazy("项目"), "title", note="number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("牵头领导"), shown.leader),
        Column(gettext_lazy("责任单位"), "agency.short_name"),
        Column(gettext_lazy("现在的阶段"), "present_stage"),
        Column(gettext_lazy("进度"), register_shown.percent, numeric=True),
        Column(gettext_lazy("没解决的问题"), shown.open_problems, numeric=True),
        Column(gettext_lazy("逾期的问题"), shown.overdue_problems, numeric=True),
        Column(
            gettext_lazy("期限"),
            register_shown.due_on,
            note=register_shown.deadline_mark,
            note_label=gettext_lazy("期限情况"),
            why=shown.why,
        ),
        Column(gettext_lazy("状态"), register_shown.state_mark),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近登记的在前"), ("-pk",)),
        "due": Sort(gettext_lazy("先到期的在前"), ("due_on", "pk")),
        "problems": Sort(gettext_lazy("逾期问题多的在前"), ("-overdue_problems", "-open_problems", "-pk")),
    }
    unit = ngettext_lazy("个", "个")
    empty_title = gettext_lazy("没有看得到的重点项目")
    empty_text = gettext_lazy("登记承诺时选“重点项目”，登记以后在这里分阶段、跟踪问题。")

    def visible(self):
        return queries.with_figures(super().visible()).with_deadline().prefetch_related("deadlines__rule")

    def url_of(self, row):
        return reverse("project", args=[row.pk])


class ProjectDetail(OfProjects, DetailPage):
    """What waits for the reader, then the stages, then the problems with who and by when."""

    template_name = "commitments/projects/project.html"

    def visible(self):
        return super().visible().prefetch_related("deadlines__rule", "deadlines__pauses")

    def page_title(self):
        return self.object.title

    def crumbs(self):
        return [Crumb(_("重点项目"), reverse("projects")), Crumb(self.object.number)]

    def has_steps(self):
        """The steps of the commitment are taken on its own page."""
        return False

    @cached_property
    def leads(self):
        return list(self.object.project_leads.select_related("civil_servant", "named_by"))

    def present_lead(self):
        return next((lead for lead in self.leads if lead.ends_on is None), None)

    def actions(self):
        key, actor, found = self.object.pk, self.actor(), []
        if services.may_raise(self.object, actor):
            found.append(Action(_("提出问题"), reverse("problem_raise", args=[key]), primary=True))
        if services.may_add_stage(self.object, actor):
            found.append(Action(_("增加阶段"), reverse("project_stage", args=[key])))
        if actor.has(Role.SUPERVISOR) and self.object.state in Commitment.UNDERWAY:
            found.append(Action(_("更换牵头领导") if self.present_lead() else _("登记牵头领导"), reverse("project_lead", args=[key])))
            if self.present_lead():
                found.append(Action(_("不再牵头"), reverse("project_lead_end", args=[key])))
        return found

    def get_context_data(self, **kwargs):
        project, lead = self.object, self.present_lead()
        stages = list(queries.stages_of(project))
        problems = list(queries.with_parts(Problem.objects.visible_to(self.request.user).filter(commitment=project)))
        waiting = set(queries.problems_waiting_for(self.actor()).filter(commitment=project).values_list("pk", flat=True))
        seen = queries.seen_commitments(self.request.user, [project.pk, *(stage.pk for stage in stages)])
        return super().get_context_data(
            kind=register_shown.kind(project),
            state=register_shown.state_mark(project),
            facts=shown.facts(project, lead, self.leads[0] if self.leads and lead is None else None),
            limit_shown=register_shown.limit_of(project),
            waiting=shown.waiting(one for one in problems if one.pk in waiting),
            stage_rows=shown.stages(stages, seen),
            problem_rows=shown.problems(problems),
            moments=shown.moments(project, problems, self.leads),
            terms=[shown.term_of(one) for one in self.leads],
            commitment_seen=project.pk in seen,
            **kwargs,
        )


class ProblemFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Problem.State.choices)
    solver = django_filters.ModelChoiceFilter(label=gettext_lazy("解决单位"), queryset=lambda request: Agency.objects.active())
    mine = django_filters.BooleanFilter(label=gettext_lazy("等我办"), method="waiting_for_me")
    overdue = django_filters.BooleanFilter(label=gettext_lazy("已逾期"), method="is_overdue")
    project = django_filters.ModelChoiceFilter(
        field_name="commitment", queryset=lambda request: queries.visible_projects(request.user), widget=HiddenInput
    )

    def waiting_for_me(self, rows, name, value):
        waiting = queries.problems_waiting_for(Actor.of(self.request.user)).values("pk")
        return rows.filter(pk__in=waiting) if value else rows.exclude(pk__in=waiting)

    def is_overdue(self, rows, name, value):
        return rows.overdue() if value else rows.exclude(pk__in=Problem.objects.visible_to(self.request.user).overdue().values("pk"))


class ProblemList(ListPage):
    model, title, filter_class, section = Problem, gettext_lazy("项目问题"), ProblemFilter, "commitments"
    lead = gettext_lazy("重点项目里提出的问题：由谁解决、哪天以前、到哪一步了。")
    search_fields, search_label = ("title", "commitment__title"), gettext_lazy("问题、项目")
    columns = (
        Column(gettext_lazy("问题"), "title", note="commitment.title", note_label=gettext_lazy("项目"), link=True),
        Column(gettext_lazy("提出单位"), "agency.short_name"),
        Column(gettext_lazy("解决单位"), "solver.short_name"),
        Column(gettext_lazy("由谁协调"), "get_level_display"),
        Column(gettext_lazy("期限"), shown.due_on, note=shown.due_mark, note_label=gettext_lazy("期限情况"), why=shown.why_of_problem),
        Column(gettext_lazy("状态"), shown.problem_mark),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近提出的在前"), ("-pk",)),
        "due": Sort(gettext_lazy("先到期的在前"), ("due_on", "pk")),
    }
    unit = ngettext_lazy("个", "个")
    empty_title, empty_text = gettext_lazy("没有问题"), gettext_lazy("项目推进不下去的，在重点项目的页面上提出问题。")

    def queryset(self):
        return queries.with_due(queries.with_parts(super().queryset()))


class ProblemDetail(DetailPage):
    model, template_name, section = Problem, "commitments/projects/problem.html", "commitments"

    def queryset(self):
        return queries.with_parts(super().queryset())

    def crumbs(self):
        project = self.object.commitment
        return [Crumb(_("重点项目"), reverse("projects")), Crumb(project.title, reverse("project", args=[project.pk])), Crumb(_("问题"))]

    def actions(self):
        found = shown.actions(self.object, self.own_steps())
        return found if services.why_not_extend(self.object, self.actor()) else [*found, shown.extending(self.object)]

    def get_context_data(self, **kwargs):
        problem = self.object
        return super().get_context_data(
            kind=_("重点项目的问题"),
            state=shown.problem_mark(problem),
            facts=shown.problem_facts(problem),
            limit_shown=problem.limit(),
            next_limit=shown.problem_limit(problem) if problem.state in ("raised", "solved") else None,
            files=files_of(problem),
            moments=shown.moments_of_problem(problem),
            **kwargs,
        )

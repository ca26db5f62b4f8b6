"""Naming a leader, adding a stage, raising a problem and the steps of a problem; who may not reads why."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.projects import queries, services, shown
from commitments.projects.forms import AssignForm, LeadForm, RaiseForm, SolveForm, StageForm
from commitments.projects.models import Problem
from commitments.projects.views.reading import OfProjects
from core.deadlines.forms import ExtendForm
from core.deadlines.shown import extended_so_far
from core.pages.forms import DecidingForm, ReasonForm
from core.pages.parts import Crumb
from core.pages.views import ActionPage


class ProjectAction(OfProjects, ActionPage):
    object_argument = "commitment"

    def crumbs(self):
        return [Crumb(_("重点项目"), reverse("projects")), Crumb(self.object.title, self.cancel_url()), Crumb(self.page_title())]

    def cancel_url(self):
        return reverse("project", args=[self.object.pk])

    def next_url(self, result):
        return self.cancel_url()


class NameLead(ProjectAction):
    title, submit_label = gettext_lazy("登记牵头领导"), gettext_lazy("登记并公开职务")
    form_class, service = LeadForm, services.name_lead
    hint = gettext_lazy("牵头领导对项目负责，从登记之日直到项目完成或者换人。原来的牵头领导到这一天为止。")
    success_message = gettext_lazy("已登记，公开页面写明职务。")
    check = services.check_may_name


class EndLead(ProjectAction):
    title, submit_label = gettext_lazy("不再牵头"), gettext_lazy("登记，公开写明待明确")
    form_class, service = ReasonForm, services.end_lead
    hint = gettext_lazy("牵头领导不再负责、接替的人还没有定的，在这里登记。督查部门要在期限内明确新的牵头领导。")
    success_message = gettext_lazy("已登记，牵头领导待明确。")
    check = services.check_may_name


class AddStage(ProjectAction):
    title, submit_label = gettext_lazy("增加阶段"), gettext_lazy("增加并公开")
    form_class, service = StageForm, services.add_stage
    hint = gettext_lazy("每个阶段有自己的责任单位和期限，项目的进度按权重由各阶段算出。")
    success_message = gettext_lazy("已增加，责任单位会在待办里看到它。")
    check = services.check_may_add_stage


class RaiseProblem(ProjectAction):
    title, submit_label = gettext_lazy("提出问题"), gettext_lazy("提出，送督查部门分派")
    form_class, service = RaiseForm, services.raise_problem
    hint = gettext_lazy("一次写一个问题。督查部门或者牵头领导分派由谁、在哪天以前解决；问题没有解决，项目不能申报完成。")
    success_message = gettext_lazy("已提出，督查部门和牵头领导会收到通知。")
    check = services.check_may_raise

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"project": self.object}


class ProblemAction(ActionPage):
    model, object_argument, section = Problem, "problem", "commitments"
    steps = ()  # pairs (source, target), one of which the page takes

    def queryset(self):
        return queries.with_parts(super().queryset())

    def get(self, request, *args, **kwargs):
        if self.steps:
            services.check_may_take(self.object, self.steps, self.actor())
        return super().get(request, *args, **kwargs)

    def crumbs(self):
        project, problem = self.object.commitment, self.object
        return [
            Crumb(_("重点项目"), reverse("projects")),
            Crumb(project.title, reverse("project", args=[project.pk])),
            Crumb(problem.title, problem.get_absolute_url()),
            Crumb(self.page_title()),
        ]


class AssignProblem(ProblemAction):
    title, submit_label = gettext_lazy("分派解决单位"), gettext_lazy("分派并公开")
    steps, form_class, service = (("raised", "assigned"),), AssignForm, services.assign_problem
    success_message = gettext_lazy("已分派，解决单位的经办人会收到通知，期限开始计算。")

    @property
    def hint(self):
        return self.object.text


class SolveProblem(ProblemAction):
    title, submit_label = gettext_lazy("登记已经解决"), gettext_lazy("登记，送提出单位确认")
    steps, form_class, service = (("assigned", "solved"),), SolveForm, services.solve_problem
    success_message = gettext_lazy("已登记，等提出单位确认。以登记的这一天算是否按期。")

    @property
    def hint(self):
        return self.object.text


class ExtendProblem(ProblemAction):
    title, submit_label = gettext_lazy("延长解决期限"), gettext_lazy("批准延长并公开")
    form_class, service = ExtendForm, services.extend_problem
    check = services.check_may_extend
    success_message = gettext_lazy("期限已延长，公开页面写明延长了多久、为什么。")

    def version(self):
        return extended_so_far(self.object)

    @property
    def hint(self):
        return shown.how_far(self.object, services.most_extension(self.object.limit()))


class ReturnProblem(ProblemAction):
    title, submit_label = gettext_lazy("退回，不属于本单位"), gettext_lazy("退回重新分派")
    steps, form_class, service = (("assigned", "raised"),), ReasonForm, services.return_problem
    hint = gettext_lazy("写明依据什么职责分工不属于本单位、应当由谁解决。只能退回一次；再次分派的，由本单位解决。")
    success_message = gettext_lazy("已退回，由督查部门或者牵头领导重新分派。")


class ConfirmProblem(ProblemAction):
    title, submit_label = gettext_lazy("确认已经解决"), gettext_lazy("确认并公开")
    steps, form_class, service = (("solved", "closed"),), DecidingForm, services.confirm_problem
    success_message = gettext_lazy("问题已经解决。")

    @property
    def hint(self):
        return self.object.solution


class SendBackProblem(ProblemAction):
    title, submit_label = gettext_lazy("没有解决，退回"), gettext_lazy("退回继续解决")
    steps, form_class, service = (("solved", "assigned"),), ReasonForm, services.send_back_problem
    hint = gettext_lazy("写明还差什么。原期限接着算，已过的随即标记逾期。")
    success_message = gettext_lazy("已退回，原期限接着算。")


class WithdrawProblem(ProblemAction):
    title, submit_label = gettext_lazy("撤回问题"), gettext_lazy("撤回")
    steps = (("raised", "withdrawn"), ("assigned", "withdrawn"))
    form_class, service = ReasonForm, services.withdraw_problem
    hint = gettext_lazy("提错了，或者问题已经不存在的，写明理由。公开页面上不再列出。")
    success_message = gettext_lazy("已撤回。")

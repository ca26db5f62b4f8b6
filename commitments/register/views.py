"""The staff door of the register: the list, registering, mending the words, ending by decision."""

import django_filters
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from commitments.register import parts, queries, services, shown
from commitments.register.forms import ByLawForm, DependencyForm, NewForm, PartForm, WithdrawForm, WordsForm, form_for
from commitments.register.models import Commitment, CommitmentKind
from core.directory.models import Agency
from core.errors import DomainError
from core.pages.fields import with_values_apart
from core.pages.forms import ReasonForm, is_key
from core.pages.parts import Crumb, Tab
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, ListPage


class CommitmentFilter(PageFilter):
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("责任单位"), queryset=lambda request: Agency.objects.active())
    kind = django_filters.ModelChoiceFilter(label=gettext_lazy("种类"), queryset=lambda request: CommitmentKind.objects.all())
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Commitment.State.choices)


class CommitmentList(ListPage):
    model, title, filter_class = Commitment, gettext_lazy("承诺"), CommitmentFilter
    template_name = "commitments/register/list.html"
    search_fields, search_label = ("title", "number", "basis"), gettext_lazy("事项、编号、依据")
    columns = (
        Column(gettext_lazy("承诺"), "title", note="number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("种类"), "kind.name"),
        Column(gettext_lazy("责任单位"), "agency.short_name"),
        Column(gettext_lazy("期限"), shown.due_on, note=shown.deadline_mark, note_label=gettext_lazy("期限情况"), why=shown.why),
        Column(gettext_lazy("进度"), shown.percent, numeric=True),
        Column(gettext_lazy("状态"), shown.state_mark, note=shown.changed_mark, note_label=gettext_lazy("变更")),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近登记的在前"), ("-pk",)),
        "due": Sort(gettext_lazy("先到期的在前"), ("due_on", "pk")),
    }
    unit = ngettext_lazy("项", "项")
    empty_title = gettext_lazy("还没有本单位的承诺")
    empty_text = gettext_lazy("登记一项，或者从政策文件里读出来。")

    def queryset(self):
        return super().queryset().with_deadline().select_related("kind", "agency").prefetch_related("deadlines__rule")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_register=self.actor().has(*services.REGISTRARS), **kwargs)


class NewCommitment(ActionPage):
    """One page a kind: `?kind=` names it, tabs lead to the others."""

    title, submit_label = gettext_lazy("登记承诺"), gettext_lazy("登记并公开")
    template_name = "commitments/register/new.html"
    service = services.register
    success_message = gettext_lazy("已登记并公开。责任单位会在待办里看到它。")

    @cached_property
    def kind(self):
        return next((kind for kind in self.kinds if kind.code == self.request.GET.get("kind")), None) or self.kinds[0]

    @cached_property
    def kinds(self):
        """What has people to be asked afterwards is registered with them; its parts are not."""
        found = CommitmentKind.objects.filter(by_hand=True)
        return list(found if self.whole else found.filter(asks_opinion=False))

    @cached_property
    def whole(self):
        """The commitment of which a part is given out (`?whole=`); None where a commitment of its own is registered."""
        key = self.request.GET.get("whole", "")
        return get_object_or_404(Commitment.objects.visible_to(self.request.user), pk=key) if is_key(key) else None

    @property
    def hint(self):
        return _("子任务，上级任务：%(title)s") % {"title": self.whole.title} if self.whole else self.kind.hint

    def get(self, request, *args, **kwargs):
        services.check_may_register(self.actor(), services.default_registrar(self.actor()))
        return super().get(request, *args, **kwargs)

    def get_form_class(self):
        return form_for(self.kind, PartForm if self.whole else ByLawForm if self.kind.hard_rule_code else NewForm)

    def get_initial(self):
        basis = {"basis": _("分解自%(number)s") % {"number": self.whole}} if self.whole else {}
        return {"agency": services.default_registrar(self.actor())} | basis

    def arguments(self, form):
        found = with_values_apart(self.kind.fields, form.cleaned_data, into="extra")
        return found | {"kind": self.kind, "whole": self.whole}

    def crumbs(self):
        return [Crumb(_("承诺"), reverse("commitments")), Crumb(self.title)]

    def cancel_url(self):
        return self.whole.get_absolute_url() if self.whole else reverse("commitments")

    def get_context_data(self, **kwargs):
        part = f"&whole={self.whole.pk}" if self.whole else ""
        tabs = [Tab(kind.name, f"?kind={kind.code}{part}", kind == self.kind) for kind in self.kinds]
        return super().get_context_data(tabs=tabs, kind=self.kind, **kwargs)


class CommitmentAction(ActionPage):
    """One step of one commitment."""

    model, object_argument = Commitment, "commitment"
    template_name = "commitments/register/action.html"

    def queryset(self):
        return super().queryset().select_related("kind", "agency").prefetch_related("deadlines__rule", "participations__agency")

    def crumbs(self):
        return [Crumb(_("承诺"), reverse("commitments")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(self.title)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(criterion=queries.lines(self.object.criterion), **kwargs)


class EditCommitment(CommitmentAction):
    title, submit_label = gettext_lazy("修改承诺内容"), gettext_lazy("保存并公开")
    service, success_message = services.edit, gettext_lazy("已修改，公开页面会写明改了什么。")
    hint = gettext_lazy(
        "更正登记的差错：第一次报告进展以前，登记后几个工作日内可以改（天数见规则“直接修改承诺内容”），过后只能补填空着的项目。期限和责任单位不能这样改。"
    )

    def get(self, request, *args, **kwargs):
        if why := services.why_not_edit(self.object, self.actor()):
            raise DomainError(*why)
        return super().get(request, *args, **kwargs)

    def get_form_class(self):
        return form_for(self.object.kind, WordsForm)

    def get_initial(self):
        return {name: getattr(self.object, name) for name in WordsForm.base_fields} | self.object.extra

    def arguments(self, form):
        return with_values_apart(self.object.kind.fields, form.cleaned_data, into="extra") | {"commitment": self.object}


class Arranging(CommitmentAction):
    """Saying what a commitment waits for; who may not is told why instead of being shown the form."""

    check = parts.check_may_arrange


class AddDependency(Arranging):
    title, submit_label = gettext_lazy("登记前置事项"), gettext_lazy("登记并公开")
    form_class, service = DependencyForm, parts.add_dependency
    success_message = gettext_lazy("已登记，前置事项的责任单位会收到通知。")
    hint = gettext_lazy("写明要等哪一项承诺先办完。前置事项逾期的，两边的公开页面都看得到。")


class RemoveDependency(Arranging):
    title, submit_label = gettext_lazy("不用再等这个前置事项"), gettext_lazy("确认不用再等")
    service, success_message = parts.remove_dependency, gettext_lazy("已取消，公开页面同时更新。")

    @cached_property
    def dependency(self):
        return get_object_or_404(self.object.dependencies.select_related("needs"), pk=self.kwargs["dependency"])

    @property
    def hint(self):
        return self.dependency.needs.title

    def arguments(self, form):
        return {"dependency": self.dependency}


class DeclareStalled(CommitmentAction):
    title, submit_label, step = gettext_lazy("认定停滞"), gettext_lazy("认定停滞并公开"), "stalled"
    form_class, service = ReasonForm, services.declare_stalled
    success_message = gettext_lazy("已认定停滞，责任单位会收到通知。它再报告进展，就恢复为办理中。")
    hint = gettext_lazy("写明查看了什么、多久没有动。承诺仍然有效，期限照算。")


class DeclareBroken(CommitmentAction):
    title, submit_label, step = gettext_lazy("认定未兑现"), gettext_lazy("认定未兑现并公开"), "broken"
    form_class, service = ReasonForm, services.declare_broken
    success_message, hint = (
        gettext_lazy("已认定未兑现，公开页面写明了理由。"),
        gettext_lazy("写明核实了什么、依据是什么。认定以后不能改回。"),
    )


class WithdrawCommitment(CommitmentAction):
    title, submit_label, step = gettext_lazy("撤销承诺"), gettext_lazy("撤销承诺并公开理由"), "withdrawn"
    service = services.withdraw_by_hand
    success_message, hint = (
        gettext_lazy("承诺已撤销。"),
        gettext_lazy("因登记有误，或者依法定权限和程序不再履行。公开页面保留，并写明理由。"),
    )

    def get_form_class(self):
        """The parts are asked about where there are open ones."""
        return WithdrawForm if self.object.parts.filter(state__in=Commitment.UNDERWAY).exists() else ReasonForm

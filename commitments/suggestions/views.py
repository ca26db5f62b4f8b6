"""Doors of suggestions: the list, registering one with its proposers, and without an account the answer by a code."""

import django_filters
from django.db.models import Q
from django.forms import HiddenInput
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from commitments.register import services as register
from commitments.register.forms import form_for
from commitments.register.models import Commitment, CommitmentKind
from commitments.register.views import CommitmentAction, NewCommitment
from commitments.suggestions import services, shown
from commitments.suggestions.forms import CodeForm, OpinionForm, ProposerForm, SuggestionForm
from commitments.suggestions.models import Proposer
from core.deadlines.shown import limit_column
from core.directory.models import Agency
from core.pages.by_code import AnswerByCode, FindByCode
from core.pages.forms import is_key
from core.pages.parts import Action, Crumb, Tab
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage

WAITING, NOT_ASKED = "waiting", "not_asked"


class SuggestionFilter(PageFilter):
    kind = django_filters.ModelChoiceFilter(
        label=gettext_lazy("种类"), field_name="commitment__kind", queryset=lambda request: asking_kinds()
    )
    agency = django_filters.ModelChoiceFilter(
        label=gettext_lazy("承办单位"), field_name="commitment__agency", queryset=lambda request: Agency.objects.active()
    )
    grade = django_filters.ChoiceFilter(
        label=gettext_lazy("评价"),
        choices=[*Proposer.Grade.choices, (WAITING, gettext_lazy("已征求，等待评价")), (NOT_ASKED, gettext_lazy("没有办结，未征求"))],
        method="by_grade",
    )
    # from a commitment's page
    commitment = django_filters.ModelChoiceFilter(queryset=lambda request: Commitment.objects.visible_to(request.user), widget=HiddenInput)

    def by_grade(self, rows, name, value):
        wanted = {WAITING: Q(grade="", asked_at__isnull=False), NOT_ASKED: Q(asked_at=None)}
        return rows.filter(wanted.get(value, Q(grade=value)))


def asking_kinds():
    return CommitmentKind.objects.filter(asks_opinion=True)


class Suggestions(ListPage):
    model, section, filter_class = Proposer, "commitments", SuggestionFilter
    template_name = "commitments/suggestions/list.html"
    title, lead = gettext_lazy("建议提案"), gettext_lazy("人大代表建议和政协提案。核验以后请提出人评价；不满意的，可以重新交办。")
    search_fields, search_label = ("commitment__title", "commitment__number", "name", "body"), gettext_lazy("事项、编号、提出人")
    columns = (
        Column(gettext_lazy("建议提案"), "commitment.title", note="commitment.number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("种类"), "commitment.kind.name"),
        Column(gettext_lazy("提出人"), "name", note="body", note_label=gettext_lazy("代表团或者界别")),
        Column(gettext_lazy("承办单位"), "commitment.agency.short_name"),
        limit_column(gettext_lazy("办理期限"), shown.limit_of),
        Column(gettext_lazy("评价"), shown.grade_mark, note=shown.asked, note_label=gettext_lazy("征求意见")),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近登记的在前"), ("-pk",)),
        "answered": Sort(gettext_lazy("最近评价的在前"), ("-answered_at", "-pk")),
    }
    unit = ngettext_lazy("位提出人", "位提出人")
    empty_title, empty_text = gettext_lazy("还没有建议提案"), gettext_lazy("由交办单位登记，承办单位在待办里看到。")

    def queryset(self):
        return with_parts(super().queryset())

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_register=self.actor().has(*register.REGISTRARS), **kwargs)


def with_parts(rows):
    return rows.select_related("commitment__kind", "commitment__agency", "again").prefetch_related("commitment__deadlines__rule")


class NewSuggestion(NewCommitment):
    """The register's form with who made the suggestion; `?again=` names the proposer who was not satisfied."""

    title, submit_label = gettext_lazy("交办建议提案"), gettext_lazy("交办并计时")
    template_name = "commitments/suggestions/new.html"
    service = services.register_suggestion
    success_message = gettext_lazy("已交办。核验以后会请提出人评价。")
    whole = None

    @cached_property
    def kinds(self):
        return list(asking_kinds())

    @cached_property
    def kind(self):
        wanted = self.again.commitment.kind.code if self.again else self.request.GET.get("kind")
        return next((kind for kind in self.kinds if kind.code == wanted), None) or self.kinds[0]

    @cached_property
    def again(self):
        key = self.request.GET.get("again", "")
        found = Proposer.objects.visible_to(self.request.user).select_related("commitment__kind", "commitment__agency")
        return get_object_or_404(found, pk=key) if is_key(key) else None

    def get(self, request, *args, **kwargs):
        if self.again:
            services.check_again(self.again, self.actor())
        return super().get(request, *args, **kwargs)

    def get_form_class(self):
        return form_for(self.kind, SuggestionForm)

    def get_initial(self):
        if not self.again:
            return {"criterion": _("书面答复提出人，能解决的已经解决，不能解决的说明理由。")}
        before = self.again.commitment
        same = {name: getattr(before, name) for name in ("title", "text", "agency", "beneficiary", "criterion")}
        own = {"name": self.again.name, "body": self.again.body, "email": self.again.address}
        return same | own | before.extra | {"basis": _("重新办理%(number)s，提出人对答复不满意") % {"number": before}}

    def arguments(self, form):
        return super().arguments(form) | {"again": self.again}

    def crumbs(self):
        return [Crumb(_("建议提案"), reverse("suggestions")), Crumb(self.title)]

    def cancel_url(self):
        return reverse("suggestions")

    def get_context_data(self, **kwargs):
        tabs = [] if self.again else [Tab(kind.name, f"?kind={kind.code}", kind == self.kind) for kind in self.kinds]
        return super().get_context_data(**kwargs) | {"tabs": tabs}


class ProposerDetail(DetailPage):
    """One proposer of one suggestion: whether they were asked, by which code, and what they said."""

    model, section = Proposer, "commitments"
    template_name = "commitments/suggestions/proposer.html"

    def queryset(self):
        return with_parts(super().queryset())

    def page_title(self):
        return self.object.commitment.title

    def crumbs(self):
        return [Crumb(_("建议提案"), reverse("suggestions")), Crumb(self.object.name)]

    def get_context_data(self, **kwargs):
        asks = self.object.is_asked_by(self.actor())
        return super().get_context_data(
            kind=self.object.commitment.kind.name,
            state=shown.grade_mark(self.object),
            facts=shown.facts(self.object),
            code=self.object.code if asks else "",
            may_add=not services.why_not_add(self.object.commitment, self.actor()),
            links=self.links(),
            **kwargs,
        )

    def links(self):
        found = []
        if not services.why_not_again(self.object, self.actor()):
            found.append(Action(_("重新交办"), f"{reverse('suggestion_new')}?again={self.object.pk}", True))
        if not self.object.asked_at and not services.why_not_add(self.object.commitment, self.actor()):
            found.append(Action(_("撤下这位提出人"), reverse("proposer_remove", args=[self.object.pk])))
        return found


class AddProposer(CommitmentAction):
    title, submit_label = gettext_lazy("登记提出人"), gettext_lazy("登记提出人")
    form_class, service = ProposerForm, services.add_proposer
    success_message = gettext_lazy("已登记。")
    hint = gettext_lazy("几位共同提出的，每位登记一次，各自评价。")
    check = services.check_may_add

    def next_url(self, result):
        return result.get_absolute_url()


class RemoveProposer(ActionPage):
    model, section, object_argument = Proposer, "commitments", "proposer"
    title, submit_label = gettext_lazy("撤下提出人"), gettext_lazy("确认撤下")
    service, success_message = services.remove_proposer, gettext_lazy("已撤下。")
    hint = gettext_lazy("登记错了的才撤下。历史记录里仍然查得到。")
    check = services.check_may_remove

    def queryset(self):
        return super().queryset().select_related("commitment__kind")

    def crumbs(self):
        return [Crumb(_("建议提案"), reverse("suggestions")), Crumb(self.object.name, self.object.get_absolute_url()), Crumb(self.title)]

    def cancel_url(self):
        return self.object.get_absolute_url()

    def next_url(self, result):
        return result.get_absolute_url()


class ByOpinionCode:
    section, title = "commitments", gettext_lazy("评价建议提案的办理")
    template_name = "commitments/suggestions/find.html"
    tried, wrong = "opinion", gettext_lazy("没有这个评价码，或者已经用过。请核对后重新填写。")
    look_up = services.look_up_proposer


class FindOpinion(ByOpinionCode, FindByCode):
    """The suggestion that a code opens, what became of it, and the form to say whether one is satisfied."""

    form_class = CodeForm

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(self.title)]

    def context_of(self, found, code):
        return {"form": OpinionForm(initial={"code": code}), "facts": shown.facts_for_proposer(found)}


class AnswerOpinion(ByOpinionCode, AnswerByCode):
    submit_label, find_url_name = gettext_lazy("提交评价"), "suggestion_find"
    form_class, service = OpinionForm, services.answer
    success_message = gettext_lazy("评价已收到，谢谢。评价码已经用过，不能再用。")

    def facts_of(self, found):
        return shown.facts_for_proposer(found)

"""What citizens read of yearly lists, and their vote. Public entries only."""

import django_filters
from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from commitments.lists import ballots, queries, shown
from commitments.lists.forms import BallotForm
from commitments.lists.public import key_of_list
from commitments.register import outcomes
from commitments.register.public_filters import AreaFilter
from commitments.register.queries import kind_choices
from commitments.register.shown import public_tabs
from core.errors import DomainError
from core.ledger.queries import latest_entry
from core.pages.parts import Crumb, Mark
from core.pages.tables import Column, PageFilter
from core.pages.views import ActionPage, DetailPage, ListPage, Page
from core.papers import tries
from core.search.models import PublicEntry

MOST_VOTES = 20  # from one address of the net within a quarter of an hour: people of one house share one


class PublicListFilter(PageFilter):
    kind = django_filters.ChoiceFilter(label=gettext_lazy("种类"), choices=kind_choices, field_name="facts__kind__code")
    year = django_filters.NumberFilter(label=gettext_lazy("年度"), field_name="facts__year", min_value=2000, max_value=2100)


class PublicLists(ListPage):
    public, section = True, "public_commitments"
    model, filter_class = PublicEntry, PublicListFilter
    template_name = "commitments/register/public_list.html"
    title = gettext_lazy("年度清单")
    lead = gettext_lazy("年初公布要办的事，年底逐项评估，请群众评议。")
    order = ("-updated_at", "-id")
    columns = (
        Column(gettext_lazy("清单"), "title", link=True),
        Column(gettext_lazy("公布单位"), "agency.short_name"),
        Column(gettext_lazy("年度"), lambda entry: entry.facts["year"], numeric=True),
        Column(gettext_lazy("项目"), lambda entry: len(entry.facts["items"]), numeric=True),
        Column(gettext_lazy("状态"), lambda entry: Mark(entry.mark, entry.state_words)),
    )
    unit = ngettext_lazy("份", "份")
    empty_title, empty_text = gettext_lazy("还没有公布年度清单"), gettext_lazy("每年一月公布当年的清单。")

    def queryset(self):
        return PublicEntry.objects.of_kind("list").select_related("agency").defer("text", "search_text", "grams")

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("政府承诺"), reverse("public_commitments")), Crumb(self.title)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=public_tabs("public_lists"), **kwargs)


class ItemFilter(AreaFilter):
    mark = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=outcomes.CHOICES, method="with_outcome")

    def with_outcome(self, rows, name, value):
        return rows.filter(outcomes.condition(value))


class PublicYearlyList(DetailPage):
    """The items with progress, photos, visits and votes; filtered by area and outcome."""

    public, section = True, "public_commitments"
    model, lookup = PublicEntry, "key"
    template_name = "commitments/lists/public.html"

    def setup(self, request, pk):
        super().setup(request, key=key_of_list(pk))
        self.list_pk = pk

    def queryset(self):
        return PublicEntry.objects.of_kind("list").select_related("agency")

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("年度清单"), reverse("public_lists")), Crumb(str(self.object.facts["year"]))]

    def get_context_data(self, **kwargs):
        facts = self.object.facts
        rows = PublicEntry.objects.visible_to(self.request.user).of_kind("commitment").filter(key__in=facts["items"])
        filters = ItemFilter(self.request.GET or None, queryset=rows, request=self.request)
        chosen = set(filters.qs.values_list("key", flat=True))
        entries = queries.items_of(facts)
        items = [shown.item(place, one, facts["results"]) for place, one in enumerate(entries, start=1) if one.key in chosen]
        own = reverse("public_list", args=[self.list_pk])
        return super().get_context_data(
            kind=facts["kind"]["name"],
            state=Mark(self.object.mark, self.object.state_words),
            facts=shown.public_facts(facts),
            content=facts,
            figures=shown.figures(queries.outcomes_of(facts), len(entries), own),
            areas=[(key, name or _("市本级"), count) for key, name, count in queries.districts(entries)],
            filters=filters,
            items=items,
            votes_now=shown.is_voted_on(facts),
            proof=latest_entry(self.object.key),
            **kwargs,
        )


class Vote(ActionPage):
    """The ballot: what a citizen thinks of each item."""

    public, section, object_argument = True, "public_commitments", ""
    title, submit_label = gettext_lazy("评议年度清单"), gettext_lazy("提交，发确认邮件")
    form_class, service = BallotForm, ballots.vote
    hint = gettext_lazy("只评议你了解的，其余的空着。")

    @cached_property
    def yearly_list(self):
        found = ballots.open_list(self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def dispatch(self, request, *args, **kwargs):
        self.yearly_list  # noqa: B018  no vote, no page
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        items = self.yearly_list.items.exclude(commitment=None).values_list("commitment", "commitment__title")
        return super().get_form_kwargs() | {"items": list(items)}

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(self.yearly_list.title, self.cancel_url()), Crumb(self.title)]

    def cancel_url(self):
        return reverse("public_list", args=[self.yearly_list.pk])

    def arguments(self, form):
        answers = form.cleaned_data
        grades = {name.removeprefix("item_"): grade for name, grade in answers.items() if name.startswith("item_")}
        return {"yearly_list": self.yearly_list, "grades": grades, "email": answers["email"], "language": get_language()}

    def form_valid(self, form):
        if tries.too_many("ballot", self.request, MOST_VOTES):
            return self.refused(form, DomainError("too_many", _("这一会儿提交得太多了，请过一刻钟再试。")))
        return super().form_valid(form)

    def next_url(self, result):
        tries.count("ballot", self.request)
        return reverse("ballot_asked")


class Asked(Page, TemplateView):
    """The same for every address, whether it has voted or not."""

    public, section = True, "public_commitments"
    title, template_name = gettext_lazy("请到邮箱里确认"), "commitments/lists/asked.html"


@method_decorator(never_cache, name="dispatch")
class ConfirmBallot(Page, TemplateView):
    """What the link of the mail leads to: one button; nothing happens by opening it, since programs open links, too."""

    public, section = True, "public_commitments"
    title, template_name = gettext_lazy("确认评议"), "commitments/lists/confirm.html"

    @cached_property
    def ballot(self):
        return ballots.of_token(self.kwargs["token"])

    def page_title(self):
        return self.title if self.ballot else _("这个确认链接不能用了")

    def post(self, request, *args, **kwargs):
        if self.ballot is None:
            return self.get(request, *args, **kwargs)
        ballots.confirm(ballot=self.ballot, by=self.actor())
        return self.render_to_response(self.get_context_data(done=True) | {"title": _("评议已经计票")})

    def get_context_data(self, **kwargs):
        page = reverse("public_list", args=[self.ballot.yearly_list_id]) if self.ballot else reverse("public_lists")
        return super().get_context_data(ballot=self.ballot, page=page, **kwargs)

"""One search over everything public, in Chinese (I11)."""

from django.db.models import Count
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from core.pages.parts import Tab
from core.pages.tables import Column
from core.pages.views import ListPage
from core.search.grams import normalised
from core.search.models import PublicEntry
from core.search.queries import ranked, searched_words

AROUND = 60  # characters of text shown about the first hit


class Search(ListPage):
    public = True
    model = PublicEntry
    title = _("搜索")
    template_name = "portal/search.html"
    search_fields = ("search_text",)  # search() below does it its own way
    search_label = _("搜索承诺、单位、文件、信用记录")
    order = ("-in_title", "-updated_at", "-id")
    empty_title = _("没有找到")
    columns = (
        Column(_("类别"), lambda row: row.get_kind_display()),
        Column(_("标题"), "title"),
        Column(_("编号"), "number"),
        Column(_("责任单位"), "agency.name"),
        Column(_("状态"), "state"),
        Column(_("期限"), "due_on"),
        Column(_("网址"), "path"),
    )

    def queryset(self):
        return PublicEntry.objects.select_related("agency").defer("facts", "grams")

    def search(self, rows, words):
        found = ranked(self.visible(), words).select_related("agency").defer("facts", "grams")
        kind = self.request.GET.get("kind", "")
        return found.filter(kind=kind) if kind in PublicEntry.Kind.values else found

    def cells(self, row):
        return []

    def tabs(self):
        """All and each kind, with how many of the ranked matches are of it; one statement."""
        words, chosen = self.words(), self.request.GET.get("kind", "")
        counts = dict(ranked(self.visible(), words).values_list("kind").annotate(Count("pk")).order_by())
        query = self.request.GET.copy()
        for name in ("after", "before", "kind"):
            query.pop(name, None)
        tabs = [Tab(_("全部"), f"?{query.urlencode()}", not chosen, sum(counts.values()))]
        for kind in PublicEntry.Kind:
            if counts.get(kind.value):
                query["kind"] = kind.value
                tabs.append(Tab(kind.label, f"?{query.urlencode()}", chosen == kind.value, counts[kind.value]))
        return tabs

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        words = searched_words(self.words())
        hits = [(row, highlighted(row.title, words), excerpt(row, words)) for row in context["rows"]]
        return context | {"hits": hits, "tabs": self.tabs() if self.words() else []}


def excerpt(entry, words):
    """A piece of the text about the first hit, with the words marked; empty where only the title has them."""
    text = " ".join(entry.text.split())
    lowered = normalised(text)
    places = [place for word in words if (place := lowered.find(word)) >= 0]
    if not places or len(lowered) != len(text):
        return highlighted(text[: 2 * AROUND], words)
    start = max(min(places) - AROUND, 0)
    piece = text[start : start + 2 * AROUND]
    return format_html("{}{}{}", "…" if start else "", highlighted(piece, words), "…" if start + 2 * AROUND < len(text) else "")


def highlighted(text, words):
    """The text with each word in <mark>, escaped."""
    lowered, spans = text.lower(), []
    for word in words:
        place = lowered.find(word)
        while place >= 0:
            spans.append((place, place + len(word)))
            place = lowered.find(word, place + len(word))
    parts, done = [], 0
    for start, end in sorted(spans):
        if start >= done:
            parts += [conditional_escape(text[done:start]), format_html("<mark>{}</mark>", text[start:end])]
            done = end
    return mark_safe("".join([*parts, conditional_escape(text[done:])]))  # noqa: S308  every part is escaped above

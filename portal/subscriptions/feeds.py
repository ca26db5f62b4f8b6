"""Feeds (Atom): what one commitment, the commitments of an agency, or a search has had of news. Public entries only."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.directory.models import Agency
from core.pages.export import CONTROL
from core.pages.words import as_date
from core.search.models import PublicEntry
from core.search.queries import find, searched_words
from portal.subscriptions.queries import LONGEST_WORDS, public_entries

NEWEST = 50


def readable(text):
    """Without the characters that XML cannot hold."""
    return CONTROL.sub("", text)


class EntryFeed(Feed):
    """Public entries, the last changed first."""

    feed_type = Atom1Feed

    @property
    def language(self):
        return get_language()

    def item_title(self, entry):
        return readable(entry.title)

    def item_description(self, entry):
        return _("%(agency)s，%(state)s") % {"agency": entry.agency.short_name, "state": entry.state_words or entry.get_kind_display()}

    def item_link(self, entry):
        return entry.path

    def item_guid(self, entry):
        """A change is news: the same entry, another moment."""
        return f"{entry.key}:{entry.updated_at:%Y%m%dT%H%M%S%f}"

    item_guid_is_permalink = False

    def item_updateddate(self, entry):
        return entry.updated_at

    def item_pubdate(self, entry):
        return entry.published_at


def newest(rows):
    return rows.select_related("agency").defer("text", "search_text", "grams", "facts").order_by("-updated_at", "-id")[:NEWEST]


class AgencyFeed(EntryFeed):
    def get_object(self, request, pk):
        return get_object_or_404(Agency.objects.all(), pk=pk)

    def title(self, agency):
        return _("%(agency)s的承诺") % {"agency": agency.name}

    def link(self, agency):
        return agency.get_absolute_url()

    def items(self, agency):
        return newest(public_entries().of_kind("commitment").filter(agency=agency))


class SearchFeed(EntryFeed):
    def get_object(self, request):
        words = readable(request.GET.get("q", "")).strip()[:LONGEST_WORDS]
        return {"words": words, "kind": request.GET.get("kind", ""), "query": request.GET.urlencode()}

    def title(self, asked):
        return _("搜索“%(words)s”") % {"words": asked["words"]}

    def link(self, asked):
        return f"{reverse('search')}?{asked['query']}"

    def items(self, asked):
        if not searched_words(asked["words"]) or (asked["kind"] and asked["kind"] not in PublicEntry.Kind.values):
            return []
        found = find(public_entries(), asked["words"])
        return newest(found.filter(kind=asked["kind"]) if asked["kind"] else found)


class CommitmentFeed(Feed):
    """The course of one commitment, the newest first."""

    feed_type = Atom1Feed

    @property
    def language(self):
        return get_language()

    def get_object(self, request, pk):
        entry = public_entries().filter(key=f"commitment:{pk}").first()
        if entry is None:
            raise Http404
        return entry

    def title(self, entry):
        return readable(entry.title)

    def link(self, entry):
        return entry.path

    def items(self, entry):
        numbered = enumerate(entry.facts["course"])
        return [(entry, number, moment) for number, moment in numbered][: -NEWEST - 1 : -1]

    def item_title(self, item):
        return readable(_(item[2]["title"]))

    def item_description(self, item):
        return readable(item[2]["text"])

    def item_link(self, item):
        return item[0].path

    def item_guid(self, item):
        return f"{item[0].key}:{item[1]}"

    item_guid_is_permalink = False

    def item_pubdate(self, item):
        return timezone.make_aware(datetime.combine(as_date(item[2]["on"]), time.min))

    item_updateddate = item_pubdate

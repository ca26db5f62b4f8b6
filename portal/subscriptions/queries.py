"""Reads of subscriptions: the one that a link is about, and what has changed for those that are told once a day."""

from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from core.directory.models import Agency
from core.search.models import PublicEntry
from core.search.queries import find, searched_words
from portal.subscriptions.models import Subscription
from portal.subscriptions.tokens import read

LONGEST_WORDS = 100
MOST_SHOWN = 30  # of what has changed, in one mail


def of_token(purpose, token):
    """The subscription that a link of a mail is about; None where it has run out, was left or never was."""
    key = read(purpose, token)
    return key and Subscription.objects.select_related("entry", "agency").filter(pk=key).first()


def target_of(*, commitment="", agency="", words="", kind=""):
    """What somebody wants to subscribe to, from an address: the fields of a Subscription; None where nobody can see such a thing."""
    if commitment:
        entry = public_entries().of_kind("commitment").filter(key=f"commitment:{commitment}").first()
        return entry and {"entry": entry}
    if agency:
        found = Agency.objects.filter(pk=agency).first()
        return found and {"agency": found}
    if searched_words(words) and (not kind or kind in PublicEntry.Kind.values):
        return {"words": " ".join(words.split())[:LONGEST_WORDS], "kind": kind}
    return None


def public_entries():
    return PublicEntry.objects.visible_to(AnonymousUser())


def changed(subscription, until):
    """Public entries that appeared or changed since the subscription was told last, the newest first; one more than a mail shows."""
    rows = public_entries().filter(updated_at__gt=subscription.told_until, updated_at__lte=until)
    if subscription.agency_id:
        rows = rows.filter(agency=subscription.agency_id)
    else:
        rows = find(rows, subscription.words)
        rows = rows.filter(kind=subscription.kind) if subscription.kind else rows
    return list(rows.order_by("-updated_at", "-id").only("title", "path", "state", "kind")[: MOST_SHOWN + 1])


def page_of(subscription):
    """The page on the site that shows what the subscription is about."""
    if subscription.entry_id:
        return subscription.entry.path
    if subscription.agency_id:
        return reverse("agency", args=[subscription.agency_id])
    return f"{reverse('search')}?{urlencode({'q': subscription.words, 'kind': subscription.kind})}"

"""What the public page of an agency shows. Public entries and the directory only."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from core.search.models import PublicEntry


def entries_of(agency):
    return PublicEntry.objects.visible_to(AnonymousUser()).filter(agency=agency)


def commitment_figures(agency):
    """{kept, late, broken, open}: the agency's public commitments by outcome, in one statement."""
    by_mark = {
        name: Count("pk", filter=Q(mark=mark)) for name, mark in (("kept", "done"), ("late", "warn"), ("broken", "bad"), ("open", "plain"))
    }
    return entries_of(agency).of_kind("commitment").aggregate(**by_mark)


def newest(agency, kind, count=10):
    return entries_of(agency).of_kind(kind).order_by("-updated_at", "-id")[:count]


def white_paper(agency):
    """The newest white paper about this agency; that of the city lies with the office that publishes it, and is none of its own."""
    return entries_of(agency).of_kind("assessment").filter(facts__scope="agency").order_by("-published_at", "-id").first()


def with_figures(agencies):
    """Agencies with the number of their public commitments, broken ones and bad records."""
    shown = Q(public_entries__withdrawn_at=None)
    commitments = shown & Q(public_entries__kind="commitment")
    return agencies.annotate(
        commitment_count=Count("public_entries", filter=commitments),
        broken_count=Count("public_entries", filter=commitments & Q(public_entries__mark="bad")),
        bad_record_count=Count("public_entries", filter=shown & Q(public_entries__kind="record", public_entries__mark="bad")),
    )

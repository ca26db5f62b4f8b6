"""Reads of service items that more than one page needs."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from commitments.items.models import GuideVersion, ServiceItem
from core.accounts.models import Role
from core.directory.models import Agency
from core.search.models import PublicEntry

PUBLIC_SERVICES = PublicEntry.objects.of_kind("service").select_related("agency").defer("text", "search_text", "grams")


def offering_agencies(request=None):
    """Agencies of which a guide is public."""
    shown = PublicEntry.objects.visible_to(AnonymousUser()).of_kind("service").filter(agency=OuterRef("pk"))
    return Agency.objects.filter(Exists(shown)).order_by("sort_key")


def waiting_for(actor):
    """The items that the reader may publish."""
    agencies = [agency for role, agency in actor.memberships if role == Role.AGENCY_REVIEWER]
    found = ServiceItem.objects.filter(state="in_review", agency__in=agencies)
    return found.exclude(writer_ids__contains=[actor.user.pk]) if actor.user else found.none()


def agencies_of(item):
    """Those that take part in a parallel approval, in the order in which they were named."""
    found = Agency.objects.in_bulk(item.participant_ids)
    return [found[key] for key in item.participant_ids]


def versions_of(item):
    return list(GuideVersion.objects.filter(item=item).select_related("published_by"))

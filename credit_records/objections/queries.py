"""Reads that the pages of objections need."""

from django.db.models import Q

from core.pages.bands import in_past_year, time_left
from core.papers.receipts import hash_of
from credit_records.objections.models import Objection
from credit_records.records.models import CreditRecord, staff_agencies


def left(band, today):
    """Open objections whose limit has so much time left (core/pages/bands.py)."""
    return time_left(band, today, "limit")


def decided_in(period, today):
    """Objections on which somebody decided in the last 12 months, not those that were withdrawn; the only `period` is "year"."""
    return Q(state__in=(*Objection.OUTCOMES, "refused")) & in_past_year(today, "decided_at")


def with_parts(objections):
    """Objections with all that a list or a page shows of each, in the same statement."""
    return objections.select_related(
        "record__type",
        "record__agency",
        "record__file__agency",
        "record__file__civil_servant__agency",
        "agency",
        "source",
        "limit__rule",
        "created_by",
        "proposed_by",
        "decided_by",
        "answered_by",
        "revision__type",
    )


def with_receipt(code):
    """The objection of this receipt code, or None. The code is what lets one in."""
    return with_parts(Objection.objects.filter(code_hash=hash_of(code))).first()


def record_of(primary_key):
    """The record behind a public entry that the reader sees."""
    return CreditRecord.objects.get(pk=primary_key)


def others_on(objection, user):
    """Other objections to the same record that the user may see, newest first."""
    return Objection.objects.visible_to(user).filter(record=objection.record_id).exclude(pk=objection.pk).order_by("-id")


def objected_by(records, actor):
    """Ids of the records to which the actor, or somebody of the actor's agency, has an open objection: one statement."""
    own = Q(created_by=actor.user) | Q(agency__in=staff_agencies(actor))
    return set(Objection.objects.open().filter(own, record__in=records).values_list("record_id", flat=True))

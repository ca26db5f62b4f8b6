"""Reads that the pages need: the limits of a list of applications, and whom an application means."""

from django.db.models import Prefetch

from core.deadlines.models import Deadline
from core.directory.models import Agency, CivilServant
from credit_records.access.models import DECISION
from credit_records.records.queries import civil_servants_named


def with_limits(queries):
    """Applications, each with its running limit to be decided in `limits`, in one statement more."""
    return queries.prefetch_related(Prefetch("deadlines", queryset=Deadline.objects.live().filter(purpose=DECISION), to_attr="limits"))


def people_meant(agency, name, number):
    """Those of the agency whom the name (姓名 or 姓名 职务), the identity number, or both mean: none, one, or several of one name."""
    found = civil_servants_named(agency, name) if name else list(CivilServant.objects.filter(agency=agency))
    if not number:
        return found
    bearer = CivilServant.objects.with_identity_number(number).first()
    return [person for person in found if person == bearer]


def agency_named(words):
    """The one agency of this name, short name or alias; None where there is none, or several."""
    found = Agency.objects.active().named(words)[:2]
    return found[0] if len(found) == 1 else None

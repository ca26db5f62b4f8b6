"""Yearly lists that are not announced yet pass to another agency with their limits; what was announced are commitments, which pass by themselves."""

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.continuity.registry import Holding, Section, nothing_follows, nothing_together, register
from commitments.lists.models import YearlyList
from commitments.lists.services import discard, send_back
from core.accounts.actor import Actor
from core.deadlines import services as deadlines

WATCH = Actor.system("continuity")
UNANNOUNCED = ("draft", "in_review")


def unannounced():
    return YearlyList.objects.filter(state__in=UNANNOUNCED)


def agencies():
    return unannounced().values("agency")


@transaction.atomic
def rest(before, after):
    """One by one, for there are few: a list that the other agency has already, for the same year, is not drawn up twice."""
    rows = list(unannounced().filter(agency=before).order_by("pk").select_for_update(no_key=True))
    for row in rows:
        if YearlyList.objects.filter(agency=after, kind=row.kind_id, year=row.year).exclude(state="discarded").exists():
            give_up(row)
        else:
            row.agency = after
            row.save(update_fields=["agency"])
            deadlines.hand_over(model=YearlyList, primary_keys=[row.pk], before=before, after=after)
    return len(rows)


def give_up(row):
    reason = _("承接单位已有这一年的清单")
    if row.state == "in_review":
        row = send_back(yearly_list=row, reason=reason, by=WATCH)
    discard(yearly_list=row, reason=reason, by=WATCH)


def owed(agency):
    rows = unannounced().filter(agency=agency).prefetch_related("deadlines__rule", "deadlines__pauses")
    return Section(_("还没有公布的年度清单"), [told(row) for row in rows])


def told(row):
    limit = next(iter(row.deadlines.all()), None)
    return {
        "title": row.title,
        "number": "",
        "due_on": limit and limit.due_on,
        "state": row.get_state_display(),
        "why": limit and limit.sentence,
    }


register(Holding(agencies, nothing_together, nothing_follows, rest, owed))

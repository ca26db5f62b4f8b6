"""Whether the work calendar reaches far enough: without the arrangement of holidays, limits are counted by the statutory holidays alone."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.deadlines.models import Deadline
from core.events import names
from core.events.models import Event
from core.events.services import emit
from core.rules.models import CalendarYear, Rule
from core.texts import in_the_portals_language

WATCH = Actor.system("calendar")
RULE = "work_calendar_enter"
AGAIN = timedelta(days=7)  # calendar days until it is said once more


@transaction.atomic
def watch_calendar():
    """Say of this year, and from the day that the rule names also of the next, that its arrangement is missing: once a week until it is there.

    Returns the years of which it was said.
    """
    today = timezone.localdate()
    due = Rule.objects.in_force(RULE).day_in(today.year)
    wanted = [today.year, today.year + 1] if today >= due else [today.year]
    known = set(CalendarYear.objects.filter(official=True).values_list("year", flat=True))
    return [year for year in wanted if year not in known and say_missing(year)]


@in_the_portals_language
def say_missing(year):
    row, _is_new = CalendarYear.objects.get_or_create(year=year, defaults={"source": _("尚未公布")})
    CalendarYear.objects.select_for_update(no_key=True).get(pk=row.pk)  # two at once say it once
    said = Event.objects.filter(name=names.CALENDAR_MISSING, content_type=ContentType.objects.get_for_model(CalendarYear), object_id=year)
    if said.filter(created_at__gt=timezone.now() - AGAIN).exists():
        return False
    provisional = Deadline.objects.live().filter(is_provisional=True).count()
    emit(names.CALENDAR_MISSING, subject=row, by=WATCH, year=year, provisional=provisional)
    return True

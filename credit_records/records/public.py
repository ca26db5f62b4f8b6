"""What the public sees of a record, and for how long."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.deadlines.calculation import due_date
from core.deadlines.calendar import current_calendar
from core.deadlines.projection import project
from core.directory.masking import masker
from core.rules.models import Rule
from core.search.publication import Publication, publish, withdraw
from core.texts import in_the_portals_language


def publish_record(record):
    """Show an agency's record to the public, with the names of its civil servants masked."""
    publish(publication_of(record))


def withdraw_record(record, reason):
    """Take an agency's record down; the reason stays in the public chain. Nothing happens if it was never shown."""
    withdraw(key_of(record.pk), reason=masker(record.file.agency.civil_servants.all())(reason)[:200])


def key_of(primary_key):
    return f"record:{primary_key}"


@in_the_portals_language
def publication_of(record):
    agency, type = record.file.agency, record.type
    texts = record.title, record.facts, record.reason, record.basis
    title, facts, reason, basis = map(masker(agency.civil_servants.all()), texts)
    return Publication(
        key=key_of(record.pk),
        kind="record",
        number=record.number,
        title=title,
        text=f"{facts}\n{reason}",
        agency_id=agency.pk,
        path=reverse("public_record", args=[record.pk]),
        state=str(_("公示中") if type.is_bad else _("生效")),
        mark=record.mark,
        facts={
            "agency": {"id": agency.pk, "name": agency.name, "short_name": agency.short_name},
            "type": type.name,
            "grade": str(type.grade),
            "dimension": {"code": type.dimension, "name": str(type.get_dimension_display())},
            "facts": facts,
            "reason": reason,
            "basis": basis,
            "happened_on": record.happened_on.isoformat(),
            "decided_on": timezone.localdate(record.decided_at).isoformat(),
            "public_until": record.public_until and record.public_until.isoformat(),
            "deadline": project(record.source_deadline),
        },
    )


def publicity_days(type, day):
    """The first day on which publicity may end, and the day on which it must: the rule's floor and ceiling counted from `day`.

    Both are None where the type names no rule: such a record stays public.
    """
    if not type.publicity_rule:
        return None, None
    rule, calendar = Rule.objects.in_force(type.publicity_rule, day), current_calendar()
    amounts = rule.amount, rule.amount_max
    # 公示期 only passes: its last day is not moved to a working day
    return tuple(due_date(start=day, amount=amount, unit=rule.unit, runs=rule.runs, calendar=calendar).due for amount in amounts)

"""What the public sees of a record. A civil servant's is never here."""

from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.deadlines.projection import project
from core.directory.masking import masker
from core.directory.models import CivilServant
from core.search.publication import Publication, publish_many, withdraw_many
from core.texts import in_the_portals_language
from credit_records.records.periods import is_over


def publish_record(record):
    """Show an agency's record as it stands now, or take it down where its type or its period does not let the public see it."""
    publish_records([record])


def publish_records(records):
    """The same for many, in a fixed number of statements for the agencies' people, the rows and the chain."""
    shown = [record for record in records if record.is_public and record.stands and not is_over(record)]
    masks = masks_of(shown)
    publish_many([publication_of(record, masks[record.file.agency_id]) for record in shown])
    kept = {record.pk for record in shown}
    withdraw_records([record for record in records if record.pk not in kept], _("不再公示"))


def withdraw_records(records, reason):
    """Take agencies' records down; the reason stays in the public chain, with the names masked. What was never shown is left alone."""
    records = [record for record in records if record.file.agency_id]
    masks = masks_of(records)
    withdraw_many({key_of(record.pk): masks[record.file.agency_id](reason) for record in records})


def masks_of(records):
    """{agency id: function that masks the names of the agency's civil servants}, in one statement."""
    agencies = {record.file.agency_id for record in records}
    people = CivilServant.objects.filter(agency__in=agencies).order_by("agency_id")
    masks = {agency: masker(group) for agency, group in groupby(people, key=lambda person: person.agency_id)}
    return {agency: masks.get(agency, str) for agency in agencies}


def key_of(primary_key):
    return f"record:{primary_key}"


@in_the_portals_language
def publication_of(record, masked):
    agency, type = record.file.agency, record.type
    title, facts, reason, basis, document = map(masked, (record.title, record.facts, record.reason, record.basis, record.document))
    return Publication(
        key=key_of(record.pk),
        kind="record",
        number=record.number,
        title=title,
        text=f"{facts}\n{reason}",
        agency_id=agency.pk,
        path=reverse("public_record", args=[record.pk]),
        state=state_words(record),
        mark=record.mark,
        facts={
            "agency": {"id": agency.pk, "name": agency.name, "short_name": agency.short_name},
            "type": type.name,
            "type_code": type.code,
            "polarity": type.polarity,
            "severity": record.severity,
            "grade": str(record.grade),
            "dimension": {"code": type.dimension, "name": str(type.get_dimension_display())},
            "facts": facts,
            "reason": reason,
            "basis": basis,
            "document": document,
            "document_on": iso(record.document_on),
            "happened_on": iso(record.happened_on),
            "decided_on": iso(timezone.localdate(record.decided_at)),
            "effective_on": iso(record.effective_on),
            "repairable_on": iso(record.repairable_on),
            "public_until": iso(record.period_ends_on),
            "version": record.version,
            "corrected_on": iso(timezone.localdate(record.version_began_at)) if record.version > 1 else None,
            "deadline": project(record.source_deadline),
        },
    )


def iso(day):
    return day and day.isoformat()


def state_words(record):
    if record.state == record.State.DISPUTED:
        return str(_("异议处理中"))
    return str(_("公示中") if record.type.is_bad else _("生效"))

"""Reads that the pages and other rooms need: which measures stand, what bars whom, whom a list of names means."""

import re

from django.db.models import Q

from core.accounts.models import Role
from core.directory.models import Agency, CivilServant, normalised_name
from credit_records.measures.models import EligibilityAnswer, Measure, MeasureType
from credit_records.records.models import CreditFile, CreditRecord, staff_agencies
from credit_records.records.queries import files_told_of

SEPARATORS = re.compile(r"[,，、\t;；]+|\s+")


def measures_in_force(file, at=None):
    """The file's measures that were in force at the end of the day `at`, the newest first."""
    return Measure.objects.in_force(at).filter(file=file).select_related("type", "record__type").order_by("-started_on", "-id")


def barring(subjects, purpose, at):
    """{subject: [ground, …]}: what stood on the day `at` and bears on the purpose, in one statement for all subjects.

    A ground is JSON with the measure, its effect and article, and the record behind it by number, kind and article; not what the record tells.
    """
    agencies = {subject.pk: subject for subject in subjects if isinstance(subject, Agency)}
    people = {subject.pk: subject for subject in subjects if not isinstance(subject, Agency)}
    rows = Measure.objects.in_force(at).filter(type__purposes__contains=[purpose.code])
    rows = rows.filter(Q(file__agency__in=agencies) | Q(file__civil_servant__in=people)).order_by(
        "type__effect", "record__effective_on", "pk"
    )
    found = {subject: [] for subject in subjects}
    for measure in rows.select_related("type", "record__type", "file"):
        subject = agencies.get(measure.file.agency_id) or people[measure.file.civil_servant_id]
        found[subject].append(ground(measure))
    return found


def ground(measure):
    record = measure.record
    return {
        "measure": measure.type.name,
        "effect": measure.type.effect,
        "basis": measure.type.legal_basis,
        "record": record.pk,
        "record_number": record.number,
        "record_type": record.type.name,
        "record_basis": record.basis,
        "effective_on": record.effective_on.isoformat(),
        "ends_on": (measure.ends_on or record.period_ends_on) and (measure.ends_on or record.period_ends_on).isoformat(),
        "is_disputed": record.state == record.State.DISPUTED,
    }


def records_behind(answers):
    """The records that the answers' grounds name."""
    behind = {ground["record"] for grounds in answers.order_by().values_list("grounds", flat=True) for ground in grounds}
    return CreditRecord.objects.filter(pk__in=behind)


def files_answered_from(answers):
    """The files of which answers tell what is not public: of a person always, that there is nothing included; of an agency by the records behind it."""
    people = Q(civil_servant__in=answers.order_by().values("civil_servant").filter(civil_servant__isnull=False))
    return CreditFile.objects.filter(people | Q(pk__in=files_told_of(records_behind(answers))))


def outcome_of(grounds):
    """What the grounds of one subject come to."""
    effects = {ground["effect"] for ground in grounds}
    if MeasureType.Effect.BARS in effects:
        return EligibilityAnswer.Outcome.NO
    return EligibilityAnswer.Outcome.REVIEW if MeasureType.Effect.REVIEW in effects else EligibilityAnswer.Outcome.YES


def strangers_among(subjects, actor):
    """Those about whom the actor may not ask: the credit office asks about everybody, an office about itself, the agencies below it, and
    those in its service."""
    if actor.has(Role.CREDIT_OFFICE):
        return []
    own = staff_agencies(actor)
    below = {key for agency in Agency.objects.filter(pk__in=own) for key in Agency.objects.under(agency).values_list("pk", flat=True)}
    return [one for one in subjects if (one.agency_id not in own if isinstance(one, CivilServant) else one.pk not in below)]


def subjects_named(text, own_agency_ids):
    """(subjects, lines that mean nobody or several): one agency or person a line, in a fixed number of statements.

    A line is an agency (name, alias or unified social credit code), "单位 姓名", "单位 姓名 职务", or only "姓名" in one of the asker's own agencies.
    """
    lines = [[part for part in SEPARATORS.split(line.strip()) if part] for line in text.splitlines() if line.strip()]
    agencies, people = agencies_named({parts[0] for parts in lines}), people_named({part for parts in lines for part in parts[:2]})
    found, doubtful = [], []
    for parts in lines:
        matches = matching(parts, agencies, people, own_agency_ids)
        if len(matches) == 1:
            found.append(matches[0])
        else:
            doubtful.append(" ".join(parts))
    return found, doubtful


def matching(parts, agencies, people, own_agency_ids):
    named = agencies.get(normalised_name(parts[0]), set())
    if named and len(parts) == 1:
        return list(named)
    homes = {agency.pk for agency in named} if named else set(own_agency_ids)
    name, *title = parts[1:] if named else parts
    return [person for person in people.get(name, []) if person.agency_id in homes and (not title or person.title == title[0])]


def agencies_named(names):
    """{normalised name or code: {Agency}} of agencies that exist today."""
    keys = {normalised_name(name) for name in names}
    found = {}
    rows = Agency.objects.active().filter(Q(names__normalised__in=keys) | Q(credit_code__in={key.upper() for key in keys}))
    for agency in rows.distinct().prefetch_related("names"):
        for key in {name.normalised for name in agency.names.all()} | {agency.credit_code or ""}:
            found.setdefault(key, set()).add(agency)
    return found


def people_named(names):
    """{name: [CivilServant in service]}."""
    found = {}
    for person in CivilServant.objects.filter(name__in=names, left_on=None).select_related("agency"):
        found.setdefault(person.name, []).append(person)
    return found

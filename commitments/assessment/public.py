"""What the public sees of a yearly assessment: one entry for the year, one for each agency. All words as they stood on the day; nothing is read later."""

from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.assessment.models import AssessedCommitment, Measure
from commitments.assessment.queries import results, totals
from commitments.lists.queries import outcomes_of
from commitments.register.models import Commitment
from commitments.register.public import agency_facts, key_of
from core.ledger.services import lock_chain
from core.search.models import PublicEntry
from core.search.publication import Publication, publish_many
from core.texts import in_the_portals_language

CITY, AGENCY = "city", "agency"
ABOUT_KEEPING = (Measure.KEPT_ON_TIME, Measure.KEPT)


def key_of_year(year):
    return f"assessment:{year}"


def key_of_agency(year, agency_id):
    return f"assessment:{year}:{agency_id}"


@in_the_portals_language
def publish_assessment(assessment):
    """The white paper of the city, and that of each agency for which something was counted."""
    lock_chain()
    content = Content(assessment)
    publish_many([city_publication(content), *(agency_publication(content, one) for one in content.results)])


class Content:
    """What the white papers are made of; read once for all of them, in a handful of statements."""

    def __init__(self, assessment):
        self.assessment = assessment
        self.results = results(assessment)
        self.cells = defaultdict(dict)  # {(agency, commitment): {code: [counted, met]}}
        rows = AssessedCommitment.objects.filter(assessment=assessment).order_by("commitment", "indicator")
        for agency, code, commitment, counted, met in rows.values_list("agency", "indicator", "commitment", "counted", "met"):
            self.cells[agency, commitment][code] = [counted, plain(met)]
        self.lists = list(PublicEntry.objects.of_kind("list").filter(facts__year=assessment.year, withdrawn_at=None).order_by("pk"))
        changed = Commitment.objects.filter(changed_on__year=assessment.year).order_by("pk")
        self.changed = [key_of(key) for key in changed.values_list("pk", flat=True)]
        self.entries = self.entries_of({key_of(commitment) for _agency, commitment in self.cells})

    def entries_of(self, keys):
        """{key: entry} of everything that is named in the papers."""
        keys = keys | set(self.changed) | {key for one in self.lists for key in one.facts["items"]}
        rows = PublicEntry.objects.filter(key__in=keys, withdrawn_at=None).select_related("agency")
        return {entry.key: entry for entry in rows.only("key", "title", "number", "path", "state", "mark", "due_on", "agency__short_name")}

    def told(self, keys):
        return [told(self.entries[key]) for key in keys if key in self.entries]

    def not_kept(self):
        """Of what was counted as a promise with a day: what was not kept, or late, or in part."""
        codes = [one["code"] for one in self.assessment.indicators if one["measure"] in ABOUT_KEEPING]
        missed = [commitment for (_agency, commitment), cells in self.cells.items() if any(fell_short(cells, code) for code in codes)]
        return self.told(key_of(commitment) for commitment in sorted(missed))

    def rows_of(self, agency):
        mine = {key_of(commitment): cells for (owner, commitment), cells in self.cells.items() if owner == agency.pk}
        return [told(self.entries[key]) | {"cells": cells} for key, cells in mine.items() if key in self.entries]

    def goals_of(self, agency):
        """The items of January's lists that this agency answers for, with the list that announced each."""
        pairs = [(one, self.entries[key]) for one in self.lists for key in one.facts["items"] if key in self.entries]
        return [told(entry) | {"list": one.title, "list_path": one.path} for one, entry in pairs if entry.agency_id == agency.pk]


def fell_short(cells, code):
    counted, met = cells.get(code, (0, "0"))
    return str(counted) != met


def plain(number):
    """12.00 is written 12, 0.50 is written 0.5."""
    return f"{number.normalize():f}"


def told(entry):
    """A commitment as it stands on the day of the publication."""
    return {
        "title": entry.title,
        "number": entry.number,
        "path": entry.path,
        "agency": entry.agency.short_name,
        "state": entry.state,
        "mark": entry.mark,
        "due_on": entry.due_on and entry.due_on.isoformat(),
    }


def told_list(entry):
    counts = {name: count for name, count in outcomes_of(entry.facts).items() if count}
    return {
        "title": entry.title,
        "path": entry.path,
        "agency": entry.facts["agency"]["short_name"],
        "announced_on": entry.facts["announced_on"],
        "assessed": bool(entry.facts["assessed_on"]),
        "outcomes": counts,
    }


def shared_facts(content, scope):
    assessment = content.assessment
    return {
        "scope": scope,
        "year": assessment.year,
        "office": agency_facts(assessment.agency),
        "computed_on": assessment.computed_on.isoformat(),
        "published_on": assessment.published_on.isoformat(),
        "indicators": assessment.indicators,
    }


def as_facts(cells):
    return {code: [cell.counted, plain(cell.met)] for code, cell in cells.items()}


def result_facts(one):
    agency = {"id": one.agency.pk, "name": one.agency.name, "short_name": one.agency.short_name}
    return agency | {"score": str(one.score), "rank": one.rank, "cells": as_facts(one.cells)}


def city_publication(content):
    assessment, year = content.assessment, content.assessment.year
    facts = shared_facts(content, CITY) | {
        "words": assessment.words,
        "agencies": [result_facts(one) for one in content.results],
        "totals": as_facts(totals(content.results)),
        "lists": [told_list(one) for one in content.lists],
        "not_kept": content.not_kept(),
        "changed": content.told(content.changed),
    }
    title = _("%(year)d年度承诺兑现白皮书") % {"year": year}
    path = reverse("public_assessment", args=[year])
    return publication(content, key_of_year(year), title, path, assessment.agency_id, facts, assessment.words)


def agency_publication(content, one):
    year, agency = content.assessment.year, one.agency
    changed = [row for row in content.changed if row in content.entries and content.entries[row].agency_id == agency.pk]
    facts = shared_facts(content, AGENCY) | {
        "agency": agency_facts(agency),
        "of": len(content.results),
        "result": result_facts(one),
        "goals": content.goals_of(agency),
        "rows": content.rows_of(agency),
        "changed": content.told(changed),
    }
    title = _("%(agency)s%(year)d年度责任白皮书") % {"agency": agency.name, "year": year}
    path = reverse("public_assessment_agency", args=[year, agency.pk])
    return publication(content, key_of_agency(year, agency.pk), title, path, agency.pk, facts, "")


def publication(content, key, title, path, agency_id, facts, text):
    return Publication(
        key=key, kind="assessment", title=title, text=text, agency_id=agency_id, path=path, state=str(_("已公布")), mark="done", facts=facts
    )

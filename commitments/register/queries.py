"""Reads of the register that more than one page needs."""

from itertools import pairwise
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, JSONField, OuterRef
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from commitments.register.models import CommitmentKind
from core.accounts.models import Membership, Role
from core.directory.models import Agency
from core.ledger.models import ChainEntry
from core.prepared import Prepared
from core.search.models import PublicEntry

# built once: building a query takes longer than running it
PUBLIC_COMMITMENTS = PublicEntry.objects.of_kind("commitment").select_related("agency").defer("text", "search_text", "grams")
# `listed` is the facts without what explains their days: most of them, and a list leads to it only
LISTED_FACTS = RawSQL("core_publicentry.facts #- '{deadline,explanation}' #- '{report_deadline,explanation}'", [], JSONField())
LISTED_COMMITMENTS = (
    PublicEntry.objects.of_kind("commitment")
    .select_related("agency")
    .annotate(listed=LISTED_FACTS)
    .only("key", "path", "number", "title", "state", "mark", "due_on", "updated_at", "agency__short_name")
)
PROMISED = PublicEntry.objects.visible_to(AnonymousUser()).of_kind("commitment").filter(agency=OuterRef("pk"))
PROMISING_AGENCIES = Prepared(Agency.objects.filter(Exists(PROMISED)).values_list("pk", "name"))
KINDS = Prepared(CommitmentKind.objects.values_list("code", "name"))
MOST_CHANGES = 50
WORDS_SHOWN = {
    "title": (_("标题"), lambda content: content["title"]),
    "text": (_("承诺原文"), lambda content: content["facts"]["text"]),
    "criterion": (_("怎样算做到"), lambda content: content["facts"]["criterion"]),
    "beneficiary": (_("向谁承诺"), lambda content: content["facts"]["beneficiary"]),
    "basis": (_("依据"), lambda content: content["facts"]["basis"]),
    "extra": (_("补充信息"), lambda content: content["facts"]["extra"]),
    "agency": (_("责任单位"), lambda content: content["facts"]["agency"]["name"]),
    "due_on": (_("期限"), lambda content: content["due_on"]),
}


def supervision_office_id():
    """The agency of the supervisors; None where nobody holds the role."""
    offices = Membership.objects.in_force().filter(role=Role.SUPERVISOR).order_by("agency")
    return offices.values_list("agency", flat=True).first()


def promising_agencies():
    """Pairs (primary key, name) of the agencies that are responsible for a commitment that is public."""
    return PROMISING_AGENCIES.rows()


def kind_choices():
    return KINDS.rows()


class Change(NamedTuple):
    """What of the published words changed at a moment; nothing for the first publication."""

    at: object
    words: list


def changes(key):
    """The changes of the published words, newest first, from the public chain: steps and progress are told elsewhere."""
    entries = list(ChainEntry.objects.filter(key=key, kind="published").order_by("-sequence")[:MOST_CHANGES])[::-1]
    found = [Change(entries[0].created_at, [])] if entries else []
    found += [Change(after.created_at, changed_words(before.content, after.content)) for before, after in pairwise(entries)]
    return [change for change in found[:0:-1] if change.words] + found[:1]


def changed_words(before, after):
    return [label for label, value in WORDS_SHOWN.values() if value(before) != value(after)]


def parts_of(commitment):
    """The parts with what a page shows of them, in the order in which they were given out."""
    return commitment.parts.select_related("agency").prefetch_related("deadlines__rule").order_by("pk")


def dependencies_of(commitment):
    """What the commitment waits for, and what waits for it, each with what a page shows of the other one."""
    needs = commitment.dependencies.select_related("needs__agency").prefetch_related("needs__deadlines__rule")
    return needs, commitment.needed_by.select_related("commitment__agency").prefetch_related("commitment__deadlines__rule")


def linked(facts):
    """{key: public entry} of the parts of a public commitment, what it is a part of, what it waits for and what waits for it."""
    found = [*facts.get("parts", ()), *facts.get("needs", ()), *facts.get("needed_by", ()), facts.get("whole")]
    return {entry.key: entry for entry in LISTED_COMMITMENTS.filter(key__in=[one["key"] for one in found if one])}


def lines(text):
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]

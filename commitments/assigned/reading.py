"""交办一句话: what a leader types on a phone, read as agency, cooperating agencies and day. Nothing is decided; a person confirms it in the form."""

import re

from django.utils import timezone

from commitments.intake.reading.limits import read_running
from core.directory.models import Agency, AgencyName

LONGEST_TITLE = 60
ASKING = re.compile(r"^(?:请|由|让|责成|要求|交由|转)+")
HELPS = re.compile(r"配合|协助|参加")  # after the name
IS_JOINED = re.compile(r"(?:会同|联合)$")  # before it
POLITE = re.compile(r"[，。；;、,.\s]+")


def read_line(words):
    """{agency, cooperating, due_on, title, text}: what the words say; what they do not say is missing.

    The agency that is named first is responsible, unless 配合 or 会同 says that it helps.
    """
    words, today = words.strip(), timezone.localdate()
    named = agencies_named(words)
    helping = [agency for start, end, agency in named if helps(words, start, end)]
    responsible = [agency for _start, _end, agency in named if agency not in helping]
    limit, _doubts = read_running(words, 0, len(words), today.year, today)
    found = {"text": words, "title": title_of(words, named, limit)}
    if responsible:
        found["agency"] = responsible[0]
    if helping or responsible[1:]:
        found["cooperating"] = tuple(dict.fromkeys([*responsible[1:], *helping]))
    if limit.date and limit.date >= today:
        found["due_on"] = limit.date
    return found


def agencies_named(words):
    """[(start, end, agency)] in the order of the words; the longest name wins where names overlap. One statement for all names."""
    names = AgencyName.objects.filter(agency__in=Agency.objects.active()).select_related("agency")
    found = sorted(
        ((at, at + len(name.name), name.agency) for name in names for at in places(words, name.name)), key=lambda one: (one[0], -one[1])
    )
    kept = []
    for start, end, agency in found:
        if (not kept or start >= kept[-1][1]) and agency not in [one for _start, _end, one in kept]:
            kept.append((start, end, agency))
    return kept


def places(words, name):
    return [found.start() for found in re.finditer(re.escape(name), words)]


def helps(words, start, end):
    """市水务局配合; 会同市水务局."""
    return bool(HELPS.match(words, end) or IS_JOINED.search(words[:start]))


def title_of(words, named, limit):
    """The words without who asks whom by when."""
    cut = [(start - 2 if IS_JOINED.search(words[:start]) else start, end) for start, end, _agency in named]
    if limit.span and limit.date:
        cut.append((limit.span.start, limit.span.end))
    for start, end in sorted(cut, reverse=True):
        words = words[:start] + words[end:]
    parts = [ASKING.sub("", part) for part in POLITE.split(words)]
    parts = [HELPS.sub("", part) for part in parts]
    return "，".join(part for part in parts if part)[:LONGEST_TITLE]

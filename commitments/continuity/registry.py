"""What else names the agency that owes: rooms with tables of their own register here what passes to another agency, and what a head hands over."""

from collections.abc import Callable
from dataclasses import dataclass

_holdings, _watches = [], []


@dataclass(frozen=True)
class Holding:
    """What one room keeps beside its commitments (a debt beside its instalments).

    `agencies()`: primary keys, as a queryset, of agencies that owe something of it. `together(keys)`: locks what stands behind these
    commitments and returns the primary keys of unfinished commitments that only pass together with them.
    `follow(keys, agency)`: what stands behind these commitments is the agency's now. `rest(before, after)`: so is what the agency
    `before` owes without an unfinished commitment. `owed(agency)`: a `Section` of the list that a head hands over.
    """

    agencies: Callable
    together: Callable
    follow: Callable
    rest: Callable
    owed: Callable


@dataclass(frozen=True)
class Section:
    """A part of a handover list; a row is {"title", "number", "due_on", "state"} in words of the portal's language.

    "why" is the sentence that explains the day: the list is read on paper, too, and by who may not open what it names. Instead a row
    may name a commitment whose public page explains the day: the one that it stands for as "commitment", another as "explained_by".
    """

    title: str
    rows: list


def register(holding):
    _holdings.append(holding)
    return holding


def holdings():
    return list(_holdings)


def watches(function):
    """`function(at)`: what else the watch looks for in a room: somebody who left, say. It does each thing once, however often it is called."""
    _watches.append(function)
    return function


def watching():
    return list(_watches)


def nothing_together(keys):
    """For a room in which no other commitment passes together with one that does."""
    return []


def nothing_follows(keys, agency):
    """For a room whose rows do not hang on single commitments."""

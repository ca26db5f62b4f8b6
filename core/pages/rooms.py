"""The lists of a wing as two rows of tabs above each of them: what they are about, and the lists about the one that is open."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.urls import reverse

from core.accounts.actor import Actor
from core.pages.parts import Tab


class Room(NamedTuple):
    """A list: its words, the name of its URL, whom it is for (all who sign in), and how many of its rows wait for the reader."""

    label: Any
    name: str
    is_for: Callable[[Actor], bool] = lambda actor: True
    waiting: Callable[[Actor], int] | None = None


class Group(NamedTuple):
    """Lists about one thing. The group's tab leads to the first one that the reader may open."""

    label: Any
    rooms: list[Room]


_wings: list[list[Group]] = []


def arrange(groups: list[Group]) -> None:
    """Show these groups above every list that one of them holds."""
    _wings.append(groups)


def tabs(actor: Actor, name: str, wing: list[Group]) -> tuple[list[Tab], list[Tab]]:
    """The groups of the wing, and the lists of the open list's group; the list that is open (`name`) is marked in both."""
    groups, lists = [], []
    for group in wing:
        rooms = [room for room in group.rooms if room.is_for(actor)]
        if not rooms:
            continue
        shown = [Tab(room.label, reverse(room.name), room.name == name, room.waiting and room.waiting(actor)) for room in rooms]
        is_open = any(tab.current for tab in shown)
        groups.append(Tab(group.label, shown[0].url, is_open, sum(tab.count or 0 for tab in shown) or None))
        lists = shown if is_open else lists
    return groups, lists


def wing_of(name: str) -> list[Group] | None:
    """The wing that holds the list of this URL name."""
    return next((wing for wing in _wings if any(room.name == name for group in wing for room in group.rooms)), None)

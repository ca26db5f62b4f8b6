"""The kinds of paper. A room registers its own when its module is loaded (from its handlers.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_kinds = {}


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper.

    `series`: the 机关代字 of its numbers. `letter(issued)`: the `Paper` to print, from the issued content alone.
    `certified(issued)`: facts that anybody who holds the code may see. `changes(issued)`: sentences that say what would be different today.
    `is_public`: whoever holds the code may also print it again. `printed(issued, by)`: told when somebody of the register prints it again.
    `readers(user)`: the condition on papers of the kind that this user reads beside those issued to them.
    `has_word`: whoever may have the PDF may have it as a Word document, too; for letters that an office works on with, never for certificates.
    """

    code: str
    label: Any
    series: str
    letter: Callable
    certified: Callable
    changes: Callable
    is_public: bool = False
    printed: Callable | None = None
    has_word: bool = False
    readers: Callable | None = None


def register(kind):
    _kinds[kind.code] = kind
    return kind


def kind(code):
    return _kinds[code]


def kinds():
    return list(_kinds.values())

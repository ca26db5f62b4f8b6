"""The kinds of long work. A room registers its functions in its `jobs.py`, which the wing's `handlers.py` imports."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

_kinds = {}
LONGEST = timedelta(hours=2)


@dataclass(frozen=True)
class Kind:
    """What a kind of job is called, who does it, and who may see its jobs beside the one who asked."""

    code: str
    label: Any
    function: Callable
    readers: tuple
    result_url: Callable
    summary: Callable
    in_steps: bool
    longest: timedelta


def nothing(job):
    return ""


def job(code, *, label, readers=(), result_url=nothing, summary=nothing, in_steps=False, longest=LONGEST):
    """Register a function `function(job) -> dict | None`: it does the work in one transaction and returns its result, which JSON can hold.

    It calls `job.advance(done, total)` as often as it likes; `job.by` is the Actor who asked, `job.source` the file that came with it. It may be run
    again after its worker died, and finds the database as if it had never begun. A DomainError that it raises is shown to who asked.
    `readers`: roles that see every job of the kind (city roles) or those of their own agency (the others).
    `in_steps`: the function commits step by step instead, each of them whole, and goes on where it stopped when it is run again; for work that would
    hold what others need (numbers, the public chain) too long.
    `longest`: after this time, counted from each beginning, it hangs and is stopped; the job then failed.
    `result_url(job)` is where the result is looked at, `summary(job)` says it in one sentence; both are read once the job is done.
    """

    def register(function):
        _kinds[code] = Kind(code, label, function, tuple(readers), result_url, summary, in_steps, longest)
        return function

    return register


def find_kind(code):
    """The Kind, or None for the code of one that is no longer there."""
    return _kinds.get(code)


def longest_of(code):
    found = find_kind(code)
    return found.longest if found else LONGEST


def kinds():
    return list(_kinds.values())

"""Yearly lists as their pages show them."""

from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.lists.models import Ballot
from commitments.lists.queries import share_satisfied
from commitments.register import shown as register
from commitments.register.outcomes import LABELS
from core.pages.due import due_day
from core.pages.parts import Check, Fact, Figure, Mark
from core.pages.words import as_date, day

MARKS = {"draft": "warn", "in_review": "warn", "published": "done", "discarded": "plain"}
FIGURES = {"done": "done", "open": "", "overdue": "bad", "kept_late": "warn", "partly_kept": "warn", "broken": "bad"}


def state_mark(yearly_list):
    return Mark(MARKS[yearly_list.state], yearly_list.get_state_display())


def facts(yearly_list):
    shown = [
        Fact(_("公布单位"), yearly_list.agency.name, "", yearly_list.agency.get_absolute_url()),
        Fact(_("种类"), yearly_list.kind.name),
        Fact(_("公布日期"), yearly_list.announced_on, yearly_list.basis),
        Fact(_("编制人"), yearly_list.created_by or _("系统")),
    ]
    return [fact for fact in shown if fact.value]


def checks(items):
    bad = sum(bool(item.problems) for item in items)
    return [
        Check(_("有表格"), bool(items), ngettext("%(count)d项", "%(count)d项", len(items)) % {"count": len(items)}),
        Check(
            _("每一行都读得出来"),
            bool(items) and not bad,
            ngettext("%(count)d行有误", "%(count)d行有误", bad) % {"count": bad} if bad else "",
        ),
    ]


class Row(NamedTuple):
    """An item as the staff page lists it: as it was read, or why not; the commitment once there is one."""

    position: int
    title: str
    agency: str
    due_on: object
    problems: list
    url: str


def rows(items, agencies):
    return [row(item, agencies) for item in items]


def row(item, agencies):
    values = item.values
    title = values.get("title") or "、".join(cell for cell in item.cells if cell)[:80]
    return Row(
        item.position,
        title,
        agencies.get(values.get("agency"), ""),
        row_due(item),
        [_("%(column)s：%(words)s") % {"column": column, "words": words} for column, words in item.problems],
        item.commitment.get_absolute_url() if item.commitment_id else "",
    )


def row_due(item):
    """As it was announced and maybe changed since, with its explanation; in a draft as the sheet says."""
    if item.commitment_id:
        return due_day(register.due_day(item.commitment), register.public_why(item.commitment))
    return as_date(item.values["due_on"]) if item.values else None


def figures(counts, total, keys_of_list):
    """How many items there are and what became of them; each figure shows just those."""
    all_items = Figure(_("全部项目"), total, ngettext("项", "项", total), url=keys_of_list)
    found = [
        Figure(LABELS[name], counts[name], ngettext("项", "项", counts[name]), url=f"{keys_of_list}?mark={name}", mark=mark)
        for name, mark in FIGURES.items()
        if counts[name]
    ]
    return [all_items, *found]


class Item(NamedTuple):
    """An item of a published list as the public reads it."""

    position: int
    entry: object
    mark: Mark
    percent: int
    photo: object
    visits: int
    votes: dict
    share: int | None

    @property
    def voted(self):
        return sum(self.votes.values())

    @property
    def votes_words(self):
        labels = dict(Ballot.Grade.choices)
        return "，".join(f"{labels[grade]}{self.votes[grade]}" for grade in labels if self.votes.get(grade))


def item(position, entry, results):
    votes = results.get(entry.key.partition(":")[2], {})
    course = entry.facts["course"]
    photos = [photo for moment in course for photo in moment.get("photos", ()) if not photo["taken_down"]]
    visits = sum(moment.get("visit", False) for moment in course)
    mark = Mark(entry.mark, entry.state_words)
    return Item(position, entry, mark, entry.facts["percent"], photos[-1] if photos else None, visits, votes, share_satisfied(votes))


def public_facts(facts):
    shown = [
        Fact(_("公布单位"), facts["agency"]["name"], "", reverse("agency", args=[facts["agency"]["id"]])),
        Fact(_("年度"), str(facts["year"])),
        Fact(_("公布日期"), as_date(facts["announced_on"]), facts["basis"]),
        vote_fact(facts),
    ]
    return [fact for fact in shown if fact.value]


def vote_fact(facts):
    if not facts["vote_from"]:
        return Fact("", "")
    words = {"first": day(facts["vote_from"]), "last": day(facts["vote_until"])}
    return Fact(_("群众评议"), _("%(first)s至%(last)s") % words)


def is_voted_on(facts):
    return bool(facts["vote_from"]) and as_date(facts["vote_from"]) <= timezone.localdate() <= as_date(facts["vote_until"])

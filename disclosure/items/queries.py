"""Reads that more than one page needs, and what waits for whom."""

from core.directory.models import Agency
from core.rules.models import Rule
from core.search.models import PublicEntry
from disclosure.items.models import CHECKERS, WRITERS, Category, Item


def agencies_where(actor, roles):
    """Primary keys of the agencies in which the actor holds one of the roles."""
    return {agency_id for role, agency_id in actor.memberships if role in roles}


def to_write(actor):
    """Drafts that the actor can finish."""
    return Item.objects.filter(state=Item.State.DRAFT, agency_id__in=agencies_where(actor, WRITERS))


def to_review(actor):
    """Items in review that the actor can decide: of the own agency, and written by others."""
    waiting = Item.objects.filter(state=Item.State.IN_REVIEW, agency_id__in=agencies_where(actor, CHECKERS))
    return waiting.exclude(writer_ids__contains=[actor.user.pk]) if actor.is_person else waiting.none()


def waiting_for(actor):
    """Everything in this room that waits for the actor."""
    return to_write(actor) | to_review(actor)


def may_write(actor, agency_id=None):
    """Whether the actor writes items, for that agency where one is given."""
    return actor.has(*WRITERS, agency=agency_id)


def agencies_to_write_for(actor):
    return Agency.objects.active().filter(pk__in=agencies_where(actor, WRITERS))


def for_lists():
    return Item.objects.select_related("agency", "category").prefetch_related("deadlines").defer("text", "values")


def for_pages():
    return Item.objects.select_related("agency", "category__parent", "created_by").prefetch_related("deadlines__rule", "deadlines__pauses")


def all_categories(request=None):
    return Category.objects.filter(children=None)


def open_categories():
    return Category.objects.open().select_related("parent")


def open_categories_by_group():
    """Pairs of a group's name and the categories in it, in the order of the tree; those without a group stand for themselves."""
    groups = {}
    for category in open_categories():
        groups.setdefault(category.parent.name if category.parent else "", []).append(category)
    return [(name, groups[name]) for name in sorted(groups, key=lambda name: name == "")]


def category_choices():
    """Code and name of every category, a group before those in it and its name before theirs."""
    rows = Category.objects.select_related("parent")
    return [(row.code, f"{row.parent.name} · {row.name}" if row.parent else row.name) for row in rows]


def rule_today(category):
    return Rule.objects.effective().filter(code=category.rule_code).first()


def public_entries():
    return PublicEntry.objects.of_kind(PublicEntry.Kind.ITEM).select_related("agency")


def publishing_agencies(request=None):
    """Agencies that have published something."""
    shown = PublicEntry.objects.of_kind(PublicEntry.Kind.ITEM).filter(withdrawn_at=None)
    return Agency.objects.filter(pk__in=shown.values("agency_id"))

"""The tabs above a wing's lists: whom a list is for, what waits, and which one is open."""

from types import SimpleNamespace

import pytest

from core.pages.rooms import Group, Room, tabs

pytestmark = pytest.mark.urls("tests.core.pages.urls")
CLERK, CHIEF = SimpleNamespace(is_chief=False), SimpleNamespace(is_chief=True)


def only_chief(actor):
    return actor.is_chief


WING = [
    Group("记录", [Room("批准", "approvals", only_chief, lambda actor: 3), Room("全部", "everything")]),
    Group("规则", [Room("规则", "rules", only_chief)]),
]


@pytest.fixture(autouse=True)
def addresses(monkeypatch):
    monkeypatch.setattr("core.pages.rooms.reverse", lambda name: f"/{name}/")


def test_who_may_open_everything_sees_all_groups_and_what_waits():
    groups, lists = tabs(CHIEF, "everything", WING)
    assert [(tab.label, tab.url, tab.current, tab.count) for tab in groups] == [
        ("记录", "/approvals/", True, 3),
        ("规则", "/rules/", False, None),
    ]
    assert [(tab.label, tab.current, tab.count) for tab in lists] == [("批准", False, 3), ("全部", True, None)]


def test_what_is_for_others_is_left_out_and_the_group_leads_to_what_one_may_open():
    groups, lists = tabs(CLERK, "everything", WING)
    assert [(tab.label, tab.url) for tab in groups] == [("记录", "/everything/")]
    assert [tab.label for tab in lists] == ["全部"]

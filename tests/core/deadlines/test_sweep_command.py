"""manage.py sweep: moves the clock, says so, tells what happened and what followed; --dry-run changes nothing."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format

from core.deadlines.models import Deadline
from core.deadlines.services import start
from core.events.models import Delivery, Event
from core.notices.models import Mail, Notice
from core.rules.models import Rule

pytestmark = pytest.mark.django_db


TODAY = timezone.localdate()
DUE = TODAY + timedelta(days=40)
AFTER = str(DUE + timedelta(days=1))


@pytest.fixture
def deadline(agencies):
    agency, rule = agencies["市人社局"], Rule.objects.in_force("foi_reply")
    return start(subject=agency, purpose="reply", title="答复公开申请", agency_id=agency.pk, rule=rule, started_on=TODAY, fixed_on=DUE)


@pytest.fixture
def sweep(capsys):
    def run(*arguments):
        call_command("sweep", *arguments)
        return capsys.readouterr().out

    return run


def shown(day):
    return date_format(day, "Y年n月j日")


def everything():
    tables = Deadline, Event, Delivery, Notice, Mail
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_it_tells_what_happened_and_what_followed(deadline, sweep):
    said = sweep("--at", AFTER)
    assert f"时钟拨到{shown(DUE + timedelta(days=1))}（今天是{shown(TODAY)}）" in said
    assert f"逾期：1项\n  {shown(DUE)}  市人社局              答复公开申请" in said
    assert "通知                  2" in said
    assert Deadline.objects.get().state == "overdue"
    assert not Delivery.objects.filter(state="waiting").exists()


def test_a_dry_run_tells_the_same_and_changes_nothing(deadline, sweep):
    before = everything()
    dry = sweep("--at", AFTER, "--dry-run")
    assert dry.endswith("未作任何改动。\n")
    assert everything() == before
    assert sweep("--at", AFTER) == dry.removesuffix("未作任何改动。\n")


def test_today_needs_no_moved_clock(deadline, sweep):
    said = sweep()
    assert "时钟" not in said
    assert "提醒：0项" in said


def test_a_day_that_is_none(sweep):
    with pytest.raises(Exception, match="2026-13-01"):
        sweep("--at", "2026-13-01")


def test_a_failed_check_is_told_with_its_failure(deadline, sweep, monkeypatch):
    def broken(row, day):
        raise RuntimeError("no luck")

    monkeypatch.setattr("core.deadlines.sweep.level_on", broken)
    assert "RuntimeError: no luck" in sweep("--at", AFTER)

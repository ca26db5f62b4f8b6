"""The calendar of commitments: what falls due on which day, as page, as export, and as a file that calendars subscribe to."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from commitments.register.gate import Promise
from commitments.register.services import register, register_many, withdraw_commitment

pytestmark = pytest.mark.django_db
PAGE, FILE = reverse("commitment_calendar"), reverse("commitment_calendar_file")


@pytest.fixture
def due(promise, actor):
    """due(date, title): a commitment of 市人社局 that falls due on that day."""

    def make(day, title="工伤认定全程网办", **changed):
        return register(by=actor("lin"), **promise(due_on=day, title=title, **changed))

    return make


def page(query=""):
    response = Client().get(PAGE + query)
    assert response.status_code == 200
    return response.content.decode()


def events(query="", **headers):
    response = Client().get(FILE + query, **headers)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["UID"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}


def next_june():
    return date(timezone.localdate().year + 1, 6, 1)


def test_a_month_begins_on_monday_and_holds_what_falls_due_in_it(due):
    june = next_june()
    due(june, "第一天到期"), due(june.replace(day=30), "最后一天到期"), due(date(june.year, 7, 1), "下个月才到期")
    shown = Client().get(f"{PAGE}?month={june:%Y-%m}")
    weeks = shown.context["weeks"]
    assert all(len(week) == 7 for week in weeks) and {day.date.weekday() for week in weeks for day in week[:1] if day} == {0} | (
        {0} if weeks[0][0] else set()
    )
    words = shown.content.decode()
    assert "第一天到期" in words and "最后一天到期" in words and "下个月才到期" not in words


def test_weekends_and_holidays_are_off_and_a_worked_saturday_is_not(due, settings):
    # National Day 2026 lasts from 1 to 7 October, and Saturday 10 October is worked (the State Council's arrangement)
    days = {day.date.day: day for week in Client().get(f"{PAGE}?month=2026-10").context["weeks"] for day in week if day}
    assert all(days[number].is_off for number in (1, 2, 7, 11)) and not days[8].is_off
    assert not days[10].is_off and days[10].name


def test_of_a_crowded_day_some_are_shown_and_more_opens_exactly_its_rows(promise, actor, agencies):
    day = next_june()
    register_many(promises=[Promise(**promise(due_on=day, title=f"第{number}件")) for number in range(5)], by=actor("lin"))
    shown = Client().get(f"{PAGE}?month={day:%Y-%m}&agency={agencies['市人社局'].pk}")
    cell = shown.context["weeks"][0][day.weekday()]
    assert (len(cell.due.entries), cell.due.count, cell.more) == (3, 5, 2)
    assert "更多（共5项）" in shown.content.decode()
    assert Client().get(cell.url).context["count"] == "5"


def test_it_is_filtered_by_agency_and_kind(due, agencies):
    june = next_june()
    due(june, "人社局的事")
    other, own = agencies["市住建局"].pk, agencies["市人社局"].pk
    assert "人社局的事" in page(f"?month={june:%Y-%m}&agency={own}&kind=policy_task")
    assert [str(event["SUMMARY"]) for event in events(f"?agency={own}").values()] == ["人社局的事（市人社局）"]
    # an agency that promised nothing is no choice, and finds nothing
    assert "人社局的事" not in page(f"?month={june:%Y-%m}&agency={other}") and not events(f"?agency={other}")


@pytest.mark.parametrize("month", ["2026-13", "x", "9999-01", "2026-1", "\0"])
def test_a_month_that_does_not_exist_says_so_and_shows_this_one(month):
    words = page(f"?month={month}")
    assert "没有这个月份" in words and f"{timezone.localdate():%Y-%m}" in words


def test_more_rows_cost_no_more_statements(promise, actor, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    day = next_june()

    def count():
        with CaptureQueriesContext(connection) as asked:
            page(f"?month={day:%Y-%m}")
        return len(asked)

    register_many(promises=[Promise(**promise(due_on=day))], by=actor("lin"))
    page(), (few := count())
    more = [Promise(**promise(due_on=day + timedelta(days=number % 28), title=f"第{number}件")) for number in range(40)]
    register_many(promises=more, by=actor("lin"))
    assert count() == few


def test_the_export_holds_the_whole_month(promise, actor):
    day = next_june()
    register_many(promises=[Promise(**promise(due_on=day, title=f"第{number}件")) for number in range(5)], by=actor("lin"))
    answer = Client().get(f"{PAGE}?month={day:%Y-%m}&format=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 6 and lines[1].startswith(f"{day.isoformat()},")
    assert Client().get(f"{PAGE}?format=exe").status_code == 404


def test_the_file_has_an_all_day_event_with_a_lasting_identity(due, settings, actor):
    day = timezone.localdate() + timedelta(days=40)
    made = due(day)
    ((uid, event),) = events().items()
    assert uid == f"commitment-{made.pk}@127.0.0.1" and event["DTSTART"].dt == day and event["DTEND"].dt == day + timedelta(days=1)
    assert str(event["SUMMARY"]) == "工伤认定全程网办（市人社局）" and str(event["STATUS"]) == "CONFIRMED"
    assert str(event["URL"]) == f"{settings.SITE_URL}/commitments/{made.pk}/" and event["DTSTAMP"].dt
    withdraw_commitment(commitment=made, by=actor("jiang"), reason="上级文件已经废止")
    assert str(events()[uid]["STATUS"]) == "CANCELLED"


def test_an_unchanged_file_is_not_sent_again(due, actor):
    made = due(timezone.localdate() + timedelta(days=40))
    client = Client()
    first = client.get(FILE)
    assert first["ETag"] and first["Last-Modified"]
    assert client.get(FILE, headers={"if-none-match": first["ETag"]}).status_code == 304
    withdraw_commitment(commitment=made, by=actor("jiang"), reason="上级文件已经废止")
    assert client.get(FILE, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_page_says_how_to_subscribe_with_the_same_filters(due, agencies, settings):
    due(timezone.localdate())
    own = agencies["市人社局"].pk
    assert f"{settings.SITE_URL}{FILE}?agency={own}" in page(f"?agency={own}&month=2026-10")

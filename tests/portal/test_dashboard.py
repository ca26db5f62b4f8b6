"""信用看板: every number is the number of rows in the list that it opens; days and medians by hand; the same statements however many rows.

Today is Tuesday 24 November 2026. An objection is decided in 7 working days, a repair accepted in 3.
"""

import csv
import json
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.deadlines.calendar import forget_calendar
from core.pages.bands import LEFT
from credit_records.objections import services as objections
from credit_records.ratings.services.runs import rate_period
from credit_records.records import services as records
from credit_records.records.models import CreditRecord, FileLook
from credit_records.repair import services as repairs
from tests.credit_records.conftest import draft, in_force, in_review, record_type  # noqa: F401  the records of the cast
from tests.credit_records.objections.conftest import object_to  # noqa: F401
from tests.credit_records.ratings.conftest import SYSTEM, approve, approved, rule_set  # noqa: F401
from tests.credit_records.repair.conftest import apply, ask_leniency, repairable  # noqa: F401

pytestmark = pytest.mark.django_db
COUNTS = ("left", "states", "grades", "low")


def on(day):
    return time_machine.travel(f"{day} 10:00+08:00", tick=False)


@pytest.fixture(autouse=True)
def today():
    with on("2026-11-24"):
        yield


@pytest.fixture
def office(signed_in):
    return signed_in("meng")


@pytest.fixture
def page(office):
    def shown():
        response = office.get(reverse("dashboard"))
        assert response.status_code == 200
        return response.context

    return shown


@pytest.fixture
def waiting_records(draft, in_review, in_force):  # noqa: F811
    for day in ("2026-04-15", "2026-09-15", "2026-10-20"):
        with on(day):
            in_force(title=f"生效于{day}", happened_on=date(2025, 1, 6))
    with on("2025-09-01"):
        draft(title="草稿2025-09-01", happened_on=date(2025, 1, 6))
    for day in ("2026-10-19", "2026-11-16", "2026-11-20"):
        with on(day):
            draft(title=f"草稿{day}")
            in_review(title=f"待确认{day}")


@pytest.fixture
def cases(in_force, object_to, repairable, apply, ask_leniency, actor):  # noqa: F811
    """Objections and applications of all bands of time left, and one of each that was decided."""
    for day in ("2026-11-12", "2026-11-13", "2026-11-17", "2026-11-23"):
        with on(day):
            object_to(in_force())
    for day in ("2026-11-18", "2026-11-19", "2026-11-20"):
        with on(day):
            apply(repairable())
    ask_leniency(repairable())
    with on("2026-11-20"):
        objections.pause_objection(objection=object_to(in_force()), by=actor("song"), reason="送去鉴定")
        withdrawn = object_to(in_force())
        objections.withdraw_objection(objection=withdrawn, by=actor("tang"))
        refused = object_to(in_force())
    objections.refuse_objection(objection=refused, by=actor("song"), reason="不属于异议的范围")
    with on("2026-11-10"):
        repaired = repairs.accept_repair(application=apply(repairable()), by=actor("meng"))
        proposed = repairs.propose_repair(application=repaired, by=actor("meng"), outcome="approved", opinion="核对了付款凭证。")
    with on("2026-11-13"):
        repairs.decide_repair(application=proposed, by=actor("song"), reason="同意")


@pytest.fixture
def october(waiting_records, approved):  # noqa: F811
    return rate_period(period="2026-10", by=SYSTEM)


def cells(context, *names):
    return [(name, cell) for name in names for row in context[name].rows for cell in row]


def opened(office, url):
    """How many rows the list has behind a number."""
    return office.get(url).context["count"]


def test_every_number_of_the_tables_is_the_number_of_rows_that_it_opens(office, page, october, cases):
    numbers = [(name, cell) for name, cell in cells(page(), *COUNTS) if cell.url]
    assert {name for name, _cell in numbers} == set(COUNTS)
    assert [(name, cell.value, cell.url) for name, cell in numbers if opened(office, cell.url) != str(cell.value)] == []


def test_every_bar_is_the_number_of_agencies_that_it_opens(office, page, october):
    chart = page()["chart"]
    values = [*(values[0] for _label, values in chart.rows), sum(values[0] for _label, values in chart.rows)]
    assert [opened(office, url) for (url,) in chart.urls if url] == [str(value) for value in values if value]


def test_what_leads_nowhere_is_nothing(page, october, cases):
    assert {cell.value for _name, cell in cells(page(), *COUNTS) if cell.is_number and not cell.url} == {0}


def test_every_figure_on_top_is_the_number_of_rows_that_it_opens(office, page, waiting_records, cases, actor):
    record = CreditRecord.objects.filter(state="in_force").first()
    records.propose_revocation(record=record, by=actor("ye"), reason="认定有误")
    figures = [figure for figure in page()["figures"] if figure.url]
    assert len(figures) == 4  # nobody asked to see a file
    assert [figure.label for figure in figures if opened(office, figure.url) != str(figure.value)] == []


def test_bands_add_up_to_all(page, october, cases):
    for name in ("left", "states", "grades"):
        for row in page()[name].rows:
            assert sum(cell.value for cell in row[1:-1]) == row[-1].value, row[0].value


def test_time_left_is_counted_in_working_days(page, cases):
    """Filed on Thursday the 12th, Friday the 13th, Tuesday the 17th and Monday the 23rd: due on the 23rd, the 24th, the 26th and 2 December."""
    (row,) = [row for row in page()["left"].rows if str(row[0].value) == "异议"]
    assert dict(zip(LEFT, [cell.value for cell in row[1:-1]], strict=True)) == {
        "overdue": 1,
        "today": 1,
        "soon": 1,
        "later": 1,
        "paused": 1,
    }


def test_the_rows_behind_a_band_bear_its_colour(office, page, cases):
    for row in page()["left"].rows:
        for cell in row[1:-1]:
            if cell.url:
                marks = {
                    shown.value.mark for line in office.get(cell.url).context["table"] for shown in line if hasattr(shown.value, "mark")
                }
                notes = {shown.note.mark for line in office.get(cell.url).context["table"] for shown in line if hasattr(shown.note, "mark")}
                assert cell.mark in marks | notes, cell


def test_records_are_counted_by_how_long_they_have_been_what_they_are(page, waiting_records):
    """Entered 4, 8, 36 and 449 days ago; in force since 35, 70 and 223 days."""
    rows = {row[0].value: [cell.value for cell in row[1:]] for row in page()["states"].rows}
    assert rows["草稿"] == [1, 1, 1, 0, 1, 4]
    assert rows["待确认"] == [1, 1, 1, 0, 0, 3]
    assert rows["生效"] == [0, 0, 2, 1, 0, 3]


def test_averages_are_those_of_the_agencies_that_they_open(office, page, october):
    table = page()["dimensions"]
    for row in table.rows:
        for label, cell in zip(table.labels[1:], row[1:], strict=True):
            scores = [
                Decimal(str(line[str(label)])) for line in json.loads(b"".join(office.get(f"{cell.url}&format=json").streaming_content))
            ]
            assert abs(sum(scores) / len(scores) - cell.value) <= Decimal("0.005"), (row[0].value, label)


def test_a_district_holds_what_lies_below_it(page, october):
    totals = {row[0].value: row[-1].value for row in page()["grades"].rows}
    assert totals["东泽区政府"] == totals["西屏区政府"] == 2  # with 柳湾街道办, with 石桥镇政府
    assert totals["临川新区管委会"] == 1


def test_what_decisions_took_is_counted_in_working_days(office, page, cases):
    """The repair: from Tuesday the 10th to Friday the 13th 3. The objection: from Friday the 20th to Tuesday the 24th 2; what was withdrawn does not count."""
    table = page()["taken"]
    rows = {row[0].value: row for row in table.rows}
    assert [cell.value for cell in rows["异议：提出到决定"]][1:4] == [1, 2, 2]
    assert [cell.value for cell in rows["信用修复：申请到决定"]][1:4] == [1, 3, 3]
    assert all(opened(office, row[1].url) == str(row[1].value) == opened(office, row[2].url) for row in table.rows)
    assert all(office.get(row[3].url).status_code == 200 for row in table.rows)


def test_a_median_between_two_is_their_middle(in_review, actor, page):  # noqa: F811
    for day in ("2026-11-19", "2026-11-20"):  # 3 and 2 working days
        with on(day):
            record = in_review()
        records.confirm_record(record=record, by=actor("ye"), reason="属实")
    (row,) = page()["taken"].rows
    assert [cell.value for cell in row[1:4]] == [2, 2.5, 3]


def test_what_waits_longest_stands_on_top(office, page, waiting_records, cases):
    rows = page()["slowest"].rows
    assert len(rows) == 10
    assert [str(row[0].value) for row in rows[:2]] == ["草稿2025-09-01", "草稿2026-10-19"]
    assert rows[1][4].value == 26  # working days from 19 October to 24 November
    days = [row[3].value for row in rows]
    assert days == sorted(days)


@pytest.mark.parametrize("name", [*COUNTS, "dimensions", "taken", "slowest"])
def test_a_download_holds_what_its_table_shows(office, page, october, cases, name):
    table = page()[name]
    lines = b"".join(office.get(f"{reverse('dashboard')}?table={name}&format=csv").streaming_content).decode("utf-8-sig").splitlines()
    found = list(csv.reader(lines))
    assert found[0] == [str(label) for label in table.labels]
    assert [row[1] for row in found[1:]] == [str(row[1].value) for row in table.rows]
    for kind in ("xlsx", "json"):
        assert office.get(f"{reverse('dashboard')}?table={name}&format={kind}").status_code == 200


def test_a_download_that_names_somebodys_record_leaves_a_look(office, in_force, people):  # noqa: F811
    """What everybody can see leaves none, a civil servant's record one; a table of numbers names nobody."""
    record = in_force(subject=people["tang"].civil_servant)
    for name in ("taken", "left"):
        office.get(f"{reverse('dashboard')}?table={name}&format=csv")
    assert [(look.file, look.user) for look in FileLook.objects.all()] == [(record.file, people["meng"])]


@pytest.mark.parametrize("query", ["table=left&format=pdf", "table=none&format=csv", "format=csv"])
def test_there_are_no_other_downloads(office, query):
    assert office.get(f"{reverse('dashboard')}?{query}").status_code == 404


def test_where_nothing_is_the_page_says_so(office):
    text = office.get(reverse("dashboard")).content.decode()
    for words in ("还没有信用记录", "没有逾期的", "还没有月度评价", "近12个月没有作出过决定", "没有等着办的事项"):
        assert words in text


def test_more_rows_cost_no_more_statements(page, october, cases, in_review, object_to, in_force, django_assert_num_queries):  # noqa: F811
    page()
    with CaptureQueriesContext(connection) as captured:
        page()
    few = len(captured)  # before the next page forgets them
    for _number in range(15):
        in_review()
        object_to(in_force())
    forget_calendar()
    page()  # the work calendar is read anew every few seconds: here, not below
    with django_assert_num_queries(few):
        page()


def test_only_the_credit_office_is_led_to_it(signed_in):
    assert reverse("dashboard") in signed_in("meng").get(reverse("records")).content.decode()
    assert reverse("dashboard") not in signed_in("jiang").get(reverse("records")).content.decode()

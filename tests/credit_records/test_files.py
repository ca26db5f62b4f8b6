"""Credit files (C1): who opens which, and how a file stood on a day."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.events.services import deliver_all
from credit_records.files import queries, shown
from credit_records.files.views import NEWEST_MEASURES
from credit_records.records.models import CreditFile, CreditRecord

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "username, sees",
    [("ye", True), ("jiang", True), ("qin", True), ("tang", True), ("qiao", True), ("lin", False), ("su", False), ("admin", False)],
)
def test_who_opens_an_agencys_file(username, sees, in_force, signed_in):
    url = in_force().file.get_absolute_url()
    assert signed_in(username).get(url).status_code == (200 if sees else 404)
    assert ("云澜市住房和城乡建设局" in signed_in(username).get(reverse("files")).text) is sees


def test_a_visitor_sees_no_file(in_force):
    in_force()
    assert not CreditFile.objects.visible_to(AnonymousUser()).exists()


def test_a_civil_servant_opens_only_the_own_file(in_force, people, signed_in):
    url = in_force(subject=people["tang"].civil_servant).file.get_absolute_url()
    assert {name: signed_in(name).get(url).status_code for name in ("tang", "qiao")} == {"tang": 200, "qiao": 404}


def test_a_file_has_one_subject(agencies, people):
    for subjects in ({}, {"agency": agencies["市住建局"], "civil_servant": people["tang"].civil_servant}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CreditFile.objects.create(**subjects)


def test_a_file_as_it_stood_on_a_day(in_force, revoke, signed_in):
    with time_machine.travel("2026-05-06 10:00+08:00"):
        record = in_force(title="拖欠维修款", happened_on=date(2026, 5, 1))
    revoke(record, "改判")
    url, ye = record.file.get_absolute_url(), signed_in("ye")
    shown_on = {day: "拖欠维修款" in ye.get(url, {"on": day}).text for day in ("2026-05-05", "2026-05-06", "2026-11-01")}
    assert shown_on == {"2026-05-05": False, "2026-05-06": True, "2026-11-01": True}
    assert "拖欠维修款" not in ye.get(url).text


def test_a_day_shows_what_a_record_said_on_it(in_force, correct, signed_in):
    with time_machine.travel("2026-05-06 10:00+08:00"):
        record = in_force(title="旧标题", happened_on=date(2026, 5, 1))
    with time_machine.travel("2026-06-01 10:00+08:00"):
        correct(record, title="新标题")
    url, ye = record.file.get_absolute_url(), signed_in("ye")
    titles = {day: "旧标题" in ye.get(url, {"on": day}).text for day in ("2026-05-06", "2026-05-31", "2026-06-01")}
    assert titles == {"2026-05-06": True, "2026-05-31": True, "2026-06-01": False}


def test_a_correction_to_another_type_is_counted_by_day(in_force, correct, record_type):
    with time_machine.travel("2026-05-06 10:00+08:00"):
        record = in_force(happened_on=date(2026, 5, 1))
    with time_machine.travel("2026-06-01 10:00+08:00"):
        correct(record, type=record_type("kept_early"), reason="其实是提前付清")
    counted = {}
    for day in (date(2026, 5, 31), date(2026, 6, 1)):
        records = queries.records_in_force(record.file, day)
        standing = queries.standing(records, day)
        counted[day.month] = (standing.bad, standing.good, {name: count for name, count in standing.dimensions.items() if count})
    assert counted == {5: (1, 0, {"commerce": 1}), 6: (0, 1, {"execution": 1})}


def test_the_file_shows_measures_chart_and_enforcement(in_force, signed_in):
    record = in_force(code="dishonest_debtor", document_name="失信决定书", document_on=date(2026, 7, 1))
    deliver_all()
    text = signed_in("ye").get(record.file.get_absolute_url()).text
    assert all(words in text for words in ("取消评优评先资格", "被列入", "历年记录", "商务维度，1条"))


@pytest.mark.parametrize("query", ["", "?on=2026-11-01"])
def test_a_file_of_fifty_records_costs_as_many_statements_as_one_of_ten(in_force, correct, signed_in, query):
    """Today and of a day on which some of them read otherwise."""
    with time_machine.travel("2026-10-08 10:00+08:00"):
        records = [in_force() for _ in range(50)]
    for record in records[10:15]:
        correct(record, title="更正后的标题")
    deliver_all()
    CreditRecord.objects.filter(pk__in=[record.pk for record in records[10:]]).update(effective_on=date(2027, 1, 1))
    url, ye = records[0].file.get_absolute_url() + query, signed_in("ye")

    def statements():
        ye.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert "正在执行的措施" in ye.get(url).text
        return len(captured)

    few = statements()
    CreditRecord.objects.update(effective_on=date(2026, 10, 8))
    assert statements() == few <= 36
    assert query or "商务维度全部50条" in ye.get(url).text


def test_of_many_measures_the_newest_are_shown_and_all_counted(in_force, signed_in):
    """拖欠中小企业款项 takes the honours away and limits the funds: two measures a record."""
    for _count in range(6):
        record = in_force()
    deliver_all()
    page = signed_in("ye").get(record.file.get_absolute_url())
    [counted] = [figure.value for figure in page.context["figures"] if figure.label == "正在执行的措施"]
    assert (counted, len(page.context["measures"])) == (12, NEWEST_MEASURES)
    assert "另有2项较早的" in page.text


def test_the_list_behind_a_dimension_holds_its_records(in_force, agencies, signed_in):
    record = in_force()
    in_force(subject=agencies["市教育局"])
    rows = signed_in("ye").get(reverse("records"), {"file": record.file_id, "dimension": "commerce"}).context["rows"]
    assert [row.pk for row in rows] == [record.pk]


def test_a_day_that_does_not_exist_is_said(in_force, signed_in):
    assert "写一个日历上有的日期" in signed_in("ye").get(in_force().file.get_absolute_url(), {"on": "2026-2-30"}).text


def test_the_public_part_holds_public_records_only(in_force, agencies):
    in_force(title="公开的")
    in_force(title="不公开的", code="service_limit_broken")
    (label, entries), *others = shown.public_groups(queries.public_records(agencies["市住建局"]))
    assert (str(label), [entry.title for entry in entries], others) == ("商务", ["公开的"], [])


def test_records_stand_in_the_order_of_the_dimensions(in_force, agencies):
    for code in ("payment_default", "decision_procedure_broken", "kept_early"):
        in_force(code=code)
    records = queries.records_in_force(queries.file_of(agencies["市住建局"]))
    groups = shown.groups(records, queries.then(records, timezone.localdate()))
    assert [str(label) for label, _entries in groups] == ["决策", "执行", "商务"]


def test_each_record_of_the_file_bears_the_mark_of_how_it_stood(in_force, correct):
    record = correct(in_force(), title="更正后的事项")
    today = timezone.localdate()
    entry = shown.record_entry(record, queries.then([record], today))
    assert [item.words for item in entry.meta if hasattr(item, "words")] == ["已更正"]

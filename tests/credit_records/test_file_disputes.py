"""What a credit file says of a day: the state of each record, objections and repairs, honours; and what its subject can do about them.

The days: confirmed on 6 May 2026, objected to on 1 June and decided on 10 June, corrected on 1 July.
"""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.accounts.actor import Actor
from credit_records.access import services as access
from credit_records.files import queries
from credit_records.objections import services as objections
from credit_records.objections.models import Objection
from credit_records.records.models import CreditRecord
from credit_records.repair import services as repairs

pytestmark = pytest.mark.django_db
WORDS = {"rectification": "工程款已付清。", "duties": "没有其他义务。", "promise": "不再拖欠工程款。"}


def paper():
    return SimpleUploadedFile("凭证.txt", "已付清。".encode(), "text/plain")


@pytest.fixture
def on():
    """on("2026-06-01") is ten o'clock of that day."""
    return lambda day: time_machine.travel(f"{day} 10:00+08:00")


@pytest.fixture
def object_to(actor):
    words = {"grounds": ["facts"], "text": "款项已经付清。"}
    return lambda record, by="tang": objections.file_objection(record=record, by=actor(by), **words)


@pytest.fixture
def refuse(actor):
    return lambda objection: objections.refuse_objection(objection=objection, by=actor("meng"), reason="没有这样的内容。")


@pytest.fixture
def lived(on, in_force, object_to, refuse, correct):
    """A record with an objection and a correction, on the days above."""
    with on("2026-05-06"):
        record = in_force(title="旧标题", happened_on=date(2026, 5, 1))
    with on("2026-06-01"):
        objection = object_to(record)
    with on("2026-06-10"):
        refuse(objection)
    with on("2026-07-01"):
        return correct(CreditRecord.objects.get(), title="新标题")


def state_on(record, day):
    records = queries.records_in_force(record.file, day)
    return queries.then(records, day).state(records.get())


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 5, 6), "in_force"),
        (date(2026, 5, 31), "in_force"),
        (date(2026, 6, 1), "disputed"),
        (date(2026, 6, 9), "disputed"),
        (date(2026, 6, 10), "in_force"),  # decided by the end of that day
        (date(2026, 6, 30), "in_force"),
        (date(2026, 7, 1), "corrected"),
    ],
)
def test_the_state_is_that_of_the_end_of_the_day(lived, day, state):
    assert state_on(lived, day) == state


def test_today_it_is_the_state_of_the_row(lived, object_to, refuse):
    def both():
        record = CreditRecord.objects.get(pk=lived.pk)
        return record.state, state_on(record, timezone.localdate())

    assert both() == ("corrected", "corrected")
    objection = object_to(lived)
    assert both() == ("disputed", "disputed")
    refuse(objection)
    assert both() == ("corrected", "corrected")


def test_what_a_citizen_objects_to_is_marked_too(on, in_force):
    record = in_force()
    words = {"grounds": ["facts"], "text": "不对。", "name": "许安然", "contact": "13900000001"}
    objections.file_public_objection(record=record, by=Actor(), **words)
    assert state_on(record, timezone.localdate()) == "disputed"


def test_an_objection_is_open_until_the_day_on_which_it_is_decided(lived, signed_in):
    ye, url = signed_in("ye"), lived.file.get_absolute_url()
    shown = {day: ye.get(url, {"on": day}).context["objections"] for day in ("2026-05-31", "2026-06-01", "2026-06-09", "2026-06-10")}
    marks = {day: str(entries[0].meta[0]) if entries else None for day, entries in shown.items()}
    assert marks == {"2026-05-31": None, "2026-06-01": "异议处理中", "2026-06-09": "异议处理中", "2026-06-10": "不予受理"}


def test_what_became_of_an_objection_is_not_told_of_a_day_before(lived, signed_in):
    text = signed_in("ye").get(lived.file.get_absolute_url(), {"on": "2026-06-09"}).text
    assert "旧标题" in text and "新标题" not in text and "不予受理" not in text and "已更正" not in text


@pytest.mark.parametrize(("username", "sees"), [("ye", True), ("qin", True), ("tang", True), ("jiang", False)])
def test_objections_and_repairs_are_for_those_who_may_read_them(username, sees, lived, signed_in, actor, object_to):
    repairs.apply_for_leniency(
        record=lived, by=actor("tang"), leniency="lenient", ground=first_ground(), files=[paper()], duties_done=True, **WORDS
    )
    page = signed_in(username).get(lived.file.get_absolute_url())
    assert [bool(page.context[name]) for name in ("objections", "repairs")] == [sees, sees]


def first_ground():
    from credit_records.records.queries import leniency_grounds

    return leniency_grounds().first()


def test_a_repair_is_open_until_it_is_decided(on, in_force, actor, signed_in):
    with on("2026-05-06"):
        record = in_force(code="promise_not_kept_minor", happened_on=date(2026, 5, 1))
    with on("2026-06-01"):
        application = repairs.apply_for_repair(record=record, by=actor("tang"), files=[paper()], **WORDS)
    with on("2026-06-03"):
        repairs.not_accept_repair(application=application, by=actor("meng"), reason="缺少送达回证。")
    ye = signed_in("ye")
    shown = {day: ye.get(record.file.get_absolute_url(), {"on": day}).context["repairs"] for day in ("2026-06-01", "2026-06-03")}
    assert {day: str(entries[0].meta[0]) for day, entries in shown.items()} == {"2026-06-01": "申请办理中", "2026-06-03": "不予受理"}


def test_honours_are_a_list_of_their_own(in_force, signed_in):
    bad = in_force(title="拖欠维修款")
    in_force(title="全市先进集体", code="commended", document_name="表彰决定", document_on=date(2026, 7, 1))
    honours = signed_in("ye").get(bad.file.get_absolute_url()).context["honours"]
    assert [entry.title for entry in honours] == ["全市先进集体"]


def test_an_honour_is_one_on_the_days_on_which_it_read_so(on, in_force, correct, record_type):
    with on("2026-05-06"):
        record = in_force(
            title="先进集体", code="commended", happened_on=date(2026, 5, 1), document_name="决定", document_on=date(2026, 5, 1)
        )
    with on("2026-06-01"):
        correct(record, type=record_type("kept_early"), document_name="", document_on=None)
    found = {}
    for day in (date(2026, 5, 31), date(2026, 6, 1)):
        records = queries.records_in_force(record.file, day)
        found[day.month] = len(queries.honours(records, queries.then(records, day)))
    assert found == {5: 1, 6: 0}


def offered(client, record):
    return {
        action.label for _label, entries in client.get(record.file.get_absolute_url()).context["groups"] for action in entries[0].actions
    }


def test_a_civil_servant_is_offered_what_can_be_done(in_force, people, signed_in, object_to):
    record = in_force(subject=people["tang"].civil_servant)  # a minor one: it can be repaired at once
    tang = signed_in("tang")
    assert offered(tang, record) == {"提出异议", "申请修复"}
    assert all(tang.get(reverse(name, args=[record.pk])).status_code == 200 for name in ("objection_new", "repair_new"))
    object_to(record)
    assert offered(tang, record) == set()  # the objection is open, and no repair is possible meanwhile


def test_before_the_floor_no_repair_is_offered(in_force, signed_in):
    assert offered(signed_in("tang"), in_force()) == {"提出异议"}


def test_a_reviewer_is_offered_no_repair_and_others_nothing(in_force, signed_in):
    record = in_force(code="promise_not_kept_minor")
    assert {name: offered(signed_in(name), record) for name in ("tang", "qiao", "ye")} == {
        "tang": {"提出异议", "申请修复"},
        "qiao": {"提出异议"},
        "ye": set(),
    }


def test_of_a_day_that_is_over_nothing_is_offered(lived, signed_in):
    groups = signed_in("tang").get(lived.file.get_absolute_url(), {"on": "2026-06-20"}).context["groups"]
    assert not groups[0][1][0].actions


def test_many_disputes_cost_as_many_statements_as_one(in_force, signed_in, object_to, actor):
    def filed():
        record = in_force(code="promise_not_kept_minor")
        repairs.apply_for_repair(record=record, by=actor("tang"), files=[paper()], **WORDS)
        object_to(record)
        in_force(title="先进集体", code="commended", document_name="决定", document_on=date(2026, 7, 1))
        return record.file.get_absolute_url()

    def statements(client, url):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    url, clients = filed(), [signed_in("ye"), signed_in("tang")]
    few = [statements(client, url) for client in clients]
    for _count in range(12):
        filed()
    assert [statements(client, url) for client in clients] == few
    assert "全部异议" in clients[0].get(url).text
    file = Objection.objects.first().record.file_id
    rows = clients[0].get(reverse("objections"), {"file": file}).context["rows"]
    assert len(rows) == 13


class TestWhoMayLook:
    @pytest.fixture
    def granted(self, people, actor):
        """tang of 市住建局 may look into the file of 林晓舟 for ten days."""
        query = access.apply_for_query(
            by=actor("tang"),
            subject=people["lin"].civil_servant,
            purpose="appointment",
            purpose_words="拟任副科长人选考察",
            basis="公务员法第四十五条",
            wanted_until=timezone.localdate() + timedelta(days=10),
            files=[paper()],
        )
        return access.grant_query(query=query, by=actor("ye"), until=timezone.localdate() + timedelta(days=10))

    @pytest.mark.parametrize("username", ["lin", "tang", "ye", "jiang"])
    def test_an_open_authorisation_is_named_with_its_last_day(self, username, granted, signed_in):
        last = timezone.localdate() + timedelta(days=10)
        shown = signed_in(username).get(granted.file.get_absolute_url()).context["authorised"]
        assert [(query.pk, day) for query, day in shown] == [(granted.pk, last)]

    def test_another_applicant_does_not_see_it(self, granted, people, actor, signed_in):
        words = {"purpose": "award", "purpose_words": "评优", "basis": "规定", "wanted_until": timezone.localdate(), "files": [paper()]}
        other = access.apply_for_query(by=actor("su"), subject=people["lin"].civil_servant, **words)
        access.grant_query(query=other, by=actor("ye"), until=timezone.localdate())
        shown = signed_in("su").get(granted.file.get_absolute_url()).context["authorised"]
        assert [query.pk for query, _day in shown] == [other.pk]

    def test_what_was_taken_back_or_is_over_is_not(self, granted, actor, signed_in):
        with time_machine.travel(timezone.now() + timedelta(days=11)):
            assert not signed_in("lin").get(granted.file.get_absolute_url()).context["authorised"]
        access.revoke_query(query=granted, by=actor("ye"), reason="人选已调整。")
        assert not signed_in("lin").get(granted.file.get_absolute_url()).context["authorised"]


class TestWhoMayNotLook:
    def test_the_empty_list_leads_to_the_application(self, cast, signed_in):
        assert reverse("query_new") in signed_in("tang").get(reverse("files")).text

    def test_with_the_agency_that_was_looked_for_filled_in(self, agencies, in_force, signed_in):
        in_force()
        agency, lin = agencies["市住建局"], signed_in("lin")
        url = f"{reverse('query_new')}?agency={agency.pk}"
        assert url in lin.get(reverse("files"), {"q": "市住建局"}).text
        assert url in lin.get(agency.get_absolute_url()).text
        assert str(lin.get(url).context["form"]["agency"].value()) == str(agency.pk)

    def test_who_sees_the_file_and_who_is_no_staff_are_not_sent_there(self, agencies, in_force, signed_in, client):
        in_force()
        for reader in (signed_in("ye"), signed_in("tang"), client):
            assert reverse("query_new") not in reader.get(agencies["市住建局"].get_absolute_url()).text

    @pytest.mark.parametrize("value", ["0", "x", "99999999999999999999", "\0"])
    def test_an_odd_agency_fills_in_nothing(self, value, cast, signed_in):
        assert signed_in("lin").get(reverse("query_new"), {"agency": value}).status_code == 200


@pytest.mark.parametrize(
    "who, of_agency, of_servant", [("meng", True, True), ("qin", True, True), ("jiang", False, False), ("tang", False, True)]
)
def test_a_file_says_that_there_is_none_only_to_who_sees_all(in_force, people, signed_in, who, of_agency, of_servant):
    """Supervision sees no objections; of an agency's record the agency doesn't see what citizens objected to."""
    files = in_force().file, in_force(subject=people["tang"].civil_servant).file
    texts = [signed_in(who).get(file.get_absolute_url()).text for file in files]
    assert ["到这一天没有异议" in text and "到这一天没有修复申请" in text for text in texts] == [of_agency, of_servant]
    assert ["没有你可以看的异议。异议由信用办、监察查看" in text for text in texts] == [not of_agency, not of_servant]

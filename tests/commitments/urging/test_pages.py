"""The doors of urging: what supervisors type and see, what the agency sees, that each figure opens its rows, that no page costs more with more rows."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commitments.fulfilment.services import claim_fulfilment, report_progress, verify_claim
from commitments.register.models import Commitment
from commitments.register.services import declare_stalled, register
from commitments.urging import load, shown
from commitments.urging.models import Urge
from core.events.services import deliver_all

pytestmark = pytest.mark.django_db


def body(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def statements(call):
    with CaptureQueriesContext(connection) as found:
        call()
    return len(found)


def test_a_supervisor_urges_from_the_commitments_page(signed_in, commitment):
    client = signed_in("jiang")
    assert reverse("commitment_urge", args=[commitment.pk]) in body(client.get(commitment.get_absolute_url()))
    page = body(client.get(reverse("commitment_urge", args=[commitment.pk])))
    assert "催办理由" in page and "近期催办过" not in page
    response = client.post(reverse("commitment_urge", args=[commitment.pk]), {"reason": "请报告原因", "letter": ""})
    assert response.status_code == 302
    made = Urge.objects.get()
    assert (made.reason, made.letter) == ("请报告原因", None)


def test_with_a_letter_one_comes_to_the_letter(signed_in, commitment):
    client = signed_in("jiang")
    response = client.post(reverse("commitment_urge", args=[commitment.pk]), {"reason": "请报告原因", "letter": "urging_letter"})
    letter = Urge.objects.get().letter
    assert response["Location"] == reverse("paper", args=[letter.pk])
    page = body(client.get(response["Location"]))
    assert reverse("paper_pdf", args=[letter.pk]) in page and reverse("paper_word", args=[letter.pk]) in page


def test_who_opens_the_form_reads_that_it_was_urged(signed_in, commitment, urge):
    [first] = urge(by="wei")
    client = signed_in("jiang")
    page = body(client.get(reverse("commitment_urge", args=[commitment.pk])))
    assert "卫平章在2027年3月10日第1次催办（等待答复）" in page
    refused = body(client.post(reverse("commitment_urge", args=[commitment.pk]), {"reason": "再问一次"}), 422)
    assert "再问一次" in refused and Urge.objects.count() == 1
    client.post(reverse("commitment_urge", args=[commitment.pk]), {"reason": "再问一次", "again": [first.pk]})
    assert Urge.objects.filter(ordinal=2, reason="再问一次").exists()


def test_who_was_overtaken_reads_it_and_loses_nothing(signed_in, commitment, urge):
    """The form was opened before the other one urged, and again with what was the newest urge then."""
    client, address = signed_in("jiang"), reverse("commitment_urge", args=[commitment.pk])
    client.get(address)
    [first] = urge(by="wei")
    page = body(client.post(address, {"reason": "我的理由"}), 422)
    assert "我的理由" in page and "卫平章在2027年3月10日第1次催办" in page
    urge(by="wei", again=[first.pk])
    page = body(client.post(address, {"reason": "我的理由", "again": [first.pk]}), 422)
    assert "刚刚有人催办过" in page and "第2次催办" in page
    assert Urge.objects.count() == 2


@pytest.mark.parametrize(
    "typed",
    [{"reason": ""}, {"reason": "请办", "letter": "x"}, {"reason": "请办", "again": ["x"]}, {"reason": "\0"}, {"again": ["9" * 30]}],
)
def test_bad_input_is_said(signed_in, commitment, typed):
    assert "错误" in body(signed_in("jiang").post(reverse("commitment_urge", args=[commitment.pk]), typed), 422)
    assert not Urge.objects.exists()


@pytest.fixture
def several(promise, actor):
    """Three of 市人社局 whose limits are over since 8 March."""

    def make(count=3):
        days = {"promised_on": date(2027, 1, 4), "due_on": date(2027, 3, 8)}
        return [register(by=actor("lin"), **promise(title=f"第{number}件", **days)) for number in range(count)]

    return make


def test_several_of_an_agency_get_one_letter(signed_in, several, until, today, agencies):
    made = several()
    until(today)
    client, agency = signed_in("jiang"), agencies["市人社局"].pk
    listed = body(client.get(reverse("supervision_commitments"), {"agency": agency, "load": "overdue"}))
    address = f"{reverse('urges_new')}?agency={agency}&load=overdue"
    assert address.replace("&", "&amp;") in listed
    form = client.get(address).context["form"]
    assert {one.pk for one in form.initial["chosen"]} == {one.pk for one in made}
    client.post(address, {"chosen": [one.pk for one in made[:2]], "reason": "请说明", "letter": "urging_letter"})
    assert Urge.objects.count() == 2 and len(set(Urge.objects.values_list("letter", flat=True))) == 1
    form = client.get(address).context["form"]
    assert [one.pk for one in form.initial["chosen"]] == [made[2].pk]


@pytest.mark.parametrize("query", ["", "?agency=0", "?agency=x", "?agency=" + "9" * 40])
def test_without_an_agency_one_is_led_to_the_map(signed_in, query):
    assert signed_in("jiang").get(reverse("urges_new") + query)["Location"] == reverse("supervision")


def test_the_agency_sees_it_in_its_queue_and_on_the_commitment(signed_in, urge, commitment):
    urge(letter="urging_letter")
    client = signed_in("lin")
    assert "答复催办：工伤认定全程网办" in body(client.get(reverse("work")))
    page = body(client.get(commitment.get_absolute_url()))
    assert "第1次催办，还没有答复" in page and "进度落后，请报告原因。" in page and "督催〔2027〕1号" in page
    assert "市政府督查室" in body(client.get(reverse("urges"))) or "江望舒" in body(client.get(reverse("urges")))
    assert "工伤认定" not in body(signed_in("tang").get(reverse("urges")))


def test_the_public_page_is_silent(client, urge, commitment, actor):
    urge(letter="urging_letter")
    report_progress(commitment=commitment, text="在办", percent=10, by=actor("lin"))
    deliver_all()
    assert "催办" not in body(client.get(reverse("public_commitment", args=[commitment.pk])))


def test_only_who_oversees_sees_the_map(signed_in):
    for name in ("supervision", "supervision_urging", "supervision_commitments"):
        assert [signed_in(who).get(reverse(name)).status_code for who in ("jiang", "ye", "qin", "lin", "admin")] == [
            200,
            200,
            200,
            403,
            403,
        ]


@pytest.fixture
def busy(several, promise, actor, urge, until, today, agencies, paper):
    """Something behind each figure: of 市人社局, and one overdue of 市住建局."""
    first, second, third = several()
    days = {"promised_on": date(2027, 1, 4), "due_on": date(2027, 3, 9)}
    register(by=actor("tang"), **promise(agency=agencies["市住建局"], title="住建的一件", **days))
    _soon, claimed, done = (
        register(by=actor("lin"), **promise(title=title, due_on=today + timedelta(days=5))) for title in ("快到期", "已申报", "已兑现")
    )
    claim_fulfilment(commitment=claimed, text="好了", by=actor("lin"), files=[paper()])
    claim_fulfilment(commitment=done, text="好了", by=actor("lin"), files=[paper()])
    verify_claim(commitment=done, grade="kept", by=actor("he"))
    until(today)
    declare_stalled(commitment=Commitment.objects.get(pk=third.pk), by=actor("jiang"), reason="两个月没有动")
    [once] = urge(first)
    urge(first, again=[once.pk], by="wei")
    urge(second)
    until(date(2027, 3, 18))


def table(response):
    return response.context["table"]


def test_each_figure_opens_exactly_its_rows(signed_in, busy):
    client = signed_in("jiang")
    shown_table = table(client.get(reverse("supervision")))
    opened = 0
    for row in shown_table.rows:
        for name, cell in zip(shown.COLUMNS, row[2:], strict=True):
            if not cell.url:
                assert cell.value == 0
            elif name != "longest":
                response = client.get(cell.url)
                assert response.context["count"] == str(cell.value), (name, cell)
                opened += 1
    assert opened >= 14
    assert shown_table.rows[0][0].value == "市人社局" and shown_table.rows[-1][0].value == "合计"


def test_the_figures_by_hand(signed_in, busy):
    """On Thursday 18 March: three overdue since the 8th, one of them stalled; the one due on the 15th is overdue since the 16th. Eight working
    days lie between the 8th and the 18th. Answers were due on the 17th."""
    row = table(signed_in("jiang").get(reverse("supervision"))).rows[0]
    figures = {name: cell.value for name, cell in zip(shown.COLUMNS, row[2:], strict=True)}
    assert figures == {
        "open": 6,
        "week": 0,
        "overdue": 4,
        "longest": 8,
        "stalled": 1,
        "claimed": 1,
        "waiting": 2,
        "twice": 1,
        "lapsed": 3,
        "in_time": 1,
    }


def test_the_map_is_narrowed_sorted_and_exported_as_shown(signed_in, busy, agencies):
    client = signed_in("jiang")
    district = agencies["东泽区政府"].pk
    assert table(client.get(reverse("supervision"), {"area": district})).rows == []
    assert next(row[0].value for row in table(client.get(reverse("supervision"), {"area": "city", "sort": "in_time"})).rows) == "市人社局"
    name = table(client.get(reverse("supervision"), {"area": "city", "sort": "open"})).name
    exported = client.get(reverse("supervision"), {"table": name, "format": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(exported.getvalue())).active
    assert [row[0] for row in sheet.iter_rows(values_only=True)][-3:] == ["市人社局", "市住建局", "合计"]
    for query in ({"table": "x", "format": "csv"}, {"table": name, "format": "pdf"}):
        assert client.get(reverse("supervision"), query).status_code == 404
    for query in ({"area": "x", "sort": "x"}, {"area": "9" * 40}, {"table": "a-b-c"}):
        assert client.get(reverse("supervision"), query).status_code == 200


def test_the_districts_stand_beside_each_other_with_their_sums(signed_in, busy, promise, actor, agencies):
    """东泽区政府 has one commitment that nobody is late with; the rest is the city's own."""
    register(by=actor("jiang"), **promise(agency=agencies["东泽区政府"]))
    client = signed_in("jiang")
    context = client.get(reverse("supervision")).context
    city, district = context["by_area"].rows
    sums = next(row for row in context["table"].rows if row[0].value == "合计")
    figure = {label: position for position, label in enumerate(map(str, context["by_area"].labels))}
    assert (city[0].value, district[0].value) == ("市本级", "东泽区政府")
    assert (district[figure["单位数"]].value, district[figure["没有办结"]].value, district[figure["逾期"]].value) == (1, 1, 0)
    for position in (figure["没有办结"], figure["逾期"], figure["今年按期兑现"]):
        assert city[position].value + district[position].value == sums[position].value
    for cell in (*city[2:], *district[2:]):
        if cell.url and "load=overdue&sort" not in cell.url:
            assert client.get(cell.url).context["count"] == str(cell.value), cell
    chosen = client.get(f"{reverse('supervision')}{district[0].url}").context
    assert chosen["by_area"] is None and [row[0].value for row in chosen["table"].rows] == ["东泽区政府"]
    assert "东泽区政府" in client.get(reverse("supervision"), {"table": "areas", "format": "csv"}).getvalue().decode("utf-8-sig")


def test_who_is_urged_by_one_person_alone_is_not_among_those_urged_by_several(signed_in, urge):
    urge()
    assert signed_in("jiang").get(reverse("supervision_urging")).context["several_table"].rows == []
    urge(by="wei", again=[Urge.objects.get().pk])
    assert len(signed_in("jiang").get(reverse("supervision_urging")).context["several_table"].rows) == 1


def test_who_urges_and_who_was_asked_twice(signed_in, busy):
    client = signed_in("jiang")
    context = client.get(reverse("supervision_urging")).context
    people = {row[0].value: [cell.value for cell in row[1:]] for row in context["people_table"].rows}
    assert people == {"江望舒": [2, 0, 2, 0, 0], "卫平章": [1, 0, 1, 0, 0]}
    assert [row[0].value for row in context["twice_table"].rows] == ["第0件"]
    assert [[cell.value for cell in row] for row in context["several_table"].rows] == [["市人社局", 2, 3, 3]]
    for name in ("people_table", "twice_table", "several_table"):
        for row in context[name].rows:
            for cell in row:
                if cell.url and cell.is_number:
                    assert client.get(cell.url).context["count"] == str(cell.value), cell
    exported = client.get(reverse("supervision_urging"), {"table": "people", "format": "csv"})
    assert "江望舒" in exported.getvalue().decode("utf-8-sig")


@pytest.mark.parametrize("name", ["supervision", "supervision_urging", "supervision_commitments", "urges"])
def test_no_page_costs_more_with_more_rows(signed_in, busy, promise, actor, urge, name):
    client = signed_in("jiang")
    client.get(reverse(name))
    before = statements(lambda: client.get(reverse(name)))
    for number in range(4):
        one = register(by=actor("lin"), **promise(title=f"又一件{number}"))
        urge(one)
    assert statements(lambda: client.get(reverse(name))) == before
    assert before <= 26


def test_the_counts_are_a_fixed_number_of_statements(people, busy):
    assert statements(lambda: load.loads(people["jiang"], timezone.localdate())) <= 7

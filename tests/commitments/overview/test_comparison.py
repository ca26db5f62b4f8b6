"""The comparison of agencies: each commitment is counted once, and each figure opens exactly the rows that it counts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.changes.services import decide_change
from commitments.fulfilment.services import claim_fulfilment, verify_claim
from commitments.register.outcomes import CHOICES, LABELS, condition
from commitments.register.services import declare_broken, declare_stalled, register, withdraw_commitment
from core.deadlines.sweep import sweep
from core.events.services import deliver_all
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db
PAGE = reverse("commitment_comparison")


@pytest.fixture
def city(promise, propose, actor, paper, agencies):
    """市人社局 kept one in time, kept one partly, broke one, is late with two, has one open and one stalled; one was lawfully ended and one
    withdrawn."""
    today = timezone.localdate()

    def made(title, **changed):
        return register(by=actor("lin"), **promise(title=title, **changed))

    def verified(title, grade, **changed):
        one = made(title, **changed)
        claim_fulfilment(commitment=one, text="做到了。", by=actor("lin"), files=[paper()])
        verify_claim(commitment=one, grade=grade, by=actor("he"), reason="核对过。")

    late = today - timedelta(days=5)
    verified("按期兑现的", "kept")
    verified("部分兑现的", "partly_kept")
    declare_broken(commitment=made("没有兑现的"), by=actor("jiang"), reason="没有做到")
    withdraw_commitment(commitment=made("撤销的"), by=actor("jiang"), reason="文件废止")
    declare_stalled(commitment=made("停滞的"), by=actor("jiang"), reason="没有动")
    decide_change(request=propose(of=made("依法终止的"), ends=True), outcome="approved", reason="属实", by=actor("jiang"))
    # and the one of the fixture `commitment` is not due yet
    for title in ("逾期的", "逾期兑现的"):
        made(title, due_on=late)
    sweep()
    deliver_all()
    from commitments.register.models import Commitment

    one = Commitment.objects.get(title="逾期兑现的")
    claim_fulfilment(commitment=one, text="做到了。", by=actor("lin"), files=[paper()])
    verify_claim(commitment=one, grade="kept", by=actor("he"), reason="核对过。")
    return agencies["市人社局"]


def test_every_commitment_has_one_outcome(city):
    rows = PublicEntry.objects.of_kind("commitment")
    counts = {name: rows.filter(condition(name)).count() for name in LABELS}
    assert counts == dict.fromkeys(LABELS, 1)  # by hand: one of each
    assert sum(counts.values()) == rows.count()


def test_each_figure_opens_as_many_rows(city):
    (line,) = Client().get(PAGE).context["lines"]
    assert [cell.value for cell in line.cells] == [1] * 9 + [9]
    for cell in line.cells:
        assert Client().get(cell.url).context["count"] == str(cell.value), cell.url


def test_the_share_is_of_what_has_come_to_its_day(city):
    # one in time of five: in time, late, partly, broken, overdue
    shown = Client().get(PAGE)
    assert shown.context["lines"][0].rate == 20 and shown.context["city"].rate == 20
    assert "20%" in shown.content.decode()


def test_a_year_counts_what_falls_due_in_it(city, promise, actor):
    year = timezone.localdate().year + 2
    register(by=actor("lin"), **promise(title="后年的事", due_on=timezone.localdate().replace(year=year, month=3, day=1)))
    (line,) = Client().get(f"{PAGE}?year={year}").context["lines"]
    assert line.cells[-1].value == 1 and line.rate is None
    listed = Client().get(line.cells[-1].url)
    assert [row.title for row in listed.context["rows"]] == ["后年的事"]


@pytest.mark.parametrize("query", ["?year=0", "?year=x", "?year=99999999999", "?kind=%00", "?sort=x"])
def test_odd_input_is_no_error(city, query):
    assert Client().get(PAGE + query).status_code == 200
    assert Client().get(reverse("public_commitments") + query).status_code == 200


def test_agencies_are_sorted_as_asked(city, promise, actor, agencies):
    register(by=actor("tang"), **promise(agency=agencies["市住建局"], title="老旧小区改造"))
    names = {sort: [line.name for line in Client().get(f"{PAGE}?sort={sort}").context["lines"]] for sort in ("rate", "bad", "total")}
    assert all(found[0] == city.short_name for found in names.values())


def test_it_is_one_statement_however_many_there_are(city, promise, actor, agencies):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        with CaptureQueriesContext(connection) as asked:
            Client().get(PAGE)
        return len(asked)

    count(), (few := count())
    for name in ("市住建局", "市教育局", "市财政局"):
        register(by=actor("su"), **promise(agency=agencies[name], title=f"{name}的事"))
    assert count() == few <= 4


def test_the_export_is_what_the_page_shows(city):
    answer = Client().get(f"{PAGE}?format=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1] == f"{city.short_name},1,1,1,1,1,1,1,1,1,9,20"


def test_every_choice_of_the_list_is_a_condition():
    assert len({str(condition(value)) for value, _label in CHOICES}) == len(CHOICES) - 0

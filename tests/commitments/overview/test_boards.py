"""M12: the board of a township says what it promises in each of the 14 fields, and townships stand side by side by year (EZ 四(五))."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.fulfilment.services import claim_fulfilment, verify_claim
from commitments.register.models import CommitmentKind
from commitments.register.services import register

pytestmark = pytest.mark.django_db
BOARDS = reverse("promise_boards", args=["township_promise"])
# the document's own list (鄂州市 2018, 四(五))
FIELDS = ["就业", "物业", "就学", "计生", "养老", "助残", "扶贫", "医保", "住房", "出行", "停车", "防火防盗", "拥军优属", "便民服务"]


@pytest.fixture
def promised(promise, kind, agencies, actor):
    """promised("停车", of="柳湾街道办"): a promise of a township in one of the fields, registered by the supervision office."""

    def make(field, of="柳湾街道办", **changed):
        told = promise(kind=kind("township_promise"), agency=agencies[of], title=f"{field}的承诺", extra={"service": field}) | changed
        return register(by=actor("jiang"), **told)

    return make


def test_the_fields_are_those_of_the_document(db):
    (field,) = [one for one in CommitmentKind.objects.get(code="township_promise").fields if one["name"] == "service"]
    assert field["choices"] == FIELDS


def test_a_board_shows_every_field_with_or_without_a_promise(promised, agencies):
    promised("停车")
    promised("养老")
    board = Client().get(reverse("promise_board", args=["township_promise", agencies["柳湾街道办"].pk]))
    assert [(field.name, len(field.entries)) for field in board.context["fields"] if field.entries] == [("养老", 1), ("停车", 1)]
    assert "14个领域，2个有承诺。" in board.content.decode() and board.content.decode().count("没有承诺") == 12


def test_townships_side_by_side_by_year(promised, actor, paper, agencies):
    kept = promised("停车", due_on=timezone.localdate() + timedelta(days=3))
    promised("停车")
    promised("就学", of="石桥镇政府", due_on=timezone.localdate().replace(year=timezone.localdate().year + 2, month=6, day=1))
    from core.accounts.actor import Actor

    claim_fulfilment(commitment=kept, text="做到了。", by=Actor.system("test"), files=[paper()])
    kept.claims.update(on_site=False)
    verify_claim(commitment=kept, grade="kept", by=actor("jiang"))
    lines = {line.name: line for line in Client().get(BOARDS).context["lines"]}
    assert lines["柳湾街道办"].cells[0].value == "1／14" and lines["柳湾街道办"].cells[-1].value == 2
    assert lines["柳湾街道办"].rate == 100 and lines["石桥镇政府"].rate is None
    later = Client().get(f"{BOARDS}?year={timezone.localdate().year + 2}").context["lines"]
    assert [line.name for line in later] == ["石桥镇政府"]


def test_each_figure_opens_its_rows(promised):
    promised("停车")
    (line,) = Client().get(BOARDS).context["lines"]
    assert Client().get(line.cells[-1].url).context["count"] == "1"


def test_what_has_no_board(agencies):
    assert Client().get(reverse("promise_boards", args=["policy_task"])).status_code == 404  # not divided by a field
    assert Client().get(reverse("promise_boards", args=["no-such-kind"])).status_code == 404
    assert Client().get(reverse("promise_board", args=["township_promise", 10**9])).status_code == 404


def test_the_export_and_the_empty_page(promised):
    assert "还没有这种承诺" in Client().get(BOARDS).content.decode()
    promised("停车")
    lines = b"".join(Client().get(f"{BOARDS}?format=csv").streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("单位,有承诺的领域") and lines[1].startswith("柳湾街道办,1／14")


def test_as_many_statements_however_many_promises(promised, django_assert_max_num_queries):
    for field in FIELDS:
        promised(field)
    with django_assert_max_num_queries(9):
        Client().get(BOARDS)

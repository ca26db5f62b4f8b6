"""M10: a leader's line is read, counted from today, acknowledged, reported, signed off."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from commitments.assigned.reading import read_line
from commitments.fulfilment.services import acknowledge, claim_fulfilment, report_progress, verify_claim
from commitments.register.models import Commitment
from commitments.register.services import register
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db

# what a leader types on 8 December 2026; responsible, cooperating, day, title
LINES = [
    ("请市住建局12月20日前解决滨江路积水，市交通局配合", "市住建局", ["市交通局"], date(2026, 12, 20), "解决滨江路积水"),
    ("市教育局会同市人社局2027年3月底前拿出校园招聘方案", "市教育局", ["市人社局"], date(2027, 3, 31), "拿出校园招聘方案"),
    ("市交通局配合，市住建局牵头整治北坡工业园道路", "市住建局", ["市交通局"], None, "牵头整治北坡工业园道路"),
    ("由云澜市住房和城乡建设局核实信访件", "市住建局", [], None, "核实信访件"),
    ("尽快核实信访件", None, [], None, "尽快核实信访件"),
    ("", None, [], None, ""),
]


@pytest.mark.parametrize(("words", "agency", "cooperating", "due_on", "title"), LINES)
def test_a_line_is_read(words, agency, cooperating, due_on, title, agencies):
    with time_machine.travel("2026-12-08 10:00+08:00"):
        read = read_line(words)
    assert read.get("agency") == agencies.get(agency)
    assert [one.short_name for one in read.get("cooperating", ())] == cooperating
    assert (read.get("due_on"), read["title"], read["text"]) == (due_on, title, words)


def test_a_day_that_is_over_is_left_to_the_form(agencies):
    with time_machine.travel("2026-12-28 10:00+08:00"):
        assert "due_on" not in read_line("市住建局2026年12月20日前解决滨江路积水")


@pytest.fixture
def assigned(promise, actor, kind):
    """A task that the supervision office gave 市人社局 on its leader's word; 15 working days."""
    given = promise(kind=kind("leader_assignment"), due_on=None, extra={"assigned_at": "市政府常务会议"})
    return register(by=actor("jiang"), **given)


def purposes(commitment):
    return {deadline.purpose: deadline.state for deadline in Commitment.objects.get(pk=commitment.pk).deadlines.all()}


def test_it_is_acknowledged_within_the_rules_days(assigned, actor):
    receipt = assigned.newest_deadline("receipt")
    assert (receipt.rule.code, receipt.amount, receipt.unit) == ("assignment_receipt", 2, "working_day")
    acknowledge(commitment=assigned, by=actor("lin"))
    assert purposes(assigned) == {"fulfil": "running", "receipt": "met"}
    assert "责任单位签收" in [one["title"] for one in PublicEntry.objects.get(key=f"commitment:{assigned.pk}").facts["course"]]


def test_who_reports_has_got_it(assigned, actor):
    report_progress(commitment=assigned, text="在办", percent=10, by=actor("lin"))
    assert purposes(assigned)["receipt"] == "met"


@pytest.mark.parametrize(("who", "code"), [("he", "refused"), ("tang", "refused"), ("jiang", "refused")])
def test_a_clerk_of_the_responsible_agency_acknowledges(who, code, assigned, actor):
    with pytest.raises(DomainError) as caught:
        acknowledge(commitment=assigned, by=actor(who))
    assert caught.value.code == code


def test_nothing_is_acknowledged_twice(assigned, actor):
    acknowledge(commitment=assigned, by=actor("lin"))
    with pytest.raises(DomainError) as caught:
        acknowledge(commitment=assigned, by=actor("lin"))
    assert caught.value.code == "acknowledged"


def test_a_receipt_that_is_missing_is_no_public_mark(assigned):
    """Late is who does not do it by its limit; that nobody signed for it is the supervision office's business."""
    sweep(at=assigned.newest_deadline("receipt").due_on.replace(year=assigned.newest_deadline("receipt").due_on.year + 1))
    course = PublicEntry.objects.get(key=f"commitment:{assigned.pk}").facts["course"]
    assert len([one for one in course if "逾期" in one["title"]]) <= 1


def test_from_the_line_to_the_sign_off(signed_in, actor, agencies, paper):
    client = signed_in("jiang")
    words = "请市人社局2030年12月20日前解决拖欠工资，市住建局配合"
    assert "交办" in client.get(reverse("assign_line")).content.decode()
    page = client.get(reverse("assign"), {"words": words})
    form = page.context["form"]
    typed = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    assert (typed["agency"], typed["due_on"]) == (agencies["市人社局"], date(2030, 12, 20))
    typed |= {"agency": agencies["市人社局"].pk, "cooperating": [agencies["市住建局"].pk], "leads": ""}
    response = client.post(reverse("assign"), {name: value for name, value in typed.items() if value is not None})
    assert response.status_code == 302
    made = Commitment.objects.get()
    acknowledge(commitment=made, by=actor("lin"))
    claim_fulfilment(commitment=made, text="工资已付清", by=actor("lin"), files=[paper()])
    verify_claim(commitment=made, grade="kept", by=actor("jiang"))
    assert purposes(made) == {"fulfil": "met", "receipt": "met", "verify": "met"}

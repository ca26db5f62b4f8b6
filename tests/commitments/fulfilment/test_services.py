"""M3: reports, claims, and a verification by somebody else; who claims in time is not late because others are slow."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from commitments.fulfilment.models import Claim
from commitments.fulfilment.services import claim_fulfilment, report_progress, send_back_claim, verify_claim
from commitments.register.models import Commitment
from commitments.register.services import declare_broken, declare_stalled, register
from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.events.services import deliver_all
from core.evidence.models import Evidence
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
DUE = date(2026, 6, 30)


def at(*day):
    return time_machine.travel(datetime(*day, 10, tzinfo=CHINA), tick=False)


@pytest.fixture
def promised(promise, actor):
    """Promised on 1 June 2026, due on 30 June 2026."""
    with at(2026, 6, 1):
        return register(by=actor("lin"), **promise(promised_on=date(2026, 6, 1), due_on=DUE))


def refusal(function, **arguments):
    with pytest.raises(DomainError) as caught:
        function(**arguments)
    return caught.value


def public(commitment):
    return PublicEntry.objects.get(key=f"commitment:{commitment.pk}")


def deadline(commitment, purpose="fulfil"):
    return Deadline.objects.of(commitment).filter(purpose=purpose).latest("pk")


def claim(commitment, actor, paper, username="lin"):
    return claim_fulfilment(commitment=commitment, text="三项都已完成。", by=actor(username), files=[paper()])


def test_a_report_moves_the_progress_and_is_public(commitment, actor, paper):
    report = report_progress(
        commitment=commitment, text="已上线申请环节。", percent=40, by=actor("lin"), files=[paper(), paper("照片.txt")]
    )
    assert (commitment.percent, Evidence.objects.of(report).count()) == (40, 2)
    last = public(commitment).facts["course"][-1]
    assert (last["title"], last["text"]) == ("报告进展：完成40%", "已上线申请环节。（佐证材料2份）")


@pytest.mark.parametrize("percent", [-1, 101, "50", 3.5, True, None])
def test_a_percentage_is_a_whole_number_up_to_100(commitment, actor, percent):
    assert refusal(report_progress, commitment=commitment, text="进展", percent=percent, by=actor("lin")).code == "bad_percent"


def test_a_report_says_something(commitment, actor):
    assert refusal(report_progress, commitment=commitment, text=" \0", percent=1, by=actor("lin")).data["field"] == "text"


@pytest.mark.parametrize(
    ("username", "may"), [("lin", True), ("tang", True), ("he", False), ("qiao", False), ("su", False), ("jiang", False), ("admin", False)]
)
def test_clerks_of_the_participating_agencies_report(promise, actor, agencies, username, may):
    made = register(by=actor("lin"), **promise(cooperating=(agencies["市住建局"],)))
    if may:
        report = report_progress(commitment=made, text="进展", percent=5, by=actor(username))
        assert report.agency_id in actor(username).agency_ids
    else:
        assert refusal(report_progress, commitment=made, text="进展", percent=5, by=actor(username)).code == "refused"


def test_a_late_report_is_taken_as_long_as_the_commitment_is_open(promised, actor, paper):
    with at(2026, 7, 5):
        sweep()
        report_progress(commitment=promised, text="还差一项。", percent=80, by=actor("lin"))
        claim(promised, actor, paper)
        assert refusal(report_progress, commitment=promised, text="补充", percent=90, by=actor("lin")).code == "not_open"


def test_a_claim_needs_evidence_that_may_be_of_a_report(commitment, actor, paper):
    assert refusal(claim_fulfilment, commitment=commitment, text="完成", by=actor("lin")).code == "evidence_missing"
    report_progress(commitment=commitment, text="完成", percent=100, by=actor("lin"), files=[paper()])
    claim_fulfilment(commitment=commitment, text="完成", by=actor("lin"))
    assert commitment.state == "claimed"


@pytest.mark.parametrize("username", ["he", "tang", "su", "ye", "jiang", "qin", "admin"])
def test_only_a_clerk_of_the_leading_agency_claims(commitment, actor, paper, username):
    assert refusal(claim, commitment=commitment, actor=actor, paper=paper, username=username).code == "refused"


VERIFIERS = {"policy_task": {"he"}, "public_promise": {"jiang"}}


@pytest.mark.parametrize("code", VERIFIERS)
@pytest.mark.parametrize("username", ["lin", "he", "qiao", "su", "ye", "jiang", "qin", "admin"])
def test_the_kind_says_who_verifies(promise, actor, kind, paper, code, username):
    made = register(by=actor("lin"), **promise(kind=kind(code)))
    claim(made, actor, paper)
    offered = {step.target for step in made.steps_for(actor(username))}
    if username in VERIFIERS[code]:
        assert offered == {"kept", "partly_kept", "broken", "open"}
        verify_claim(commitment=made, grade="kept", by=actor(username))
        assert (made.state, public(made).mark) == ("kept", "done")
    else:
        assert not offered
        for service, given in ((verify_claim, {"grade": "kept"}), (send_back_claim, {"reason": "理由"})):
            assert refusal(service, commitment=made, by=actor(username), **given).code == "refused"


def reviewing_clerk(people, agencies):
    from core.accounts.models import Membership, Role

    Membership.objects.create(user=people["lin"], agency=agencies["市人社局"], role=Role.AGENCY_REVIEWER)


@pytest.mark.parametrize("part", ["reported", "claimed"])
def test_who_reported_or_claimed_does_not_verify(commitment, actor, paper, people, agencies, part):
    from core.accounts.actor import Actor
    from core.accounts.models import Membership, Role

    reviewing_clerk(people, agencies)
    Membership.objects.create(user=people["tang"], agency=agencies["市人社局"], role=Role.CLERK)
    both, other = Actor(user=people["lin"]), Actor(user=people["tang"])
    if part == "reported":
        report_progress(commitment=commitment, text="进展", percent=50, by=both)
    claim_fulfilment(commitment=commitment, text="完成", by=other if part == "reported" else both, files=[paper()])
    error = refusal(verify_claim, commitment=Commitment.objects.get(pk=commitment.pk), grade="kept", by=both)
    assert "不能是同一人" in error.message


def test_claimed_in_time_and_verified_late_is_not_late(promised, actor, paper):
    with at(2026, 6, 30):
        claim(promised, actor, paper)
    for day in (1, 5, 20):
        with at(2026, 7, day):
            assert deadline(promised).pk not in sweep().missed
    with at(2026, 7, 21):
        verify_claim(commitment=promised, grade="kept", by=actor("he"))
    assert (deadline(promised).state, deadline(promised).ended_on) == ("met", DUE)
    assert (public(promised).state, public(promised).mark) == ("已兑现", "done")


def test_the_verification_has_a_clock_of_its_own(promised, actor, paper):
    with at(2026, 6, 29):
        claim(promised, actor, paper)
    verification = deadline(promised, "verify")
    assert (verification.rule.code, verification.agency.short_name, verification.due_on) == ("record_review", "市人社局", date(2026, 7, 13))
    with at(2026, 7, 14):
        assert sweep().missed == [verification.pk]
        verify_claim(commitment=promised, grade="kept", by=actor("he"))
    assert (deadline(promised, "verify").state, deadline(promised).state) == ("late", "met")


def test_the_supervision_office_owns_the_verification_where_the_kind_says_so(promise, actor, kind, paper):
    made = register(by=actor("lin"), **promise(kind=kind("public_promise")))
    claim(made, actor, paper)
    assert deadline(made, "verify").agency.short_name == "市政府督查室"


def test_claimed_late_is_late(promised, actor, paper):
    with at(2026, 7, 1):
        sweep()
    deliver_all()
    assert (public(promised).state, public(promised).mark) == ("逾期", "bad")
    with at(2026, 7, 1):
        claim(promised, actor, paper)
        assert public(promised).mark == "bad"
        verify_claim(commitment=promised, grade="kept", by=actor("he"))
    assert (deadline(promised).state, public(promised).state, public(promised).mark) == ("late", "逾期兑现", "warn")


def test_sent_back_after_the_due_day_becomes_overdue_at_the_next_sweep(promised, actor, paper):
    with at(2026, 6, 30):
        claim(promised, actor, paper)
    with at(2026, 7, 3):
        assert sweep().missed == []
        send_back_claim(commitment=promised, by=actor("he"), reason="缺少验收单。")
        assert (promised.state, deadline(promised).state) == ("open", "running")
        assert sweep().missed == [deadline(promised).pk]
    deliver_all()
    assert public(promised).state == "逾期"
    assert Claim.objects.get().reason == "缺少验收单。"


def test_sent_back_in_time_it_goes_on_and_is_claimed_again(promised, actor, paper):
    with at(2026, 6, 20):
        claim(promised, actor, paper)
        send_back_claim(commitment=promised, by=actor("he"), reason="缺少验收单。")
        claim(promised, actor, paper)
        verify_claim(commitment=promised, grade="partly_kept", by=actor("he"), reason="一项未完成。")
    assert [one.decision for one in Claim.objects.order_by("pk")] == ["sent_back", "verified"]
    assert (deadline(promised).state, public(promised).state, public(promised).mark) == ("met", "部分兑现", "warn")


def test_what_was_found_broken_was_not_met(promised, actor, paper):
    with at(2026, 6, 20):
        claim(promised, actor, paper)
        verify_claim(commitment=promised, grade="broken", by=actor("he"), reason="现场没有实施。")
    assert (deadline(promised).state, public(promised).state, public(promised).mark) == ("failed", "未兑现", "bad")


@pytest.mark.parametrize("grade", ["partly_kept", "broken"])
def test_anything_but_kept_needs_a_reason(commitment, actor, paper, grade):
    claim(commitment, actor, paper)
    assert refusal(verify_claim, commitment=commitment, grade=grade, by=actor("he")).code == "missing"
    assert refusal(verify_claim, commitment=commitment, grade="open", by=actor("he")).code == "bad_grade"


def test_each_decision_begins_where_it_belongs(commitment, actor, paper):
    """Both ways of being broken lead to one state; neither may be taken from the other's place."""
    supervised = actor("jiang")
    assert refusal(verify_claim, commitment=commitment, grade="broken", by=supervised, reason="理由").code == "no_such_step"
    assert refusal(send_back_claim, commitment=commitment, by=supervised, reason="理由").code == "no_such_step"
    claim(commitment, actor, paper)
    assert refusal(declare_broken, commitment=commitment, by=actor("he"), reason="理由").code == "no_such_step"


def test_a_second_claim_is_refused(commitment, actor, paper):
    stale = Commitment.objects.get(pk=commitment.pk)
    claim(commitment, actor, paper)
    assert refusal(claim, commitment=stale, actor=actor, paper=paper).code == "stale"
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(commitment=commitment, text="又一份", claimed_on=date(2026, 6, 1))


def test_a_periodic_report_meets_its_limit_and_the_next_period_begins(promise, actor):
    with at(2026, 5, 10):
        made = register(by=actor("lin"), **promise(promised_on=date(2026, 5, 1), due_on=None, frequency="monthly"))
        report_progress(commitment=made, text="五月已办。", percent=10, by=actor("lin"))
        assert deadline(made, "report").due_on == date(2026, 6, 30)
    with at(2026, 8, 3):
        sweep()
        report_progress(commitment=made, text="补报。", percent=20, by=actor("lin"))
    states = Deadline.objects.of(made).order_by("pk").values_list("state", "due_on")
    assert list(states) == [("met", date(2026, 5, 31)), ("late", date(2026, 6, 30)), ("running", date(2026, 8, 31))]


def test_evidence_is_for_those_who_see_the_commitment(commitment, actor, paper, people):
    claim(commitment, actor, paper)
    assert Evidence.objects.visible_to(people["he"]).count() == 1
    assert not Evidence.objects.visible_to(people["tang"]).exists()


def test_missing_many_renews_the_public_rows_together(promise, actor, django_assert_max_num_queries):
    from commitments.register.gate import Promise
    from commitments.register.handlers import renew_public_rows
    from commitments.register.services import register_many
    from core.events import names
    from core.events.models import Event

    promises = [Promise(**promise(promised_on=date(2020, 1, 1), due_on=date(2020, 2, 1))) for n in range(40)]
    register_many(promises=promises, by=actor("lin"))
    sweep()
    with django_assert_max_num_queries(25):  # for however many
        renew_public_rows(list(Event.objects.filter(name=names.DEADLINE_MISSED)))
    assert PublicEntry.objects.filter(state="逾期").count() == 40


def test_only_the_responsible_agency_ends_a_standstill(promise, actor, agencies):
    """A report of one that only cooperates does not say that the responsible agency moves again."""
    made = register(by=actor("lin"), **promise(cooperating=(agencies["市住建局"],)))
    declare_stalled(commitment=made, by=actor("jiang"), reason="两个月没有动。")
    report_progress(commitment=made, text="我们的部分已办完。", percent=20, by=actor("tang"))
    assert Commitment.objects.get(pk=made.pk).state == "stalled"
    report_progress(commitment=Commitment.objects.get(pk=made.pk), text="恢复施工。", percent=30, by=actor("lin"))
    assert Commitment.objects.get(pk=made.pk).state == "open"

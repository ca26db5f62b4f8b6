"""M5: no commitment is ever orphaned. Dissolved agencies, people who left: who answers, who is told, what stays as it was."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from commitments.changes.models import ChangeRequest, LawfulReason
from commitments.changes.services import propose_change
from commitments.continuity.models import Reassignment
from commitments.continuity.services import reassign_orphans, watch
from commitments.debts import services as debts
from commitments.debts.models import Debt
from commitments.register.models import Commitment
from core.deadlines.models import Deadline
from core.duties.models import Assignment
from core.duties.services import assign_many
from core.events.models import Event
from core.events.services import deliver_all
from core.notices.models import Notice
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db


def agency_of(commitment):
    return Commitment.objects.get(pk=commitment.pk).agency.short_name


def limits_of(commitment):
    return list(Deadline.objects.of(commitment).order_by("pk").values_list("agency__short_name", "due_on", "started_on", "state"))


def titles(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("title", flat=True))


def test_a_dissolved_agency_s_commitments_go_to_its_successor_with_their_limits(commitment, dissolve):
    (_agency, due_on, started_on, state), *_others = limits_of(commitment)
    dissolve("市人社局", "市住建局")
    assert reassign_orphans() == 1
    assert agency_of(commitment) == "市住建局"
    assert limits_of(commitment)[0] == ("市住建局", due_on, started_on, state)


def test_until_the_day_of_dissolution_it_answers_itself(commitment, dissolve, tomorrow):
    dissolve("市人社局", "市住建局", on=tomorrow)
    assert reassign_orphans() == 0 and agency_of(commitment) == "市人社局"
    assert reassign_orphans(at=tomorrow) == 1 and agency_of(commitment) == "市住建局"


def test_successors_are_followed_to_one_that_is_there(commitment, dissolve):
    dissolve("市人社局", "市民政局")
    dissolve("市民政局", "市教育局")
    reassign_orphans()
    assert agency_of(commitment) == "市教育局"


def test_a_successor_that_is_dissolved_later_passes_on_what_it_got(commitment, dissolve):
    dissolve("市人社局", "市民政局")
    reassign_orphans()
    dissolve("市民政局", "市教育局")
    reassign_orphans()
    ways = Reassignment.objects.order_by("pk").values_list("from_agency__short_name", "agency__short_name", "state")
    assert list(ways) == [("市人社局", "市民政局", "passed_on"), ("市民政局", "市教育局", "waiting")]


def test_without_a_successor_the_superior_answers(owed_by, dissolve):
    one = owed_by("市不动产登记中心")
    dissolve("市不动产登记中心")
    reassign_orphans()
    row = Reassignment.objects.get()
    assert agency_of(one) == "市住建局" and (row.cause, row.route, row.state) == ("dissolved", "superior", "waiting")


def test_successors_in_a_circle_end_at_a_superior_and_are_refused_when_they_are_entered(commitment, dissolve, agencies):
    dissolve("市人社局", "市民政局")
    second = dissolve("市民政局", "市人社局")
    with pytest.raises(ValidationError, match="承接"):
        second.clean()
    reassign_orphans()
    assert agency_of(commitment) == "市政府"


def test_at_the_top_the_supervision_office_answers(owed_by, dissolve):
    one = owed_by("市政府")
    dissolve("市政府")
    reassign_orphans()
    assert agency_of(one) == "市政府督查室"
    assert Reassignment.objects.get().route == "supervision"


def test_an_agency_that_lost_all_its_people_is_answered_for_by_its_superior(owed_by, leave):
    one = owed_by("市不动产登记中心")
    leave("mu")
    assert reassign_orphans() == 0
    leave("mu", "kang")
    assert reassign_orphans() == 1 and agency_of(one) == "市住建局"
    assert Reassignment.objects.get().cause == "deserted"


def test_closed_accounts_are_nobody(owed_by, people):
    one = owed_by("市不动产登记中心")
    for name in ("mu", "kang"):
        people[name].is_active = False
        people[name].save()
    reassign_orphans()
    assert agency_of(one) == "市住建局"


def test_an_agency_that_never_had_people_keeps_what_it_owes(owed_by):
    one = owed_by("市民政局")
    assert reassign_orphans() == 0 and agency_of(one) == "市民政局"


def test_a_head_in_office_is_somebody(owed_by):
    """东泽区政府 has a head and no account."""
    one = owed_by("东泽区政府")
    assert reassign_orphans() == 0 and agency_of(one) == "东泽区政府"


def test_finished_ones_stay_where_they_were(commitment, dissolve, actor):
    from commitments.register.services import withdraw_commitment

    withdraw_commitment(commitment=commitment, by=actor("jiang"), reason="登记有误")
    dissolve("市人社局", "市住建局")
    assert reassign_orphans() == 0 and agency_of(commitment) == "市人社局"


def test_the_receiver_is_told_once_of_all(owed_by, dissolve, people):
    for number in range(3):
        owed_by("市人社局", title=f"第{number}项")
    dissolve("市人社局", "市住建局")
    reassign_orphans()
    deliver_all()
    told = [title for title in titles(people["qiao"]) if "改由" in title]
    assert told == ["云澜市人力资源和社会保障局没有办完的承诺3项，改由市住建局负责"]
    assert [title for title in titles(people["tang"]) if "改由" in title] == told


def test_where_nobody_works_the_supervisors_are_told(commitment, dissolve, people):
    dissolve("市人社局", "市民政局")
    reassign_orphans()
    deliver_all()
    assert any("改由市民政局负责" in title for title in titles(people["jiang"]))


def test_the_public_page_says_who_answered_and_who_answers_and_why(commitment, dissolve):
    dissolve("市人社局", "市住建局")
    reassign_orphans()
    page = Client().get(reverse("public_commitment", args=[commitment.pk])).content.decode()
    assert "责任单位由云澜市人力资源和社会保障局改为云澜市住房和城乡建设局，期限不变" in page
    assert "原责任单位撤销" in page and "原责任单位" in page and "承接" in page
    entry = PublicEntry.objects.get(key=f"commitment:{commitment.pk}")
    assert entry.agency.short_name == "市住建局" and entry.facts["former_agency"]["name"] == "云澜市人力资源和社会保障局"


def test_what_was_missed_before_stays_missed(promise, actor, agencies, dissolve, today):
    from commitments.register.services import register
    from core.deadlines.sweep import sweep

    one = register(by=actor("su"), **promise(agency=agencies["市人社局"], due_on=today + timedelta(days=5)))
    sweep(at=today + timedelta(days=6))
    dissolve("市人社局", "市住建局")
    reassign_orphans()
    assert [(agency, state) for agency, _due, _start, state in limits_of(one)] == [("市住建局", "overdue")]


def test_who_shares_the_task_is_replaced_by_the_successor(commitment, promise, actor, agencies, dissolve):
    from commitments.register.services import register

    shared = register(by=actor("lin"), **promise(leads=[agencies["市民政局"]], cooperating=[agencies["市教育局"]]))
    dissolve("市民政局", "市住建局")
    reassign_orphans()
    assert set(shared.participations.values_list("agency__short_name", "role")) == {("市住建局", "lead"), ("市教育局", "cooperating")}
    limit = Deadline.objects.of(shared).get()
    assert set(limit.other_agency_ids) == {agencies["市住建局"].pk, agencies["市教育局"].pk}
    dissolve("市教育局", "市人社局")  # which is responsible already
    reassign_orphans()
    assert set(shared.participations.values_list("agency__short_name", flat=True)) == {"市住建局"}
    assert Deadline.objects.of(shared).get().other_agency_ids == [agencies["市住建局"].pk]
    assert reassign_orphans() == 0


def test_a_receiver_that_shared_the_task_answers_for_it_now(promise, actor, agencies, dissolve):
    from commitments.register.services import register

    shared = register(by=actor("lin"), **promise(cooperating=[agencies["市住建局"]]))
    dissolve("市人社局", "市住建局")
    reassign_orphans()
    assert not shared.participations.exists() and Deadline.objects.of(shared).get().other_agency_ids == []


def test_an_open_change_request_is_decided_above_the_new_agency(owed_by, actor, agencies, dissolve, paper, people):
    one = owed_by("市不动产登记中心")
    request = propose_change(
        commitment=one,
        reason=LawfulReason.objects.get(code="public_interest"),
        explanation="因防汛。",
        affected="市民",
        consultation="座谈会",
        compensation=False,
        compensation_words="没有人受损失。",
        text="改后的原文。",
        files=[paper()],
        by=actor("mu"),
    )
    limit = Deadline.objects.of(request)
    assert limit.get().agency == agencies["市住建局"]
    dissolve("市不动产登记中心")  # 市住建局 answers now, and decides on nothing of its own
    reassign_orphans()
    assert limit.get().agency == agencies["市政府督查室"]
    assert ChangeRequest.objects.visible_to(people["qiao"]).filter(pk=request.pk).exists()


@pytest.fixture
def debt(agencies, actor, today):
    from decimal import Decimal

    def make(**changed):
        plan = [(today + timedelta(days=30), Decimal("40000.00")), (today + timedelta(days=60), Decimal("60000.00"))]
        draft = debts.enter_debt(
            by=actor("lin"),
            agency=agencies["市人社局"],
            creditor="云澜市景明装饰有限公司",
            creditor_kind="small_firm",
            ground="contract",
            paper_name="服务大厅改造合同",
            paper_on=today - timedelta(days=60),
            principal=Decimal("100000.00"),
            plan=plan,
        )
        return debts.confirm_debt(debt=draft, by=actor("he")) if changed.get("confirmed", True) else draft

    return make


def test_a_debt_passes_with_its_instalments_and_a_draft_too(debt, dissolve, actor):
    confirmed, draft = debt(), debt(confirmed=False)
    dissolve("市人社局", "市住建局")
    assert reassign_orphans() == 2
    assert set(Debt.objects.values_list("pk", "agency__short_name")) == {(confirmed.pk, "市住建局"), (draft.pk, "市住建局")}
    assert {agency_of(part.commitment) for part in confirmed.instalments.all()} == {"市住建局"}


def test_the_new_debtor_pays(debt, dissolve, actor, paper, today):
    from decimal import Decimal

    one = debt()
    dissolve("市人社局", "市住建局")
    reassign_orphans()
    one = Debt.objects.get(pk=one.pk)
    debts.pay_debt(debt=one, by=actor("tang"), amount=Decimal("40000.00"), paid_on=today, files=[paper()])
    assert one.instalments.first().commitment.state == "claimed"


def test_twice_is_once(owed_by, dissolve, people):
    owed_by("市人社局")
    dissolve("市人社局", "市住建局")
    watch()
    deliver_all()
    before = [model.objects.count() for model in (Event, Reassignment, Notice)]
    watch()
    deliver_all()
    assert [model.objects.count() for model in (Event, Reassignment, Notice)] == before


def test_a_crash_in_the_middle_loses_nothing(owed_by, dissolve, monkeypatch, people):
    from commitments.continuity.services import moving, watching

    made = [owed_by("市人社局", title=f"第{number}项") for number in range(5)]
    dissolve("市人社局", "市住建局")
    monkeypatch.setattr(watching, "CHUNK", 2)
    calls, publish = [], moving.publish_commitments

    def crash(keys):
        calls.append(keys)
        if len(calls) == 2:
            raise RuntimeError("the power went")
        publish(keys)

    monkeypatch.setattr(moving, "publish_commitments", crash)
    reassign_orphans()
    assert sorted(agency_of(one) for one in made) == ["市人社局"] * 3 + ["市住建局"] * 2
    assert Reassignment.objects.count() == 2
    reassign_orphans()
    assert {agency_of(one) for one in made} == {"市住建局"} and Reassignment.objects.count() == 5
    deliver_all()
    assert len([title for title in titles(people["qiao"]) if "改由" in title]) == 1


def test_one_agency_that_fails_stops_no_other(owed_by, dissolve, monkeypatch, agencies):
    from commitments.continuity.services import watching

    first, second = owed_by("市人社局"), owed_by("市交通局")
    dissolve("市人社局", "市住建局")
    dissolve("市交通局", "市住建局")
    chunk = watching.pass_on_chunk

    def fails(agency, *args, **kwargs):
        if agency == agencies["市人社局"]:
            raise RuntimeError("broken")
        return chunk(agency, *args, **kwargs)

    monkeypatch.setattr(watching, "pass_on_chunk", fails)
    reassign_orphans()
    assert (agency_of(first), agency_of(second)) == ("市人社局", "市住建局")


def test_a_chunk_costs_the_same_for_many(owed_by, dissolve, django_assert_max_num_queries):
    owed_by("市人社局")
    dissolve("市人社局", "市住建局")
    with django_assert_max_num_queries(200) as few:
        reassign_orphans()
    for number in range(12):
        owed_by("市交通局", title=f"第{number}项")
    dissolve("市交通局", "市住建局")
    with django_assert_max_num_queries(len(few)):
        assert reassign_orphans() == 12


def test_a_task_of_somebody_who_left_is_everybody_s_again_and_the_reviewer_hears_once(commitment, actor, people, leave):
    limit = Deadline.objects.of(commitment).get()
    assign_many(deadlines=[limit], user=people["lin"], by=actor("he"))
    leave("lin")
    watch()
    watch()
    deliver_all()
    assert not Assignment.objects.current().exists()
    assert [title for title in titles(people["he"]) if "离任" in title] == ["林晓舟已离任，1件待办没有人办"]


def test_a_task_that_passed_is_nobody_s_own(commitment, actor, people, dissolve):
    limit = Deadline.objects.of(commitment).get()
    assign_many(deadlines=[limit], user=people["lin"], by=actor("he"))
    dissolve("市人社局", "市住建局")
    watch()
    deliver_all()
    assert not Assignment.objects.current().exists()
    assert not any("离任" in title for title in titles(people["qiao"]))

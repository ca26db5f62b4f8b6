"""The edges of the rules of debts: the last day that counts, the smallest sum, and who may what. Days and sums by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from commitments.debts import queries, services
from commitments.debts.models import Debt
from commitments.fulfilment.services import verify_claim
from tests.commitments.edges import refused, reviewing, told

pytestmark = pytest.mark.django_db
ALL = Decimal("100000.00")


def test_who_entered_it_does_not_confirm_it_as_reviewer_either(draft, people, agencies):
    made = draft()
    assert "不能是同一人" in refused("refused", services.confirm_debt, debt=made, by=reviewing(people["lin"], agencies["市人社局"])).message


def test_a_paper_is_of_today_at_the_latest_and_no_older_than_the_republic(draft, today):
    for day in (today + timedelta(days=1), date(1949, 9, 30)):
        assert refused("bad_day", draft, paper_on=day).data["field"] == "paper_on"
    assert draft(paper_on=today).paper_on == today


def test_an_instalment_was_promised_on_the_day_of_the_paper(debt):
    assert debt(paper_on=date(2027, 1, 9)).instalments.first().commitment.promised_on == date(2027, 1, 9)


def test_an_instalment_may_be_due_on_the_day_of_the_paper_and_fifty_years_on_at_the_latest(draft, today):
    last = today + timedelta(days=365 * 50)
    assert draft(paper_on=today, plan=[(today, ALL)]).due_on == today
    assert draft(plan=[(last, ALL)]).due_on == last
    refused("bad_plan", draft, plan=[(last + timedelta(days=1), ALL)])


def test_a_plan_has_at_most_120_instalments_and_each_is_money(draft, today):
    plan = [(today + timedelta(days=number), Decimal("1.00")) for number in range(121)]
    assert draft(plan=plan[:120], principal=Decimal("120.00")).instalments.count() == 120
    refused("bad_plan", draft, plan=plan, principal=Decimal("121.00"))
    refused("bad_amount", draft, plan=[(today, ALL + 1), (today, Decimal("-1.00"))])
    for principal in (ALL - Decimal("0.01"), ALL + Decimal("0.01")):
        assert refused("bad_plan", draft, plan=[(today, ALL)], principal=principal).data["field"] == "plan"


def test_the_lpr_is_that_of_the_day_of_the_contract(draft):
    """3.10 % on 1 December 2024; today it is 3.00 %, which was too little then (条例第十七条: 合同订立时)."""
    words = {"paper_on": date(2024, 12, 1), "rate_kind": "yearly"}
    assert "3.1" in refused("rate_too_low", draft, rate=Decimal("3.00"), **words).message
    assert draft(rate=Decimal("3.10"), **words).rate == Decimal("3.10")


def test_the_plan_is_put_in_the_order_of_its_days(draft, today):
    later, sooner = today + timedelta(days=20), today + timedelta(days=5)
    made = draft(plan=[(later, Decimal("60000.00")), (sooner, Decimal("40000.00"))])
    assert [part.due_on for part in made.instalments.all()] == [sooner, later] and made.due_on == later


def test_a_draft_is_withdrawn_by_a_reviewer_or_the_supervision_and_not_by_its_clerk(draft, actor):
    refused("refused", services.withdraw_debt, debt=draft(), by=actor("lin"), reason="录入有误")
    refused("refused", services.withdraw_debt, debt=draft(), by=actor("qiao"), reason="录入有误")
    refused("words_missing", services.withdraw_debt, debt=draft(), by=actor("he"), reason=" ")
    for name in ("he", "jiang"):
        assert services.withdraw_debt(debt=draft(), by=actor(name), reason="录入有误").state == "withdrawn"


def test_what_is_being_verified_is_not_withdrawn(debt, pay, actor):
    made = debt()
    pay(made, "40000.00")
    refused("being_verified", services.withdraw_debt, debt=made, by=actor("jiang"), reason="债权人免除")


def test_a_settled_debt_takes_no_payment_and_another_agencys_clerk_enters_none(debt, pay):
    made = debt()
    refused("refused", pay, debt=made, amount="1.00", by="tang")
    refused("bad_amount", pay, debt=made, amount="-1.00")
    refused("not_confirmed", pay, debt=pay(made, "100000.00").debt, amount="1.00")


def test_what_was_paid_in_part_by_verification_is_not_taken_back_either(debt, pay, actor):
    made = debt()
    payment = pay(made, "40000.00")
    verify_claim(commitment=made.instalments.first().commitment, grade="partly_kept", reason="差五元", by=actor("jiang"))
    refused("verified_before", services.reverse_payment, payment=payment, by=actor("he"), reason="退票")


def test_only_the_reviewer_of_the_debtor_takes_back_with_a_reason_and_on_the_same_day(debt, pay, actor, today):
    made = debt()
    payment = pay(made, "10.00", paid_on=today - timedelta(days=5))
    refused("refused", services.reverse_payment, payment=payment, by=actor("qiao"), reason="退票")
    refused("words_missing", services.reverse_payment, payment=payment, by=actor("he"), reason=" ")
    back = services.reverse_payment(payment=payment, by=actor("he"), reason="退票")
    assert (back.paid_on, back.booked_on) == (today - timedelta(days=5), today) and not back.may_be_reversed


def test_a_code_is_gone_with_its_answer_or_its_payment(signed_in, debt, pay, actor):
    made = debt()
    one, two = pay(made, "10.00"), pay(made, "20.00")
    code = one.answer.code
    services.reverse_payment(payment=one, by=actor("he"), reason="退票")
    assert code not in signed_in("lin").get(one.get_absolute_url()).content.decode()
    answered = services.answer_payment(code=two.answer.code, answer="received", by=actor("lin"))
    assert (answered.code_sealed, answered.code) == ("", "")


def test_a_year_that_is_over_is_published_by_those_who_watch_only(actor):
    for name in ("lin", "he", "qin"):
        refused("refused", services.publish_overdue, by=actor(name), year=2026)


def test_late_at_the_end_of_a_year_is_what_was_due_and_unpaid_on_31_december(debt, pay):
    """Of one paper both instalments were due and paid in January: one paper, 100,000. Paid on 31 December, or due in January: not late."""
    words, last = {"paper_on": date(2026, 6, 1)}, date(2026, 12, 31)
    late = debt(plan=[(date(2026, 11, 30), Decimal("40000.00")), (last, Decimal("60000.00"))], **words)
    pay(late, "100000.00", paid_on=date(2027, 1, 5))
    pay(debt(plan=[(last, ALL)], **words), "100000.00", paid_on=last)
    debt(plan=[(date(2027, 1, 15), ALL)], **words)
    debt(plan=[(last, ALL)], creditor_kind="other_firm", **words)
    assert list(queries.overdue_at_the_end_of(2026)) == [{"agency": late.agency_id, "count": 1, "amount": ALL}]


def test_what_is_entered_on_new_years_day_belongs_to_the_new_year(debt, draft, pay, actor, people):
    """2027 ends with 100,000; on 1 January 10,000 are paid, the rest is withdrawn, another 100,000 are confirmed."""
    old = debt()
    services.withdraw_debt(debt=draft(), by=actor("he"), reason="录入有误")  # never owed
    with time_machine.travel("2028-01-01 10:00+08:00", tick=False):
        pay(old, "10000.00")
        services.withdraw_debt(debt=old, by=actor("jiang"), reason="债权人免除其余")
        debt()
        before, after = (queries.movements(people["ye"], year)[0] for year in (2027, 2028))
        assert before[1:] == (0, ALL, 0, 0) and before.after == ALL
        assert after[1:] == (ALL, ALL, Decimal("10000.00"), Decimal("90000.00")) and after.after == ALL
        assert list(queries.owed_when_began(Debt.objects.all(), 2028)) == [old]
        sums = queries.sums_of(Debt.objects.with_overdue())
        assert (sums["all_principal"], sums["all_paid"], sums["all_owed"]) == (ALL, 0, ALL)


def test_what_was_paid_up_before_is_no_stock(debt, pay):
    pay(debt(), "100000.00")
    assert not queries.owed_when_began(Debt.objects.all(), 2028).exists()


def test_a_debt_is_seen_by_its_agency_the_supervision_and_the_credit_office(debt, people):
    made = debt()
    seen = {name for name, user in people.items() if Debt.objects.visible_to(user).filter(pk=made.pk).exists()}
    assert {"lin", "he", "jiang", "wei", "ye", "meng", "song"} <= seen
    assert not seen & {"tang", "qiao", "su", "fang", "lan", "xue", "qin", "admin"}


def test_who_entered_a_debt_hears_what_became_of_it_and_who_confirms_waits_for_others_drafts(debt, draft, people, actor):
    debt()
    assert told("欠款已确认") == {"lin"}
    draft()
    assert queries.waiting_for(actor("he")).count() == 1
    assert not queries.waiting_for(actor("qiao")).exists() and not queries.waiting_for(actor("lin")).exists()


def test_the_figures_of_a_year_are_due_on_31_march_of_the_next():
    assert queries.publication_day(2026)[0] == date(2027, 3, 31)

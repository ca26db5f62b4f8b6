"""What each use case of debts writes and refuses; days and sums by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction

from commitments.debts import services
from commitments.debts.models import CreditorAnswer, Debt, Instalment, OverdueYear, Payment
from commitments.fulfilment.services import verify_claim
from commitments.register.services import register
from core.accounts.actor import Actor
from core.accounts.models import Membership
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db
NOBODY = Actor.of(AnonymousUser())


def refused(expected, service, /, **arguments):
    with pytest.raises(DomainError) as caught, transaction.atomic():
        service(**arguments)
    assert caught.value.code == expected
    return caught.value.message


def test_a_debt_gets_its_number_and_its_telephone_lies_sealed(draft):
    made = draft()
    assert (made.number, made.state, made.due_on) == ("债〔2027〕1号", "draft", date(2027, 6, 18))
    assert made.telephone == "0499-5550123" and "0499" not in made.telephone_sealed
    assert not made.instalments.exclude(commitment=None).exists()


def test_only_a_clerk_of_the_debtor_enters_and_only_another_person_confirms(facts, draft, actor):
    refused("refused", services.enter_debt, by=actor("tang"), **facts())
    made = draft()
    for name in ("lin", "qiao", "jiang", "ye"):
        refused("refused", services.confirm_debt, debt=made, by=actor(name))
    confirmed = services.confirm_debt(debt=made, by=actor("he"))
    assert confirmed.state == "confirmed"
    for name in ("lin", "he"):  # once more: said in words, not by the constraint
        refused("no_such_step", services.confirm_debt, debt=confirmed, by=actor(name))


def test_each_instalment_becomes_a_public_commitment_that_does_not_name_the_creditor(debt):
    one = debt().instalments.first().commitment
    assert (one.kind.code, one.title, one.beneficiary) == ("debt_instalment", "偿付债〔2027〕1号欠款第1期", "债权人（中小企业）")
    assert one.deadline.due_on == date(2027, 3, 20)
    entry = PublicEntry.objects.get(key=f"commitment:{one.pk}")
    assert "景明" not in f"{entry.title}{entry.text}{entry.facts}"


def test_an_instalment_on_a_holiday_keeps_the_day_of_the_paper(debt):
    """A day that a document names is not moved (文书载明的日期); 1 October is a holiday."""
    made = debt(plan=[(date(2027, 10, 1), Decimal("100000.00"))])
    assert made.instalments.get().commitment.deadline.due_on == date(2027, 10, 1)


def test_nobody_registers_an_instalment_by_hand(promise, kind, actor):
    refused("bad_kind", register, by=actor("lin"), **promise(kind=kind("debt_instalment")))


def test_the_plan_makes_up_the_principal(facts, actor):
    words = facts(principal=Decimal("99999.99"))
    message = refused("bad_plan", services.enter_debt, by=actor("lin"), **words)
    assert "100,000.00" in message and "99,999.99" in message


@pytest.mark.parametrize("amount", ["0", "-1.00", "1.001", "NaN", "1E+20"])
def test_odd_amounts_are_refused(facts, actor, amount):
    refused("bad_amount", services.enter_debt, by=actor("lin"), **facts(principal=Decimal(amount)))


def test_a_rate_under_the_lpr_of_the_contracts_day_is_refused_with_the_article(facts, actor):
    """The rule row in force in January 2027 says 3.00 %."""
    words = {"rate_kind": "yearly", "rate": Decimal("2.99")}
    assert "第十七条" in refused("rate_too_low", services.enter_debt, by=actor("lin"), **facts(**words))
    refused("rate_too_low", services.enter_debt, by=actor("lin"), **facts(rate_kind="daily", rate=Decimal("0.008")))  # 2.92 % a year
    services.enter_debt(by=actor("lin"), **facts(rate_kind="yearly", rate=Decimal("3.00")))
    services.enter_debt(by=actor("lin"), **facts(rate_kind="yearly", rate=Decimal("2.00"), creditor_kind="other_firm"))


def test_a_payment_goes_to_the_oldest_instalment_and_claims_what_it_covers(debt, pay, now):
    made = debt()
    pay(made, "50000.00")
    first, second = made.instalments.all()
    assert (first.paid, second.paid, now(made).paid) == (Decimal("40000.00"), Decimal("10000.00"), Decimal("50000.00"))
    assert (first.commitment.state, second.commitment.state) == ("claimed", "open")


def test_what_was_claimed_becomes_kept_by_the_supervision_office(debt, pay, actor):
    made = debt()
    pay(made, "40000.00")
    one = made.instalments.first().commitment
    refused("refused", verify_claim, commitment=one, grade="kept", by=actor("he"))
    verify_claim(commitment=one, grade="kept", by=actor("jiang"))
    one.refresh_from_db()
    assert (one.state, one.deadline.state) == ("kept", "met")


def test_a_payment_larger_than_the_debt_is_refused(debt, pay):
    made = debt()
    assert "还差100,000.00元" in refused("more_than_owed", pay, debt=made, amount="100000.01")
    assert not made.payments.exists()


def test_a_payment_needs_a_voucher_a_clerk_and_a_day(debt, draft, pay, today):
    made = debt()
    refused("voucher_missing", pay, debt=made, amount="1.00", files=[])
    refused("refused", pay, debt=made, amount="1.00", by="he")
    refused("bad_day", pay, debt=made, amount="1.00", paid_on=today + timedelta(days=1))
    refused("not_confirmed", pay, debt=draft(), amount="1.00")


def test_the_last_payment_settles_the_debt_and_a_reversal_opens_it_again(debt, pay, actor, now):
    made = debt()
    payment = pay(made, "100000.00")
    assert now(made).state == "settled"
    refused("refused", services.reverse_payment, payment=payment, by=actor("lin"), reason="退票")
    back = services.reverse_payment(payment=payment, by=actor("he"), reason="银行退票。")
    assert (back.amount, back.paid_on, now(made).state, now(made).paid) == (Decimal("-100000.00"), payment.paid_on, "confirmed", 0)
    assert {part.commitment.state for part in made.instalments.all()} == {"open"}
    refused("reversed_before", services.reverse_payment, payment=payment, by=actor("he"), reason="再冲一次")


def test_what_was_verified_is_not_taken_back(debt, pay, actor):
    made = debt()
    payment = pay(made, "40000.00")
    verify_claim(commitment=made.instalments.first().commitment, grade="kept", by=actor("jiang"))
    refused("verified_before", services.reverse_payment, payment=payment, by=actor("he"), reason="银行退票。")


def test_a_payment_is_never_changed_or_deleted(debt, pay):
    payment = pay(debt(), "10.00")
    for change in (lambda: Payment.objects.filter(pk=payment.pk).update(amount=1), lambda: Payment.objects.filter(pk=payment.pk).delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_supervision_withdraws_and_the_open_commitments_go_with_it(debt, actor):
    made = debt()
    refused("refused", services.withdraw_debt, debt=made, by=actor("he"), reason="债权人免除")
    withdrawn = services.withdraw_debt(debt=made, by=actor("jiang"), reason="债权人书面免除。")
    assert withdrawn.state == "withdrawn"
    assert {part.commitment.state for part in made.instalments.all()} == {"withdrawn"}
    assert "免除" not in str(PublicEntry.objects.get(key=f"commitment:{made.instalments.first().commitment_id}").facts)


def test_the_creditor_confirms_once_by_the_code(debt, pay):
    payment = pay(debt(), "40000.00")
    code = payment.answer.code
    assert services.look_up_payment(f" {code.lower()} ").payment == payment
    services.answer_payment(code=code, answer="received", by=NOBODY)
    assert services.look_up_payment(code) is None
    assert services.answer_payment(code=code, answer="received", by=NOBODY).payment == payment, "a double click changes nothing"
    for other in ("contradicted", "", "nonsense"):
        refused("no_such_code", services.answer_payment, code=code, answer=other, words="没有收到。", by=NOBODY)


def test_a_contradiction_needs_words_and_tells_reviewers_and_supervision(debt, pay, people):
    payment = pay(debt(), "40000.00")
    code = payment.answer.code
    refused("words_missing", services.answer_payment, code=code, answer="contradicted", by=NOBODY)
    services.answer_payment(code=code, answer="contradicted", words="没有收到。", by=NOBODY)
    deliver_all()
    told = Notice.objects.filter(title__startswith="债权人对付款有异议").values_list("user__username", flat=True)
    assert set(told) == {"he", "jiang", "wei"}


def test_a_reversal_ends_the_code(debt, pay, actor):
    payment = pay(debt(), "40000.00")
    code = payment.answer.code
    services.reverse_payment(payment=payment, by=actor("he"), reason="银行退票。")
    assert services.look_up_payment(code) is None


def test_a_payment_before_the_paper_and_a_plan_before_it_are_refused(debt, facts, pay, actor):
    made = debt()
    refused("bad_day", pay, debt=made, amount="1.00", paid_on=made.paper_on - timedelta(days=1))
    pay(made, "1.00", paid_on=made.paper_on)
    early = facts(plan=[(made.paper_on - timedelta(days=1), Decimal("100000.00"))])
    assert "应付日期" in refused("bad_plan", services.enter_debt, by=actor("lin"), **early)


def test_an_agreed_rate_is_a_number_between_nothing_and_a_hundred(facts, actor):
    for rate in (None, Decimal("0"), Decimal("100")):
        refused("rate_missing", services.enter_debt, by=actor("lin"), **facts(rate_kind="yearly", rate=rate))


def test_who_entered_a_payment_does_not_take_it_back_as_reviewer_either(debt, pay, people, agencies):
    payment = pay(debt(), "40000.00")
    Membership.objects.create(user=people["lin"], agency=agencies["市人社局"], role="agency_reviewer", starts_on=date(2024, 1, 1))
    both = Actor.of(type(people["lin"]).objects.get(username="lin"))  # read anew: an actor remembers its roles
    refused("refused", services.reverse_payment, payment=payment, by=both, reason="银行退票。")


def test_after_a_withdrawal_no_payment_is_taken_back(debt, pay, actor):
    made = debt()
    payment = pay(made, "10.00")
    services.withdraw_debt(debt=made, by=actor("jiang"), reason="债权人书面免除。")
    refused("withdrawn", services.reverse_payment, payment=payment, by=actor("he"), reason="银行退票。")


def test_the_creditor_says_yes_or_no_and_only_to_what_still_stands(debt, pay, actor):
    payment = pay(debt(), "40000.00")
    code = payment.answer.code
    refused("no_answer", services.answer_payment, code=code, answer="perhaps", by=NOBODY)
    services.reverse_payment(payment=payment, by=actor("he"), reason="银行退票。")
    refused("no_such_code", services.answer_payment, code=code, answer="received", by=NOBODY)


def test_a_draft_is_told_to_the_reviewer(draft):
    draft()
    deliver_all()
    assert [notice.user.username for notice in Notice.objects.filter(title="请确认欠款：债〔2027〕1号")] == ["he"]


def test_a_missed_instalment_makes_the_debt_overdue_until_it_is_paid(debt, pay, today):
    made = debt(plan=[(today - timedelta(days=3), Decimal("100000.00"))])
    sweep()
    overdue = lambda: Debt.objects.with_overdue().get(pk=made.pk).is_overdue  # noqa: E731
    assert overdue()
    pay(made, "100000.00")
    assert not overdue()


def test_codes_and_telephones_are_sealed_anew(debt, pay):
    payment = pay(debt(), "1.00")
    before = payment.answer.code
    assert services.reseal_debts() == 2
    assert CreditorAnswer.objects.get().code == before


def test_the_year_is_published_once_with_papers_and_sums_of_small_firms_only(debt, pay, actor, agencies):
    """Due 31 December 2026: 100,000 of which 30,000 was paid in time; another firm's debt is not counted."""
    plan = [(date(2026, 12, 31), Decimal("100000.00"))]
    words = {"paper_on": date(2026, 6, 1), "plan": plan}
    pay(debt(**words), "30000.00", paid_on=date(2026, 12, 30))
    debt(**words, creditor_kind="other_firm")
    refused("refused", services.publish_overdue, by=actor("lin"), year=2026)
    services.publish_overdue(by=actor("ye"), year=2026)
    row = OverdueYear.objects.get()
    assert (row.agency, row.count, row.amount) == (agencies["市人社局"], 1, Decimal("70000.00"))
    refused("published_before", services.publish_overdue, by=actor("ye"), year=2026)
    refused("year_not_over", services.publish_overdue, by=actor("ye"), year=2027)


def check_now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.parametrize(
    "change",
    [
        lambda debt: Debt.objects.filter(pk=debt.pk).update(principal=Decimal("100001.00")),
        lambda debt: Debt.objects.filter(pk=debt.pk).update(paid=Decimal("1.00")),
        lambda debt: Instalment.objects.filter(debt=debt, position=1).update(amount=Decimal("1.00")),
        lambda debt: Instalment.objects.filter(debt=debt, position=1).update(paid=Decimal("1.00")),
        lambda debt: Payment.objects.create(debt=debt, amount=Decimal("1.00"), paid_on=date(2027, 3, 10), entered_by=debt.created_by),
    ],
)
def test_the_database_refuses_sums_that_do_not_balance(debt, change):
    made = debt()
    check_now()
    with pytest.raises(DatabaseError), transaction.atomic():
        change(made)
        check_now()

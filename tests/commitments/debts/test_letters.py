"""A creditor who left an address is told by mail, once each; the code of a payment never stands in it, and the address lies sealed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.debts import letters, services
from core.deadlines.sweep import sweep
from core.events.models import Delivery, Event
from core.events.services import deliver_all
from core.notices.mail import send_all
from core.notices.models import Mail
from core.sealed import reseal_all

pytestmark = pytest.mark.django_db
ADDRESS = "caiwu@firm.example"


@pytest.fixture
def sent(mailoutbox):
    """sent() is what the creditor has got so far."""

    def new():
        deliver_all()
        send_all()
        return [message for message in mailoutbox if message.to == [ADDRESS]]

    return new


def test_a_draft_tells_nobody_and_the_confirmed_debt_says_where_the_code_is_typed(draft, actor, sent):
    made = draft(email=ADDRESS)
    assert sent() == [] and ADDRESS not in made.email_sealed and made.email == ADDRESS
    services.confirm_debt(debt=made, by=actor("he"))
    (message,) = sent()
    assert message.subject == "欠款已确认：债〔2027〕1号"
    assert "100,000.00元" in message.body and reverse("payment_find") in message.body and "景明" not in message.body


def test_each_payment_and_each_reversal_is_told_once_without_the_code(debt, pay, actor, sent):
    payment = pay(debt(email=ADDRESS), "40000.00")
    code = payment.answer.code
    message = sent()[1]
    assert message.subject == "请确认收款：债〔2027〕1号" and "2027年3月10日付40,000.00元" in message.body
    assert reverse("payment_find") in message.body
    services.reverse_payment(payment=payment, by=actor("he"), reason="退票")
    back = sent()[2]
    assert "冲销" in back.subject and "确认码随之失效" in back.body and "退票" not in back.body
    for spelling in (code, code.replace("-", ""), code.lower()):
        assert not any(spelling in f"{one.title}{one.body}{one.path}" for one in Mail.objects.all())
    Delivery.objects.update(state="waiting")
    assert len(sent()) == 3


def test_an_instalment_that_was_not_paid_by_its_day_is_told_and_a_paid_one_is_not(debt, pay, today, sent):
    made = debt(email=ADDRESS)
    pay(made, "10000.00")
    before = len(sent())
    sweep(at=today + timedelta(days=11))
    (message,) = sent()[before:]
    part = made.instalments.first()
    assert message.subject == "到期没有付清：债〔2027〕1号第1期" and "还差30,000.00元" in message.body
    assert reverse("public_commitment", args=[part.commitment_id]) in message.body


def test_who_left_no_address_gets_no_letter(debt, pay, today, sent):
    pay(debt(), "10000.00")
    sweep(at=today + timedelta(days=11))
    assert sent() == [] and not Mail.objects.exclude(address_sealed="").exists()


def test_many_events_cost_no_more_statements(debt, pay):
    made = debt(email=ADDRESS)
    for _number in range(4):
        pay(made, "1000.00")
    found = list(Event.objects.filter(name="payment_entered"))

    def cost(events):
        with CaptureQueriesContext(connection) as queries:
            assert len(letters.paid(events)) == len(events)
        return len(queries)

    assert cost(found[:1]) == cost(found)


def test_the_address_is_sealed_anew_with_the_others(draft, now):
    made = draft(email=ADDRESS)
    reseal_all()
    assert now(made).email_sealed != made.email_sealed and now(made).email == ADDRESS


def test_the_form_takes_an_address_and_refuses_what_is_none(draft, signed_in, now):
    made, client = draft(email=ADDRESS), signed_in("lin")
    address = reverse("debt_edit", args=[made.pk])
    assert ADDRESS in client.get(address).content.decode()
    same = ("creditor", "creditor_kind", "ground", "paper_name", "principal", "rate_kind")
    words = {name: getattr(made, name) for name in same} | {"paper_on": made.paper_on.isoformat(), "plan": "2027-06-18 100000.00"}
    assert client.post(address, words | {"email": "nobody"}).status_code == 422
    client.post(address, words | {"email": "kuaiji@firm.example"})
    assert now(made).email == "kuaiji@firm.example"
    assert "邮箱有改动" in client.get(made.get_absolute_url()).content.decode()


def test_the_page_of_a_payment_says_that_the_code_is_still_to_be_handed_over(debt, pay, signed_in):
    assert "仍要由你们交给债权人" in signed_in("lin").get(pay(debt(email=ADDRESS), "40000.00").get_absolute_url()).content.decode()
    assert "仍要由你们" not in signed_in("lin").get(pay(debt(), "40000.00").get_absolute_url()).content.decode()

"""A citizen who gave an address is told by mail that the objection came and what was decided, once each, in their language; it lies sealed."""

import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.urls import reverse

from core.events.models import Delivery
from core.events.services import deliver_all
from core.notices.mail import send_all
from core.notices.models import Mail
from core.sealed import reseal_all
from credit_records.objections.models import Objection
from credit_records.objections.services import refuse_objection

pytestmark = pytest.mark.django_db

ADDRESS = "wang.fang@example.org"


@pytest.fixture
def sent(mailoutbox):
    """sent() is what has been sent to the citizen since."""

    def new():
        deliver_all()
        send_all()
        return [message for message in mailoutbox if message.to == [ADDRESS]]

    return new


def test_receipt_and_outcome_are_sent_once_each(in_force, citizen, actor, sent):
    objection = citizen(in_force(), email=ADDRESS)
    (receipt,) = sent()
    assert receipt.subject == "异议已收到：市住建局拖欠维修款"
    assert objection.record.number in receipt.body and reverse("objection_follow") in receipt.body
    assert objection.receipt not in receipt.body  # who reads the mail must not be let in by it
    refuse_objection(objection=objection, by=actor("meng"), reason="顾长青核对过，没有新的事实")
    outcome = sent()[1]
    assert "不予受理" in outcome.subject and "没有新的事实" in outcome.body
    assert "顾长青" not in outcome.body  # masked, as on the public page
    Delivery.objects.update(state="waiting")
    assert len(sent()) == 2


def test_a_decision_is_told(in_force, citizen, propose, decide, actor, sent):
    from credit_records.objections.services import answer_objection, ask_source

    objection = ask_source(objection=citizen(in_force(), email=ADDRESS), by=actor("meng"))
    decide(propose(answer_objection(objection=objection, by=actor("su"), answer="已核对。"), "revoked"))
    _receipt, outcome = sent()
    assert "异议成立，已撤销记录" in outcome.subject and "同意处理意见" in outcome.body


def test_it_is_written_in_the_language_of_the_form(in_force, client, sent):
    words = {"grounds": ["basis"], "text": "合同已经解除。", "name": "许安然", "contact": "13900000001", "email": ADDRESS}
    client.cookies["django_language"] = "en"
    client.post(reverse("objection_public", args=[in_force().pk]), words)
    (receipt,) = sent()
    assert receipt.subject.startswith("Objection received")


def test_without_an_address_nobody_is_written_to(in_force, citizen, sent):
    citizen(in_force())
    assert sent() == [] and not Mail.objects.filter(notice=None).exists()


def test_name_telephone_and_address_lie_in_no_table(in_force, citizen, sent):
    assert citizen(in_force(), email=ADDRESS).citizen_name == "许安然"
    sent()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT row_to_json(one)::text FROM "{table}" one')
            told = "\n".join(text for (text,) in cursor.fetchall())
            assert not [one for one in ("许安然", "13900000001", ADDRESS) if one in told], table


def test_the_office_reads_the_telephone_and_not_the_address(in_force, citizen, signed_in):
    page = citizen(in_force(), email=ADDRESS).get_absolute_url()
    text = signed_in("meng").get(page).text
    assert "13900000001" in text and "w***@example.org" in text and ADDRESS not in text


def test_one_telephone_objects_once_to_a_record(in_force, citizen):
    from core.errors import DomainError

    record = in_force()
    citizen(record)
    with pytest.raises(DomainError) as error:
        citizen(record)
    assert error.value.code == "already_filed"


def test_the_mail_servers_refusal_is_kept_without_the_address(in_force, citizen, monkeypatch, signed_in, caplog):
    def refuse(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such user")})

    citizen(in_force(), email=ADDRESS)
    deliver_all()
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    send_all()
    letter = Mail.objects.get(notice=None)
    assert "w***@example.org" in letter.error and ADDRESS not in letter.error + caplog.text
    for page in (reverse("admin:core_mail_changelist"), reverse("admin:core_mail_change", args=[letter.pk])):
        text = signed_in("admin").get(page).text
        assert "w***@example.org" in text and ADDRESS not in text


def test_a_new_key_seals_them_anew(in_force, citizen, sent, settings):
    objection = citizen(in_force(), email=ADDRESS)
    deliver_all()
    before = Objection.objects.get()
    assert reseal_all() >= 2
    objection = Objection.objects.get()
    assert before.contact_sealed != objection.contact_sealed and objection.contact == "13900000001"
    assert before.name_sealed != objection.name_sealed and objection.citizen_name == "许安然"
    assert len(sent()) == 1

"""A debt that nobody has confirmed can be corrected by who entered it; what stood there before is told, and a confirmed debt stays as it is."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse

from commitments.debts import services
from core.accounts.actor import Actor
from core.accounts.models import Membership, User
from core.errors import DomainError
from core.events.models import Event

pytestmark = pytest.mark.django_db
ONE_PART = [(date(2027, 12, 31), Decimal("90000.00"))]


@pytest.fixture
def amend(facts, actor):
    """amend(debt, principal=…) by the clerk who entered it, the other facts as they were."""

    def make(debt, by="lin", **changed):
        words = facts(**changed)
        del words["agency"]
        return services.amend_debt(debt=debt, by=actor(by), **words)

    return make


def refused(expected, service, *arguments, **words):
    with pytest.raises(DomainError) as caught, transaction.atomic():
        service(*arguments, **words)
    assert caught.value.code == expected


def answers(debt):
    """What the form holds when it is opened."""
    plan = "2027-03-20 40000.00\n2027-06-18 60000.00"
    same = ("creditor", "creditor_kind", "telephone", "ground", "paper_name", "paper_number", "principal", "rate_kind")
    return {name: getattr(debt, name) for name in same} | {"paper_on": debt.paper_on.isoformat(), "plan": plan}


def test_amount_plan_and_creditor_of_a_draft_are_corrected_and_its_number_stays(draft, amend, now):
    made = draft()
    amend(made, principal=Decimal("90000.00"), plan=ONE_PART, creditor="云澜市远山建筑有限公司")
    found = now(made)
    assert (found.number, found.principal, found.due_on) == (made.number, Decimal("90000.00"), date(2027, 12, 31))
    assert [(part.position, part.due_on, part.amount) for part in found.instalments.all()] == [(1, *ONE_PART[0])]
    assert "远山" in found.creditor and found.state == "draft"


def test_what_stood_there_is_kept_and_the_telephone_stays_sealed(draft, amend):
    made = draft()
    amend(made, principal=Decimal("90000.00"), plan=ONE_PART, telephone="0499-5559999")
    changes = Event.objects.get(name="debt_amended").payload["changes"]
    assert changes["principal"] == ["100000.00", "90000.00"]
    assert changes["plan"] == ["2027-03-20 40000.00\n2027-06-18 60000.00", "2027-12-31 90000.00"]
    assert "555" not in str(changes) and "telephone" in changes and "creditor" not in changes


def test_saving_the_same_again_tells_nothing(draft, amend):
    made = draft()
    parts = list(made.instalments.values_list("pk", flat=True))
    amend(made)
    assert not Event.objects.filter(name="debt_amended").exists()
    assert list(made.instalments.values_list("pk", flat=True)) == parts


def test_only_who_entered_it_corrects_a_draft_so_that_nobody_confirms_own_words(draft, amend, people):
    made = draft()
    for name in ("he", "tang", "jiang", "ye"):
        refused("refused", amend, made, by=name)
    Membership.objects.filter(user=people["lin"]).delete()
    clerk_no_more = Actor.of(User.objects.get(pk=people["lin"].pk))
    refused("refused", services.check_may_amend, made, clerk_no_more)


def test_a_confirmed_or_withdrawn_debt_is_not_corrected_any_more(debt, draft, amend, actor):
    refused("not_a_draft", amend, debt(), principal=Decimal("90000.00"), plan=ONE_PART)
    refused("not_a_draft", amend, services.withdraw_debt(debt=draft(), by=actor("he"), reason="重复录入"))


def test_a_correction_is_held_to_the_rules_of_the_entry(draft, amend):
    made = draft()
    refused("bad_plan", amend, made, principal=Decimal("99999.99"))
    refused("rate_too_low", amend, made, rate_kind="yearly", rate=Decimal("2.99"))


def test_the_form_holds_what_was_entered_and_the_page_tells_who_changed_what(draft, signed_in):
    made, client = draft(rate_kind="yearly", rate=Decimal("4.35")), signed_in("lin")
    address = reverse("debt_edit", args=[made.pk])
    page = client.get(made.get_absolute_url()).content.decode()
    assert address in page and "等审核人确认" in page and "确认这笔欠款" not in page
    page = client.get(address).content.decode()
    for words in ("云澜市景明装饰有限公司", "0499-5550123", "2027-03-20 40000.00\n2027-06-18 60000.00", 'value="4.35"', "100000.00"):
        assert words in page
    wrong = client.post(address, answers(made) | {"rate": "4.35", "principal": "90000"})
    assert wrong.status_code == 422 and "90000" in wrong.content.decode()
    response = client.post(address, answers(made) | {"rate": "4.35", "paper_name": "服务大厅改造补充协议"})
    assert response["Location"] == made.get_absolute_url()
    page = client.get(made.get_absolute_url()).content.decode()
    assert "林晓舟修改录入的内容" in page and "文书名称由“服务大厅改造合同”改为“服务大厅改造补充协议”" in page


def test_who_may_not_correct_it_reads_why_and_is_offered_no_button(draft, debt, signed_in):
    made = draft()
    address = reverse("debt_edit", args=[made.pk])
    assert address not in signed_in("he").get(made.get_absolute_url()).content.decode()
    assert "只由录入人修改" in signed_in("he").get(address).content.decode()
    confirmed = debt()
    assert "不能再改" in signed_in("lin").get(reverse("debt_edit", args=[confirmed.pk])).content.decode()


def test_a_reviewer_who_read_another_plan_is_told_instead_of_confirming_it(draft, amend, signed_in, now):
    made, client = draft(), signed_in("he")
    address = reverse("debt_confirm", args=[made.pk])
    seen = client.get(address).context["form"]["seen"].value()
    amend(made, plan=[(date(2027, 3, 20), Decimal("50000.00")), (date(2027, 6, 18), Decimal("50000.00"))])
    response = client.post(address, {"seen": seen})
    assert response.status_code == 422 and "有了改动" in response.content.decode() and now(made).state == "draft"
    client.post(address, {"seen": client.get(address).context["form"]["seen"].value()})
    assert now(made).state == "confirmed"


def test_how_the_creditor_of_a_confirmed_debt_is_reached_is_corrected_and_nothing_else(debt, actor, now):
    """A letter must not go on to somebody else; the amount and the plan stay."""
    made = debt()
    services.correct_contact(debt=made, telephone="0499-5559999", email="kuaiji@firm.example", by=actor("lin"))
    found = now(made)
    assert (found.telephone, found.email, found.principal, found.state) == (
        "0499-5559999",
        "kuaiji@firm.example",
        made.principal,
        "confirmed",
    )
    assert Event.objects.get(name="debt_amended").payload["changes"] == {"telephone": ["", ""], "email": ["", ""]}
    services.correct_contact(debt=made, telephone="0499-5559999", email="kuaiji@firm.example", by=actor("lin"))
    assert Event.objects.filter(name="debt_amended").count() == 1, "the same again changes nothing"


def test_who_reaches_the_creditor_is_the_business_of_the_agencys_clerks(debt, draft, actor):
    for name in ("he", "tang", "jiang", "ye"):
        refused("refused", services.correct_contact, debt=debt(), email="a@firm.example", by=actor(name))
    refused("not_confirmed", services.correct_contact, debt=draft(), email="a@firm.example", by=actor("lin"))


def test_the_page_of_the_contact_holds_what_is_known_and_refuses_what_is_no_address(debt, signed_in):
    made, client = debt(email="caiwu@firm.example"), signed_in("lin")
    address = reverse("debt_contact", args=[made.pk])
    assert address in client.get(made.get_absolute_url()).content.decode()
    assert "caiwu@firm.example" in client.get(address).content.decode()
    wrong = client.post(address, {"telephone": "", "email": "不是邮箱"})
    assert wrong.status_code == 422 and "不是邮箱" in wrong.content.decode()
    assert client.post(address, {"telephone": "", "email": "kuaiji@firm.example"})["Location"] == made.get_absolute_url()
    page = client.get(made.get_absolute_url()).content.decode()
    assert "kuaiji@firm.example" in page and "邮箱有改动" in page

"""The doors of debts: what staff type and see, what a creditor and the public see, and that no page costs more with more rows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.debts import services
from commitments.debts.models import Debt, Payment
from core.pages.by_code import MOST_WRONG_CODES

pytestmark = pytest.mark.django_db


def body(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


@pytest.fixture
def answers(agencies):
    return {
        "agency": agencies["市人社局"].pk,
        "creditor": "云澜市景明装饰有限公司",
        "creditor_kind": "small_firm",
        "ground": "judgment",
        "paper_name": "民事调解书",
        "paper_on": "2027-01-09",
        "principal": "100,000元",
        "plan": "2027年6月30日 40000.00\n2027-12-31　60,000.00元",
        "rate_kind": "none",
    }


def test_a_clerk_enters_a_debt_with_its_plan(signed_in, answers):
    response = signed_in("lin").post(reverse("debt_new"), answers)
    made = Debt.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert [(part.due_on, part.amount) for part in made.instalments.all()] == [
        (date(2027, 6, 30), Decimal("40000.00")),
        (date(2027, 12, 31), Decimal("60000.00")),
    ]


@pytest.mark.parametrize("plan", ["明年付清", "2027-02-30 100000", "2027-06-30", "2027-06-30 很多", "\0", "2027-06-30 NaN"])
def test_a_plan_that_cannot_be_read_is_said_and_nothing_is_lost(signed_in, answers, plan):
    page = body(signed_in("lin").post(reverse("debt_new"), answers | {"plan": plan}), 422)
    assert "民事调解书" in page and not Debt.objects.exists()


def test_who_may_not_see_a_debt_gets_404(signed_in, debt):
    made = debt()
    for name, status in (("lin", 200), ("he", 200), ("jiang", 200), ("ye", 200), ("tang", 404), ("qin", 404), ("admin", 404)):
        assert signed_in(name).get(made.get_absolute_url()).status_code == status, name
    assert "景明" not in body(signed_in("tang").get(reverse("debts")))


def test_the_page_shows_plan_limits_and_interest_as_of_a_day(signed_in, debt, today):
    """100,000 due on 7 March 2027; by 17 March 10 days at 0.05 %: 500.00."""
    made = debt(plan=[(today - timedelta(days=3), Decimal("100000.00"))])
    page = body(signed_in("lin").get(made.get_absolute_url() + "?as_of=2027-03-17"))
    assert "截至2027年3月17日的逾期利息：500.00元" in page and "每日万分之5" in page and "怎样算的" in page
    assert "150.00元" in body(signed_in("lin").get(made.get_absolute_url() + "?as_of=never"))  # as of today


def test_an_instalment_says_how_far_it_is_paid_beside_its_limit(signed_in, debt, pay):
    made = debt()
    pay(made, "10000.00")
    page = body(signed_in("lin").get(made.get_absolute_url()))
    assert "付了一部分" in page and "还没有付" in page


def test_the_course_begins_with_the_entry_whatever_the_clocks_say(signed_in, debt):
    """A step is dated when its transaction began, the row a moment later."""
    page = body(signed_in("lin").get(debt().get_absolute_url()))
    assert page.index("何静文：确认欠款") < page.index("林晓舟录入")


def test_no_interest_is_made_up_where_the_article_does_not_apply(signed_in, debt, today):
    made = debt(plan=[(today - timedelta(days=3), Decimal("100000.00"))], creditor_kind="individual")
    assert "第十七条只适用于中小企业" in body(signed_in("lin").get(made.get_absolute_url()))


def test_a_payment_that_is_too_large_stands_at_the_form(signed_in, debt, paper):
    words = {"amount": "100000.01", "paid_on": "2027-03-10", "files": paper("回单.txt")}
    page = body(signed_in("lin").post(reverse("debt_pay", args=[debt().pk]), words), 422)
    assert "多于欠款" in page and "100000.01" in page


def test_after_a_payment_the_agency_gets_the_code_and_others_do_not(signed_in, debt, paper):
    made = debt()
    words = {"amount": "40000", "paid_on": "2027-03-10", "files": paper("回单.txt")}
    response = signed_in("lin").post(reverse("debt_pay", args=[made.pk]), words)
    payment = Payment.objects.get()
    assert response["Location"] == payment.get_absolute_url()
    assert payment.answer.code in body(signed_in("lin").get(payment.get_absolute_url()))
    assert payment.answer.code not in body(signed_in("jiang").get(payment.get_absolute_url()))


def test_the_creditor_sees_amount_day_and_agency_only_and_contradicts(debt, pay, signed_in):
    made = debt()
    payment = pay(made, "40000.00")
    code, client = payment.answer.code, Client()
    page = body(client.post(reverse("payment_find"), {"code": code}))
    assert "40,000.00" in page and "云澜市人力资源和社会保障局" in page
    assert "景明" not in page and made.number not in page and "100,000" not in page
    response = client.post(reverse("payment_answer"), {"code": code, "answer": "contradicted", "words": ""})
    page = body(response, 422)
    assert response["Cache-Control"] == "private, no-store"  # no browser keeps what the code opened
    assert "哪里不符" in page and code in page and "40,000.00" in page
    words = {"code": code, "answer": "contradicted", "words": "只收到一半。"}
    assert client.post(reverse("payment_answer"), words)["Location"] == reverse("payment_find")
    page = body(signed_in("jiang").get(made.get_absolute_url()))
    assert "只收到一半。" in page and "有异议" in page
    assert client.post(reverse("payment_answer"), words)["Location"] == reverse("payment_find"), "a double click is one answer"
    assert "已经用过" in body(client.post(reverse("payment_answer"), words | {"answer": "received"}), 422)


def test_whoever_tries_codes_is_stopped(debt, pay):
    payment, client = pay(debt(), "40000.00"), Client()
    for _number in range(MOST_WRONG_CODES):
        client.post(reverse("payment_find"), {"code": "AAAA-BBBB-CCCC"})
    assert "试错的次数太多" in body(client.post(reverse("payment_find"), {"code": payment.answer.code}), 422)
    assert "试错的次数太多" in body(client.post(reverse("payment_answer"), {"code": payment.answer.code, "answer": "received"}), 422)


def test_filters_and_sums_of_the_list(signed_in, debt, pay, today):
    pay(debt(), "40000.00")
    debt(creditor="云澜市远山建筑有限公司")
    client = signed_in("ye")
    page = body(client.get(reverse("debts")))
    assert "200,000.00" in page and "160,000.00" in page
    assert "没有找到" in body(client.get(reverse("debts") + "?overdue=true"))
    assert "远山" in body(client.get(reverse("debts") + "?q=远山")) and "景明" not in body(client.get(reverse("debts") + "?q=远山"))
    for odd in ("agency=x", "booked=99999", "owed=-1", "state=new", "overdue=x"):
        assert client.get(reverse("debts") + f"?{odd}").status_code == 200


def test_each_figure_of_the_stock_opens_its_rows(signed_in, debt, pay, actor, agencies):
    pay(debt(), "40000.00")
    services.withdraw_debt(debt=debt(creditor="云澜市远山建筑有限公司"), by=actor("jiang"), reason="免除")
    client, own = signed_in("ye"), agencies["市人社局"].pk
    page = body(client.get(reverse("debt_stock")))
    for words in ("200,000.00", "40,000.00", "100,000.00", "60,000.00", f"owed=2028&amp;agency={own}", f"booked=2027&amp;agency={own}"):
        assert words in page
    assert "远山" in body(client.get(reverse("debts") + f"?withdrawn=2027&agency={own}"))
    left = body(client.get(reverse("debts") + f"?owed=2028&agency={own}"))
    assert "景明" in left and "远山" not in left
    assert "40,000.00" in body(client.get(reverse("debt_payments") + f"?booked=2027&agency={own}"))
    table = b"".join(client.get(reverse("debt_stock") + "?table=stock-2027&format=csv").streaming_content).decode()
    assert "云澜市人力资源和社会保障局,0.00,200000.00,40000.00,100000.00,60000.00" in table
    assert client.get(reverse("debt_stock") + "?table=stock-1999&format=csv").status_code == 404


def test_the_public_reads_figures_and_no_creditor(debt, signed_in):
    debt(paper_on=date(2026, 6, 1), plan=[(date(2026, 12, 31), Decimal("100000.00"))])
    response = signed_in("ye").post(reverse("debts_publish"), {"year": "2026"})
    assert response["Location"] == reverse("public_debts")
    page = body(Client().get(reverse("public_debts")))
    assert "100,000.00" in page and "云澜市人力资源和社会保障局" in page and "3月31日前" in page and "景明" not in page
    file = b"".join(Client().get(reverse("public_debts") + "?format=csv").streaming_content).decode()
    assert "云澜市人力资源和社会保障局,2026,1,100000.00,2027-03-10" in file


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        body(client.get(address))
    return len(queries)


@pytest.mark.parametrize("name", ["debts", "debt_payments", "debt_stock"])
def test_more_rows_cost_no_more_statements(signed_in, debt, pay, name):
    client, address = signed_in("ye"), reverse(name)
    pay(debt(), "40000.00")
    before = cost(client, address)
    for _number in range(4):
        pay(debt(), "40000.00")
    assert cost(client, address) == before


def test_more_instalments_cost_no_more_statements(signed_in, debt, pay, today):
    def of(count):
        plan = [(today + timedelta(days=number), Decimal("10000.00")) for number in range(count)]
        made = debt(plan=plan, principal=Decimal("10000.00") * count)
        pay(made, "10000.00")
        pay(made, "5000.00")
        return made.get_absolute_url()

    client = signed_in("ye")
    assert cost(client, of(2)) == cost(client, of(8))


class TestTwoTabs:
    def test_the_same_payment_is_not_entered_from_a_page_that_was_opened_before(self, debt, signed_in, paper, today):
        address, client = reverse("debt_pay", args=[debt().pk]), signed_in("lin")
        seen = client.get(address).context["form"]["seen"].value()

        def enter(version):
            return client.post(address, {"seen": version, "amount": "40000", "paid_on": today.isoformat(), "files": paper("回单.txt")})

        assert enter(seen).status_code == 302
        page = enter(seen)
        assert "有了改动" in body(page, 422) and "还差60,000.00元" in body(page, 422)
        assert Payment.objects.count() == 1
        assert enter(page.context["form"]["seen"].value()).status_code == 302, "read again, it is another payment"

    def test_a_voucher_is_asked_for_with_the_rest(self, debt, signed_in):
        page = body(signed_in("lin").post(reverse("debt_pay", args=[debt().pk]), {}), 422)
        assert "附上付款凭证" in page and "有3处需要修改" in page


class TestRate:
    def test_a_rate_without_its_kind_is_asked_about_and_not_dropped(self, signed_in, answers):
        page = body(signed_in("lin").post(reverse("debt_new"), answers | {"rate": "4.35"}), 422)
        assert "年利率还是日利率" in page and 'value="4.35"' in page
        assert not Debt.objects.exists()

    @pytest.mark.parametrize("rate", ["4.35%", "４.３５％"])
    def test_a_rate_is_read_as_people_write_it(self, signed_in, answers, rate):
        assert signed_in("lin").post(reverse("debt_new"), answers | {"rate_kind": "yearly", "rate": rate}).status_code == 302
        assert Debt.objects.get().rate == Decimal("4.35")

"""Whatever is paid and taken back in whatever order: the sums balance, and nothing is paid twice or beyond the debt."""

from datetime import timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Sum
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from commitments.debts import services
from commitments.debts.models import Debt
from commitments.debts.queries import movements
from core.accounts.actor import Actor
from core.errors import DomainError
from portal.demo.cast import make_cast

money = st.integers(1, 10_000_00).map(lambda cents: Decimal(cents) / 100)


class Balance(TestCase):
    @classmethod
    def setUpTestData(cls):
        agencies, people = make_cast()
        cls.own = agencies["市人社局"]
        cls.clerk, cls.reviewer, cls.supervisor = (Actor.of(people[name]) for name in ("lin", "he", "jiang"))

    def made(self, amounts):
        today = timezone.localdate()
        plan = [(today + timedelta(days=30 * number), amount) for number, amount in enumerate(amounts, start=1)]
        facts = {"creditor": "某公司", "creditor_kind": "small_firm", "ground": "contract", "paper_name": "合同", "paper_on": today}
        draft = services.enter_debt(by=self.clerk, agency=self.own, principal=sum(amounts), plan=plan, **facts)
        return services.confirm_debt(debt=draft, by=self.reviewer)

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(amounts=st.lists(money, min_size=1, max_size=4), moves=st.lists(money | st.just(None), max_size=6))
    def test_sums_always_balance(self, amounts, moves):
        debt = self.made(amounts)
        for move in moves:
            self.move(debt, move)
            self.balanced(debt)

    def move(self, debt, amount):
        """Pay, or take the newest payment back."""
        try:
            if amount is None:
                payment = debt.payments.filter(reverses=None, reversal=None).first()
                return payment and services.reverse_payment(payment=payment, by=self.reviewer, reason="退回")
            files = [SimpleUploadedFile("回单.txt", "已付".encode(), "text/plain")]
            services.pay_debt(debt=debt, by=self.clerk, amount=amount, paid_on=timezone.localdate(), files=files)
        except DomainError as error:
            assert error.code in ("more_than_owed", "not_confirmed"), error.code

    def balanced(self, debt):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        debt = Debt.objects.get(pk=debt.pk)
        parts = list(debt.instalments.all())
        assert debt.principal == sum(part.amount for part in parts)
        assert debt.paid == sum(part.paid for part in parts) == (debt.payments.aggregate(sum=Sum("amount"))["sum"] or 0) <= debt.principal
        assert (debt.state == "settled") == (debt.owed == 0)
        # the oldest first: behind an instalment that is not paid in full nothing is paid
        unpaid = [part.position for part in parts if part.owed]
        assert all(part.paid == 0 for part in parts if unpaid and part.position > unpaid[0])
        year = movements(self.supervisor.user, timezone.localdate().year)[0]
        assert (year.increase, year.paid, year.after) == (debt.principal, debt.paid, debt.owed)

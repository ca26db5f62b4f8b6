"""Reads of debts that more than one page or service needs."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, DecimalField, F, Max, OuterRef, Prefetch, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.debts.interest import DAYS_OF_A_YEAR, Rate, daily, late_interest, yearly
from commitments.debts.models import MONEY, Allocation, Debt, Instalment, Payment
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.rules.models import Rule

DEFAULT_RULE, LOWEST_RULE, PUBLISH_RULE = "late_interest_default", "loan_prime_rate", "sme_overdue_publish"
TEN_THOUSAND = 10_000
FIELD = DecimalField(**MONEY)
ZERO = Value(Decimal("0.00"), output_field=FIELD)


class Lowest(NamedTuple):
    """The lowest yearly rate in per cent that may be agreed, and the article that says so."""

    percent: Decimal
    legal_basis: str


def lowest_rate(day):
    """By the one-year LPR of the day; None before there was a rule about it."""
    rule = Rule.objects.effective(day).filter(code=LOWEST_RULE).first()
    article = Rule.objects.effective(day).filter(code=DEFAULT_RULE).first()
    return Lowest(Decimal(rule.amount) / 100, article.legal_basis) if rule and article else None


def yearly_percent(rate_kind, rate):
    return rate * DAYS_OF_A_YEAR if rate_kind == Debt.RateKind.DAILY else rate


def rates_of(debt):
    """The rates of a day by which the debt bears late interest: the agreed one, else for small and medium firms that of the rule
    catalogue, each version for its days; none for others, to whom the article does not apply."""
    shown = f"{debt.rate.normalize():f}" if debt.rate else ""
    if debt.rate_kind == Debt.RateKind.DAILY:
        return [daily(debt.rate)._replace(words=_("约定日利率%(rate)s%%") % {"rate": shown})]
    if debt.rate_kind == Debt.RateKind.YEARLY:
        return [yearly(debt.rate)._replace(words=_("约定年利率%(rate)s%%") % {"rate": shown})]
    if not debt.is_to_small_firm:
        return []
    rules = Rule.objects.filter(code=DEFAULT_RULE).exclude(amount=None).order_by("effective_from")
    return [
        Rate(Decimal(rule.amount), TEN_THOUSAND, _("每日万分之%(rate)d") % {"rate": rule.amount}, rule.effective_from, rule.effective_to)
        for rule in rules
    ]


def interest_of(debt, as_of):
    """Pairs (instalment, lines of its late interest up to the day), for instalments of `with_plan`."""
    rates = rates_of(debt)
    return [(part, late_interest(payments=paid_on(part), rates=rates, as_of=as_of, **due(part))) for part in debt.instalments.all()]


def due(part):
    return {"due_on": part.due_on, "amount": part.amount}


def paid_on(part):
    return [(one.payment.paid_on, one.amount) for one in part.allocations.all()]


def with_plan(debts):
    """Everything that the page of a debt shows, in a fixed number of statements."""
    deadlines = Deadline.objects.select_related("rule").prefetch_related("pauses")
    parts = Instalment.objects.select_related("commitment__kind", "commitment__agency").prefetch_related(
        Prefetch("commitment__deadlines", queryset=deadlines),
        Prefetch("allocations", queryset=Allocation.objects.select_related("payment")),
    )
    payments = Payment.objects.select_related("entered_by", "answer", "reversal", "reverses").prefetch_related("evidence")
    return debts.select_related("agency", "created_by", "confirmed_by").prefetch_related(
        Prefetch("instalments", queryset=parts), Prefetch("payments", queryset=payments), "happened__user", "evidence"
    )


def version_of_plan(debt):
    """A plan is replaced, never rewritten: the key of its newest instalment says which one it is."""
    return debt.instalments.aggregate(newest=Max("pk"))["newest"]


def sums_of(debts):
    """{"all_principal", "all_paid", "all_owed": yuan, "overdue": number} of debts `with_overdue()`, in one statement. Draft and withdrawn ones are not owed."""
    counted = Q(state__in=("confirmed", "settled"))
    return debts.aggregate(
        all_principal=Coalesce(Sum("principal", filter=counted), ZERO),
        all_paid=Coalesce(Sum("paid", filter=counted), ZERO),
        all_owed=Coalesce(Sum(F("principal") - F("paid"), filter=counted), ZERO),
        overdue=Count("pk", filter=Q(is_overdue=True, state="confirmed")),
    )


class Movement(NamedTuple):
    """An agency's year: what it owed when the year began, what came, what was paid and withdrawn, what it owes at the end."""

    agency: Any
    before: Decimal
    increase: Decimal
    paid: Decimal
    withdrawn: Decimal

    @property
    def after(self):
        return self.before + self.increase - self.paid - self.withdrawn


def booked_before(first):
    """The debts that were confirmed before this day and not withdrawn by then, whatever was paid."""
    return Q(confirmed_on__lt=first) & (Q(withdrawn_on=None) | Q(withdrawn_on__gte=first))


def booked_in(year):
    return Q(confirmed_on__year=year)


def withdrawn_in(year):
    return Q(confirmed_on__isnull=False, withdrawn_on__year=year)


def movements(user, year):
    """One Movement an agency, of what the reader may see, by the days of the entries; one statement."""
    first = date(year, 1, 1)
    debts = Debt.objects.visible_to(user).filter(agency=OuterRef("pk")).order_by()
    payments = Payment.objects.visible_to(user).filter(debt__agency=OuterRef("pk"), debt__confirmed_on__isnull=False).order_by()
    begun = summed(debts.filter(booked_before(first)), "agency", F("principal"))
    paid_before = summed(payments.filter(alive_before(first), booked_on__lt=first), "debt__agency", F("amount"))
    rows = Agency.objects.filter(pk__in=Debt.objects.visible_to(user).exclude(confirmed_on=None).order_by().values("agency"))
    rows = rows.order_by("sort_key", "pk").annotate(
        before=begun - paid_before,
        increase=summed(debts.filter(booked_in(year)), "agency", F("principal")),
        paid=summed(payments.filter(booked_on__year=year), "debt__agency", F("amount")),
        withdrawn=summed(debts.filter(withdrawn_in(year)), "agency", F("principal") - F("paid")),
    )
    return [Movement(row, row.before, row.increase, row.paid, row.withdrawn) for row in rows]


def alive_before(first):
    return Q(debt__confirmed_on__lt=first) & (Q(debt__withdrawn_on=None) | Q(debt__withdrawn_on__gte=first))


def summed(rows, agency, what):
    made = rows.values(agency).annotate(sum=Sum(what, output_field=FIELD)).values("sum")
    return Coalesce(Subquery(made, output_field=FIELD), ZERO)


def overdue_at_the_end_of(year):
    """{"agency", "count" of papers, "amount"}: what the agencies that owe small firms had not paid by the end of the year though it was
    due, in two statements. Payments count by the day on which they were made."""
    end = date(year, 12, 31)
    debts = Debt.objects.filter(creditor_kind=Debt.CreditorKind.SMALL_FIRM, state__in=("confirmed", "settled"))
    parts = Instalment.objects.filter(debt__in=debts, due_on__lte=end)
    paid = summed(Allocation.objects.filter(instalment=OuterRef("pk"), payment__paid_on__lte=end).order_by(), "instalment", F("amount"))
    owed = parts.annotate(owed_then=F("amount") - paid).filter(owed_then__gt=0)
    late = {
        row["debt__agency"]: row
        for row in owed.order_by()
        .values("debt__agency")
        .annotate(count=Count("debt", distinct=True), sum=Sum("owed_then", output_field=FIELD))
    }
    for agency in debts.order_by("agency").values_list("agency", flat=True).distinct():
        row = late.get(agency, {"count": 0, "sum": Decimal("0.00")})
        yield {"agency": agency, "count": row["count"], "amount": row["sum"]}


def years(user):
    """The years in which debts were confirmed, newest first, and this one."""
    found = Debt.objects.visible_to(user).exclude(confirmed_on=None).order_by().annotate(year=ExtractYear("confirmed_on"))
    return sorted({timezone.localdate().year, *found.values_list("year", flat=True)}, reverse=True)


def publication_day(year):
    """By when the figures of the year must be public: a day of the year after, by the rule; and its legal basis."""
    rule = Rule.objects.in_force(PUBLISH_RULE)
    return rule.day_in(year + 1), rule.legal_basis


def waiting_for(actor):
    """The drafts that the reader may confirm."""
    agencies = [agency for role, agency in actor.memberships if role == "agency_reviewer"]
    return Debt.objects.filter(state="draft", agency__in=agencies).exclude(created_by=actor.user)


def owed_when_began(debts, year):
    """The debts that make up the stock at the beginning of the year."""
    first = date(year, 1, 1)
    paid = summed(Payment.objects.filter(debt=OuterRef("pk"), booked_on__lt=first).order_by(), "debt", F("amount"))
    return debts.filter(booked_before(first)).annotate(paid_then=paid).filter(paid_then__lt=F("principal"))

"""A debt's way: entered by a clerk with its plan, confirmed by a reviewer, whose instalments then are commitments; or withdrawn."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.debts import queries
from commitments.debts.models import Debt, Instalment
from commitments.register.gate import FIRST_DAY, LONGEST, Promise
from commitments.register.models import Commitment, CommitmentKind
from commitments.register.services import register_many, withdraw_commitment
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.documents.series import next_number
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.evidence.services import attach
from core.money import check_money
from core.pages.words import day
from core.sealed import seal
from core.states.services import check_step, transition
from core.texts import checked_reason, checked_words, in_the_portals_language

SERIES = "债"
KIND = "debt_instalment"
MOST_INSTALMENTS = 120


def may_enter(by):
    return by.has(Role.CLERK)


@dataclass(frozen=True)
class Facts:
    """What is entered of a debt. `plan`: pairs (day, yuan) that make up the principal; `rate` in per cent; telephone and
    e-mail of the creditor will be sealed."""

    agency: Any
    creditor: str
    creditor_kind: str
    ground: str
    paper_name: str
    paper_on: date
    principal: Decimal
    plan: list
    paper_number: str = ""
    telephone: str = ""
    email: str = ""
    rate_kind: str = "none"
    rate: Decimal | None = None


@transaction.atomic
def enter_debt(*, by, files=(), **facts):
    """Enter a debt of the clerk's own agency as a draft, with its plan. `facts`: the fields of Facts.

    Raises DomainError: "refused", "words_missing", "bad_amount", "bad_plan", "bad_day", "rate_missing", "rate_kind_missing", "rate_too_low" (an agreed rate
    under the one-year LPR of the day of the paper, for small and medium firms: 条例第十七条), and what attach() raises.
    """
    facts = Facts(**facts)
    if not by.has(Role.CLERK, agency=facts.agency):
        raise DomainError("refused", _("欠款由欠款单位的经办人录入。"))
    columns, year = checked(facts), timezone.localdate().year
    number = f"{SERIES}〔{year}〕{next_number(SERIES, year)}号"
    debt = Debt.objects.create(number=number, agency=facts.agency, created_by=by.user, **columns)
    write_plan(debt, facts.plan)
    attach(subject=debt, files=files, by=by)
    emit(names.DEBT_ENTERED, subject=debt, by=by)
    return debt


def write_plan(debt, plan):
    parts = [
        Instalment(debt=debt, position=position, due_on=on, amount=amount) for position, (on, amount) in enumerate(sorted(plan), start=1)
    ]
    Instalment.objects.bulk_create(parts)


def checked(facts):
    """The columns that these facts make."""
    check_money(facts.principal, "principal")
    check_paper_day(facts.paper_on)
    check_plan(facts.plan, facts.principal, facts.paper_on)
    rate = checked_rate(facts.rate_kind, facts.rate, facts.creditor_kind, facts.paper_on)
    same = ("creditor_kind", "ground", "paper_on", "principal", "rate_kind")
    words = {
        "creditor": checked_words(facts.creditor, field="creditor", label=_("债权人"), most=200),
        "paper_name": checked_words(facts.paper_name, field="paper_name", label=_("文书名称"), most=200),
        "paper_number": checked_words(facts.paper_number, field="paper_number", label=_("文书编号"), most=100, needed=False),
    }
    words |= sealed(facts.telephone, facts.email)
    return {name: getattr(facts, name) for name in same} | words | {"rate": rate, "due_on": max(on for on, _amount in facts.plan)}


def sealed(telephone, email):
    """How the creditor is reached, as the columns keep it."""
    telephone = checked_words(telephone, field="telephone", label=_("联系电话"), most=40, needed=False)
    email = checked_words(email, field="email", label=_("邮箱"), most=254, needed=False)
    return {"telephone_sealed": seal(telephone) if telephone else "", "email_sealed": seal(email) if email else ""}


def check_paper_day(paper_on):
    if not FIRST_DAY <= paper_on <= timezone.localdate():
        raise DomainError("bad_day", _("文书日期不能晚于今天，也不能早于1949年10月1日。"), field="paper_on")


def check_plan(plan, principal, paper_on):
    """Raises DomainError("bad_plan", "bad_amount")."""
    if not 1 <= len(plan) <= MOST_INSTALMENTS:
        raise DomainError("bad_plan", _("还款计划要有1到%(most)d期。") % {"most": MOST_INSTALMENTS}, field="plan")
    for on, amount in plan:
        check_money(amount, "plan")
        if not paper_on <= on <= timezone.localdate() + LONGEST:
            words = _("%(day)s不能是应付日期：不能早于文书日期，也不能晚于50年以后。")
            raise DomainError("bad_plan", words % {"day": day(on)}, field="plan")
    if (made := sum(amount for _on, amount in plan)) != principal:
        words = _("各期合计%(made)s元，本金%(principal)s元，两者要相等。")
        raise DomainError("bad_plan", words % {"made": f"{made:,.2f}", "principal": f"{principal:,.2f}"}, field="plan")


def checked_rate(rate_kind, rate, creditor_kind, paper_on):
    """The agreed rate in per cent, None where none was agreed. Raises DomainError("rate_missing", "rate_kind_missing", "rate_too_low")."""
    if rate_kind == Debt.RateKind.NONE:
        if rate is not None:
            words = _("填了利率，就选它是年利率还是日利率；没有约定的，利率空着。")
            raise DomainError("rate_kind_missing", words, field="rate_kind")
        return None
    if rate is None or not 0 < rate < 100:
        raise DomainError("rate_missing", _("写明约定的利率，例如年利率写 4.35，日利率写 0.05。"), field="rate")
    lowest = queries.lowest_rate(paper_on) if creditor_kind == Debt.CreditorKind.SMALL_FIRM else None
    if lowest and queries.yearly_percent(rate_kind, rate) < lowest.percent:
        words = _("约定的逾期利率不得低于合同订立时一年期贷款市场报价利率（当时为年%(lowest)s%%）：%(basis)s。")
        raise DomainError("rate_too_low", words % {"lowest": lowest.percent, "basis": lowest.legal_basis}, field="rate")
    return rate


def locked(debt):
    """The row as it stands now, locked until the commit."""
    return Debt.objects.select_for_update(no_key=True, of=("self",)).select_related("agency").get(pk=debt.pk)


@transaction.atomic
def confirm_debt(*, debt, by):
    """Another person of the agency confirms the debt: each instalment becomes a public commitment with its deadline, the day as the plan
    names it, also where that is a holiday. Raises DomainError("refused", "no_such_step", "stale")."""
    debt = locked(debt)
    check_step(debt, to="confirmed", by=by)
    debt.confirmed_by, debt.confirmed_on = by.user, timezone.localdate()
    debt.save(update_fields=["confirmed_by", "confirmed_on"])
    transition(debt, to="confirmed", by=by)
    parts = list(debt.instalments.all())
    # by the system: the reviewer confirms, the register is written for the agency
    made = register_many(promises=promises_of(debt, parts), by=Actor.system("debts"), registrar=debt.agency)
    for part, commitment in zip(parts, made, strict=True):
        part.commitment = commitment
    Instalment.objects.bulk_update(parts, ["commitment"])
    return debt


@in_the_portals_language
def promises_of(debt, parts):
    """What the public reads of the instalments: never whom the money is for."""
    kind = CommitmentKind.objects.get(code=KIND)
    return [promise_of(debt, part, kind) for part in parts]


def promise_of(debt, part, kind):
    words = {"number": debt.number, "position": part.position, "amount": f"{part.amount:,.2f}", "day": day(part.due_on)}
    return Promise(
        kind=kind,
        title=_("偿付%(number)s欠款第%(position)d期") % words,
        text=_("%(day)s前向债权人偿付%(number)s欠款第%(position)d期%(amount)s元。") % words,
        agency=debt.agency,
        criterion=_("债权人在应付日期前收到本期款项，以付款凭证为准"),
        beneficiary=_("债权人（%(kind)s）") % {"kind": debt.get_creditor_kind_display()},
        basis=debt.get_ground_display(),
        promised_on=debt.paper_on,
        due_on=part.due_on,
        source_key=f"debt:{debt.pk}:{part.position}",
    )


def lock_commitments(keys):
    """All of them before the first is published: nobody waits for one while the public chain is held. Returns them as they stand now."""
    rows = Commitment.objects.filter(pk__in=[key for key in keys if key]).order_by("pk").select_for_update(no_key=True, of=("self",))
    return list(rows.select_related("kind", "agency"))


@transaction.atomic
def withdraw_debt(*, debt, by, reason):
    """The debt was entered by mistake, or is owed no more; the commitments that are still open are withdrawn with it.

    Raises DomainError("refused", "missing", "being_verified").
    """
    debt, reason = locked(debt), checked_reason(reason, needed=True)
    commitments = lock_commitments(debt.instalments.values_list("commitment", flat=True))
    if any(commitment.state == "claimed" for commitment in commitments):
        raise DomainError("being_verified", _("有一期付款正在核验，核验以后再撤销。"))
    debt.withdrawn_on = timezone.localdate()
    debt.save(update_fields=["withdrawn_on"])
    transition(debt, to="withdrawn", by=by, reason=reason)
    for commitment in commitments:
        if commitment.state == "open":
            withdraw_commitment(commitment=commitment, by=by, reason=public_reason())
    return debt


@in_the_portals_language
def public_reason():
    """The reason of the debt may name the creditor; the public reads only that there is a decision."""
    return _("所属欠款已由督查部门决定撤销，理由存于欠款台账。")

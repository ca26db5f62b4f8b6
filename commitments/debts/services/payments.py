"""Paying a debt: the oldest instalment first, each that is covered is claimed as fulfilled; and taking a payment back."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.debts.models import Allocation, CreditorAnswer, Debt, Instalment, Payment
from commitments.debts.services.debts import lock_commitments, locked
from commitments.fulfilment.services import claim_fulfilment, send_back_claim
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.evidence.services import attach
from core.money import check_money
from core.pages.words import day
from core.papers.models import new_code
from core.papers.receipts import hash_of
from core.sealed import seal
from core.states.services import transition
from core.texts import checked_reason, in_the_portals_language

SYSTEM = "debts"


def check_may_pay(debt, by):
    """Raises DomainError("refused", "not_confirmed")."""
    if not by.has(Role.CLERK, agency=debt.agency_id):
        raise DomainError("refused", _("付款由欠款单位的经办人登记。"))
    if debt.state != Debt.State.CONFIRMED:
        words = _("这笔欠款“%(state)s”，不能登记付款。")
        raise DomainError("not_confirmed", words % {"state": debt.get_state_display()})


@transaction.atomic
def pay_debt(*, debt, by, amount, paid_on, files=()):
    """Enter a payment with its voucher. What it covers of the plan is claimed as fulfilled, and somebody else verifies by the voucher.

    The creditor gets a code for it (CreditorAnswer). Raises DomainError: "refused", "not_confirmed", "bad_amount", "bad_day",
    "voucher_missing", "more_than_owed", and what attach() raises.
    """
    debt = locked(debt)
    check_may_pay(debt, by)
    check_money(amount, "amount")
    check_paid_on(debt, paid_on)
    if not files:
        raise DomainError("voucher_missing", _("附上付款凭证，例如银行回单。"), field="files")
    if amount > debt.owed:
        words = _("这笔欠款还差%(owed)s元，付款%(amount)s元多于欠款。请核对金额；多付的部分不能记在这笔欠款上。")
        raise DomainError("more_than_owed", words % {"owed": f"{debt.owed:,.2f}", "amount": f"{amount:,.2f}"}, field="amount")
    payment = Payment.objects.create(debt=debt, amount=amount, paid_on=paid_on, entered_by=by.user)
    covered = allocate(payment)
    attach(subject=payment, files=files, by=by)
    make_code(payment)
    emit(names.PAYMENT_ENTERED, subject=payment, by=by)
    move_paid(debt, amount)
    claim_instalments(covered, payment, by=by, files=files)
    if debt.paid == debt.principal:
        transition(debt, to="settled", by=Actor.system(SYSTEM))
    return payment


def check_paid_on(debt, paid_on):
    if not debt.paper_on <= paid_on <= timezone.localdate():
        raise DomainError("bad_day", _("付款日期不能早于文书日期，也不能晚于今天。"), field="paid_on")


def allocate(payment):
    """The oldest instalment first. Returns the instalments that are covered by it now."""
    rest, allocations, covered = payment.amount, [], []
    for part in payment.debt.instalments.order_by("position"):
        share = min(rest, part.owed)
        if share:
            allocations.append(Allocation(payment=payment, instalment=part, amount=share))
            rest -= share
            covered += [part] if share == part.owed else []
    write_allocations(allocations)
    return covered


def write_allocations(allocations):
    """The shares, and what each instalment has got by them."""
    Allocation.objects.bulk_create(allocations)
    for one in allocations:
        Instalment.objects.filter(pk=one.instalment_id).update(paid=F("paid") + one.amount)


def move_paid(debt, amount):
    Debt.objects.filter(pk=debt.pk).update(paid=F("paid") + amount)
    debt.refresh_from_db(fields=["paid"])


def make_code(payment):
    code = new_code()
    CreditorAnswer.objects.create(payment=payment, code_sealed=seal(code), code_hash=hash_of(code))


@in_the_portals_language
def claim_instalments(covered, payment, *, by, files):
    """The covered instalments whose commitment is still open; the day of the entry is the day of the claim."""
    for commitment in lock_commitments([part.commitment_id for part in covered]):
        if commitment.state == "open":
            words = _("本期款项已于%(day)s付清，附付款凭证。") % {"day": day(payment.paid_on)}
            claim_fulfilment(commitment=commitment, text=words, by=by, files=files)


def check_may_reverse(payment, by):
    """Raises DomainError("refused", "reversed_before", "verified_before", "withdrawn")."""
    if not by.has(Role.AGENCY_REVIEWER, agency=payment.debt.agency_id) or by.user.pk == payment.entered_by_id:
        raise DomainError("refused", _("冲销由欠款单位的审核人办理，不能是登记这笔付款的人。"))
    if not payment.may_be_reversed:
        raise DomainError("reversed_before", _("这笔付款已经冲销，或者本身就是冲销。"))
    if payment.debt.state == Debt.State.WITHDRAWN:
        raise DomainError("withdrawn", _("欠款已经撤销，付款不能再冲销。"))
    settled = payment.allocations.filter(instalment__commitment__state__in=("kept", "partly_kept"))
    if settled.exists():
        raise DomainError("verified_before", _("这笔付款还清的一期已经核验为兑现，不能冲销；款项确实没有付到的，请告诉督查部门。"))


@transaction.atomic
def reverse_payment(*, payment, by, reason):
    """Take a payment back by another of the same day and the negative amount. Claims that rest on it go back to the agency.

    Raises DomainError("refused", "reversed_before", "verified_before", "withdrawn", "words_missing").
    """
    debt, reason = locked(payment.debt), checked_reason(reason, needed=True)
    payment = Payment.objects.select_related("debt").get(pk=payment.pk)
    check_may_reverse(payment, by)
    if debt.state == Debt.State.SETTLED:
        transition(debt, to="confirmed", by=Actor.system(SYSTEM))
    back = Payment.objects.create(
        debt=debt, amount=-payment.amount, paid_on=payment.paid_on, entered_by=by.user, reverses=payment, reason=reason
    )
    shares = list(payment.allocations.select_related("instalment"))
    write_allocations([Allocation(payment=back, instalment=one.instalment, amount=-one.amount) for one in shares])
    move_paid(debt, back.amount)
    emit(names.PAYMENT_ENTERED, subject=back, by=by)
    send_back_claims(lock_commitments([one.instalment.commitment_id for one in shares]))
    return back


@in_the_portals_language
def send_back_claims(commitments):
    for commitment in commitments:
        if commitment.state == "claimed":
            send_back_claim(commitment=commitment, by=Actor.system(SYSTEM), reason=_("所依据的付款已经冲销。"))

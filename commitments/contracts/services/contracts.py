"""A contract's beginning: entered by a clerk with its duties, put in force by a reviewer; then each duty is a public commitment."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.contracts.models import Contract, ContractDuty, ContractStage
from commitments.contracts.services.performance import start_limits
from commitments.register.gate import FIRST_DAY, LONGEST, Promise
from commitments.register.models import CommitmentKind
from commitments.register.services import register_many
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.directory.models import check_credit_code
from core.documents.series import next_number
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.evidence.services import attach
from core.money import check_money
from core.pages.words import day
from core.states.services import check_step, transition
from core.texts import checked_words, in_the_portals_language

SERIES = "约"
KIND = "contract_duty"
MOST_DUTIES = 120
LONGEST_DUTY = 300


def may_enter(by):
    return by.has(Role.CLERK)


@dataclass(frozen=True)
class Facts:
    """What is entered of a contract. `duties`: pairs (day, words) of what the agency owes in it; `signed_on` may be still to come."""

    kind: Any
    agency: Any
    title: str
    counterparty: str
    counterparty_kind: str
    duties: list
    credit_code: str = ""
    amount: Decimal | None = None
    currency: str = "CNY"
    legal_ground: str = ""
    signed_on: date | None = None


@transaction.atomic
def enter_contract(*, by, files=(), **facts):
    """Enter a contract of the clerk's own agency as a draft, with its duties and the stages of its kind. `facts`: the fields of Facts.

    Raises DomainError: "refused", "words_missing", "bad_amount", "bad_code", "bad_day", "bad_duties", "ground_missing" (a guarantee:
    《民法典》第六百八十三条), and what attach() raises.
    """
    facts = Facts(**facts)
    if not by.has(Role.CLERK, agency=facts.agency):
        raise DomainError("refused", _("合同由签约单位的经办人录入。"))
    if facts.amount is not None:
        check_money(facts.amount, "amount")
    if facts.signed_on and not FIRST_DAY <= facts.signed_on <= timezone.localdate():
        raise DomainError("bad_day", _("签订日期不能晚于今天，也不能早于1949年10月1日。"), field="signed_on")
    contract = row_of(facts, created_by=by.user)
    duties = checked_duties(facts.duties, facts.signed_on)
    contract.save(force_insert=True)
    ContractDuty.objects.bulk_create(
        ContractDuty(contract=contract, position=position, due_on=on, text=text) for position, (on, text) in enumerate(duties, start=1)
    )
    ContractStage.objects.bulk_create(
        ContractStage(contract=contract, position=position, name=name) for position, name in enumerate(facts.kind.stages, start=1)
    )
    attach(subject=contract, files=files, by=by)
    start_limits(contract, "signed_on")
    emit(names.CONTRACT_ENTERED, subject=contract, by=by)
    return contract


def row_of(facts, **columns):
    """The contract with its words checked and the next number."""
    words = {
        "title": checked_words(facts.title, field="title", label=_("合同名称"), most=200),
        "counterparty": checked_words(facts.counterparty, field="counterparty", label=_("相对方"), most=200),
        "credit_code": checked_code(facts.credit_code),
        "legal_ground": checked_ground(facts),
    }
    same = ("kind", "agency", "counterparty_kind", "amount", "currency", "signed_on")
    year = timezone.localdate().year
    number = f"{SERIES}〔{year}〕{next_number(SERIES, year)}号"
    values = {name: getattr(facts, name) for name in same}
    return Contract(number=number, needs_ground=facts.kind.needs_ground, **values, **words, **columns)


def checked_code(code):
    """Raises DomainError("bad_code")."""
    code = checked_words(code, field="credit_code", label=_("统一社会信用代码"), most=18, needed=False).upper()
    try:
        check_credit_code(code)
    except ValidationError as error:
        raise DomainError("bad_code", error.messages[0], field="credit_code") from error
    return code


def checked_ground(facts):
    """Raises DomainError("ground_missing") in the words of the kind, which name the article."""
    ground = checked_words(facts.legal_ground, field="legal_ground", label=_("法定依据"), most=300, needed=False)
    if facts.kind.needs_ground and not ground:
        raise DomainError("ground_missing", facts.kind.ground_words or _("写明法定依据。"), field="legal_ground")
    return ground


def checked_duties(duties, signed_on):
    """In order of their days. Raises DomainError("bad_duties", "words_missing", "words_too_long")."""
    if not 1 <= len(duties) <= MOST_DUTIES:
        raise DomainError("bad_duties", _("写明1到%(most)d项由本单位履行的义务。") % {"most": MOST_DUTIES}, field="duties")
    label = _("义务内容")
    checked = sorted((on, checked_words(text, field="duties", label=label, most=LONGEST_DUTY)) for on, text in duties)
    check_duty_days(checked, signed_on)
    return checked


def check_duty_days(duties, signed_on):
    """Raises DomainError("bad_duties")."""
    for on, _text in duties:
        if not (signed_on or FIRST_DAY) <= on <= timezone.localdate() + LONGEST:
            words = _("%(day)s不能是履行期限：不能早于签订日期，也不能晚于50年以后。")
            raise DomainError("bad_duties", words % {"day": day(on)}, field="duties")


def locked(contract):
    """The row as it stands now, locked until the commit."""
    return Contract.objects.select_for_update(no_key=True, of=("self",)).select_related("agency", "kind").get(pk=contract.pk)


@transaction.atomic
def confirm_contract(*, contract, by):
    """Another person of the agency puts the contract in force: each duty becomes a public commitment with its deadline, the day as the
    contract names it. Raises DomainError("refused", "no_such_step", "stale", "missing", "bad_duties")."""
    contract = locked(contract)
    transition_to_force(contract, by)
    duties = list(contract.duties.all())
    check_duty_days([(duty.due_on, duty.text) for duty in duties], contract.signed_on)
    # by the system: the reviewer confirms, the register is written for the agency
    made = register_many(promises=promises_of(contract, duties), by=Actor.system("contracts"), registrar=contract.agency)
    for duty, commitment in zip(duties, made, strict=True):
        duty.commitment = commitment
    ContractDuty.objects.bulk_update(duties, ["commitment"])
    return contract


def transition_to_force(contract, by):
    check_step(contract, to="in_force", by=by)
    contract.confirmed_by = by.user
    contract.save(update_fields=["confirmed_by"])
    transition(contract, to="in_force", by=by)


@in_the_portals_language
def promises_of(contract, duties):
    """What the public reads of the duties: a natural person is never named."""
    kind = CommitmentKind.objects.get(code=KIND)
    return [promise_of(contract, duty, kind) for duty in duties]


def promise_of(contract, duty, kind):
    text = duty.text.replace(contract.counterparty, contract.shown_counterparty)
    words = {"number": contract.number, "day": day(duty.due_on), "text": text}
    return Promise(
        kind=kind,
        title=(_("合同%(number)s：%(text)s") % words)[:200],
        text=_("%(day)s前履行合同%(number)s约定的义务：%(text)s") % words,
        agency=contract.agency,
        criterion=_("义务按合同约定履行，以验收单、交付凭证等佐证材料为准"),
        beneficiary=_("合同相对方（%(kind)s）") % {"kind": contract.get_counterparty_kind_display()},
        basis=_("%(kind)s合同") % {"kind": contract.kind},
        promised_on=contract.signed_on,
        due_on=duty.due_on,
        source_key=f"contract:{contract.pk}:{duty.position}",
    )

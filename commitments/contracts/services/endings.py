"""How a contract ends: performed, breached and settled, or terminated."""

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.contracts.models import Contract, ContractDuty
from commitments.contracts.services.contracts import locked
from commitments.register.models import Commitment
from commitments.register.services import withdraw_commitment
from core.deadlines import services as deadlines
from core.deadlines.models import Deadline
from core.errors import DomainError
from core.evidence.services import attach
from core.states.services import transition, transition_many
from core.texts import checked_reason, checked_words, in_the_portals_language

MISSED = ("overdue", "late", "failed")


@transaction.atomic
def perform_contract(*, contract, by, reason):
    """All duties are done and verified. Raises DomainError("refused", "missing", "no_such_step", "stale")."""
    return transition(locked(contract), to="performed", by=by, reason=reason)


@transaction.atomic
def breach_contract(*, contract, by, reason):
    """One of the parties broke it; the reason says which and how. Raises DomainError as perform_contract()."""
    return transition(locked(contract), to="breached", by=by, reason=reason)


@transaction.atomic
def settle_contract(*, contract, by, settlement, files=()):
    """The parties have settled a breach, in these words and by this paper. Raises DomainError("evidence_missing", "words_missing"), too."""
    contract = locked(contract)
    settlement = checked_words(settlement, field="settlement", label=_("和解内容"), most=5_000)
    if not files:
        raise DomainError("evidence_missing", _("附上和解协议、调解书或者付款凭证。"), field="files")
    contract.settlement = settlement
    contract.save(update_fields=["settlement"])
    attach(subject=contract, files=files, by=by)
    return transition(contract, to="settled", by=by, reason=settlement)


@transaction.atomic
def terminate_contract(*, contract, by, reason):
    """The contract ends before it was performed; duties that are still open are withdrawn, limits stop.

    Raises DomainError("refused", "missing", "being_verified").
    """
    contract, reason = locked(contract), checked_reason(reason, needed=True)
    commitments = lock_commitments(contract)
    transition(contract, to="terminated", by=by, reason=reason)
    if any(commitment.state == "claimed" for commitment in commitments):
        raise DomainError("being_verified", _("有一项义务正在核验，核验以后再终止。"))
    for commitment in commitments:
        if commitment.state == "open":
            withdraw_commitment(commitment=commitment, by=by, reason=public_reason())
    for deadline in Deadline.objects.of(contract).live():
        deadlines.cancel(deadline=deadline, by=by, reason=reason)
    return contract


def lock_commitments(contract):
    """All of them before the first is published: nobody waits for one while the public chain is held."""
    rows = Commitment.objects.filter(contract_duty__contract=contract).order_by("pk").select_for_update(no_key=True, of=("self",))
    return list(rows.select_related("kind", "agency"))


@in_the_portals_language
def public_reason():
    """The reason of the contract may name its party; the public reads only that there is a decision."""
    return _("所属合同已由督查部门决定终止，理由存于合同台账。")


@transaction.atomic
@in_the_portals_language
def breach_for_missed(*, deadlines_missed, by):
    """The contracts in force whose duty was missed or not done are breached. `deadlines_missed`: primary keys of deadlines; one that was
    extended or withdrawn since is not missed. Twice the same does nothing more. Returns the primary keys of the contracts."""
    missed = Deadline.objects.filter(pk__in=deadlines_missed, purpose="fulfil", state__in=MISSED, content_type__model="commitment")
    duties = ContractDuty.objects.filter(commitment__in=missed.values("object_id"), contract__state="in_force").order_by(
        "contract", "position"
    )
    words = _("义务逾期或者没有做到：%(duty)s")
    reasons = {duty.contract_id: {"reason": words % {"duty": duty.text}} for duty in reversed(duties)}
    if not reasons:
        return []
    contracts = Contract.objects.filter(pk__in=reasons)
    return transition_many(contracts, source="in_force", to="breached", by=by, payloads=reasons)

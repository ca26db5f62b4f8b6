"""The creditor's answer to a payment, by the code that was handed over with it; and sealing anew what this room keeps sealed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.debts.models import CreditorAnswer, Debt
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.papers.receipts import hash_of
from core.sealed import reseals, seal, unseal
from core.texts import checked_words, stored_words

Answer = CreditorAnswer.Answer


def look_up_payment(code):
    """The payment's answer row that this code opens, or None: an answer ends the code, a reversal too."""
    found = CreditorAnswer.objects.filter(code_hash=hash_of(code), answer="", payment__reversal=None)
    return found.select_related("payment__debt__agency").first()


@transaction.atomic
def answer_payment(*, code, answer, by, words=""):
    """Confirm a payment or contradict it in words, once; the same said again is a double click. The code is what lets one in: `by` may be nobody.

    Raises DomainError("no_such_code", "no_answer", "words_missing").
    """
    row = (
        CreditorAnswer.objects.select_for_update(no_key=True, of=("self",))
        .filter(code_hash=hash_of(code), answer="", payment__reversal=None)
        .first()
    )
    if row is None:
        if said := CreditorAnswer.objects.filter(code_hash=hash_of(code), answer=answer or None, words=stored_words(words)).first():
            return said
        raise DomainError("no_such_code", _("没有这个确认码，或者已经用过。请核对后重新填写。"), field="code")
    if answer not in Answer.values:
        raise DomainError("no_answer", _("选择收到了没有。"), field="answer")
    contradicts = answer == Answer.CONTRADICTED
    row.words = checked_words(words, field="words", label=_("哪里不符"), most=2_000, needed=contradicts)
    row.answer, row.answered_at, row.code_sealed = answer, timezone.now(), ""
    row.save(update_fields=["answer", "words", "answered_at", "code_sealed"])
    if contradicts:
        emit(names.PAYMENT_CONTRADICTED, subject=row.payment, by=by, words=row.words)
    return row


@reseals
@transaction.atomic
def reseal_debts():
    """Seal telephones, addresses and codes with the first key. Returns how many."""
    return resealed(Debt, "telephone_sealed") + resealed(Debt, "email_sealed") + resealed(CreditorAnswer, "code_sealed")


def resealed(model, column):
    rows = list(model.objects.exclude(**{column: ""}).order_by("pk").select_for_update(no_key=True))
    for row in rows:
        setattr(row, column, seal(unseal(getattr(row, column))))
    return model.objects.bulk_update(rows, [column], batch_size=1000)

"""Registering a suggestion with its proposers, asking them once it was dealt with, taking their answer, and dealing with it again."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.register import services as register
from commitments.register.models import Commitment
from commitments.register.public import publish_commitments
from commitments.suggestions.letters import please_answer
from commitments.suggestions.models import Proposer
from core.accounts.models import Role
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.notices.services import save_letters
from core.papers.models import new_code
from core.papers.receipts import hash_of
from core.sealed import reseals, seal, unseal
from core.texts import checked_words, stored_words

Grade = Proposer.Grade
DEALT_WITH = ("kept", "partly_kept", "broken")
MOST = 30  # proposers of one suggestion


@transaction.atomic
def register_suggestion(*, by, name, body="", email="", again=None, **promise):
    """Register a suggestion with who made it; `promise` as register() takes it. Its limit is the one that the law names for its kind.

    `again`: a proposer who was not satisfied with an earlier answer; the new one is that matter dealt with once more, and all its proposers
    are asked again. Raises DomainError: what register() and add_proposer() raise, "not_again".
    """
    if again:
        again = Proposer.objects.select_for_update(no_key=True, of=("self",)).select_related("commitment").get(pk=again.pk)
        check_again(again, by)
    commitment = register.register(by=by, **promise)
    add_proposer(commitment=commitment, name=name, body=body, email=email, by=by)
    if again:
        take_over_proposers(again.commitment, commitment, by)
        again.commitment.proposers.filter(grade=Grade.DISSATISFIED, again=None).update(again=commitment)
    return commitment


def take_over_proposers(before, after, by):
    """All who made the suggestion made the new one, too."""
    present = set(after.proposers.values_list("name", flat=True))
    for one in before.proposers.order_by("pk"):
        if one.name not in present:
            fresh = {"name": one.name, "body": one.body, "address_sealed": one.address_sealed}
            Proposer.objects.create(commitment=after, created_by=by.user, **fresh)


def check_again(proposer, by):
    if why := why_not_again(proposer, by):
        raise DomainError(*why)


def why_not_again(proposer, by):
    """(code, sentence) that says why this is not dealt with again; empty if nothing is against it."""
    if not proposer.is_asked_by(by):
        return "refused", _("重新交办由原来的交办单位或者督查人员办理。")
    if proposer.grade != Grade.DISSATISFIED:
        return "not_again", _("提出人没有评价为不满意，不用重新交办。")
    if proposer.again_id:
        return "not_again", _("已经重新交办：%(number)s。") % {"number": proposer.again}
    return ()


@transaction.atomic
def add_proposer(*, commitment, name, by, body="", email=""):
    """Enter one who made the suggestion. Asked at once where it is dealt with already.

    Raises DomainError: "refused", "not_asked_for" (the kind asks nobody), "words_missing", "words_too_long", "there_already", "too_many".
    """
    commitment = Commitment.objects.select_for_update(no_key=True, of=("self",)).select_related("kind").get(pk=commitment.pk)
    check_may_add(commitment, by)
    if commitment.proposers.count() >= MOST:
        raise DomainError("too_many", _("一件最多登记%(most)d位提出人。") % {"most": MOST}, field="name")
    told = {
        "name": checked_words(name, field="name", label=_("提出人"), most=60),
        "body": checked_words(body, field="body", label=_("代表团或者界别"), most=100, needed=False),
        "address_sealed": seal(email.strip()) if email.strip() else "",
    }
    try:
        with transaction.atomic():
            proposer = Proposer.objects.create(commitment=commitment, created_by=by.user, **told)
    except IntegrityError as error:
        raise DomainError("there_already", _("这位提出人已经在列。"), field="name") from error
    if commitment.state in DEALT_WITH:
        ask([proposer])
    return proposer


def check_may_add(commitment, by):
    if why := why_not_add(commitment, by):
        raise DomainError(*why)


def why_not_add(commitment, by):
    """(code, sentence) that says why the actor enters no proposer; empty if nothing is against it."""
    if not (by.is_system or by.has(Role.SUPERVISOR) or by.has(Role.CLERK, agency=commitment.registrar_id)):
        return "refused", _("提出人由交办单位的经办人或者督查人员登记。")
    if not commitment.kind.asks_opinion:
        return "not_asked_for", _("“%(kind)s”不征求提出人意见。") % {"kind": commitment.kind}
    return ()


@transaction.atomic
def remove_proposer(*, proposer, by):
    """Take one out who was entered by mistake. Raises DomainError("refused"), "asked_already" for one who was asked."""
    proposer = Proposer.objects.select_for_update(no_key=True, of=("self",)).select_related("commitment__kind").get(pk=proposer.pk)
    check_may_remove(proposer, by)
    commitment = proposer.commitment
    proposer.delete()
    return commitment


def check_may_remove(proposer, by):
    check_may_add(proposer.commitment, by)
    if proposer.asked_at:
        raise DomainError("asked_already", _("已经征求过这位提出人的意见，不能撤下。"))


@transaction.atomic
def ask_for_dealt_with(*, commitments):
    """Ask all who made these suggestions, as far as these are dealt with and they were not asked yet. `commitments`: primary keys."""
    waiting = Proposer.objects.filter(
        commitment__in=commitments, commitment__state__in=DEALT_WITH, commitment__kind__asks_opinion=True, asked_at=None
    )
    ask(list(waiting.select_for_update(no_key=True, of=("self",)).select_related("commitment__agency").order_by("pk")))


def ask(proposers):
    """A code for each, and a letter where there is an address."""
    for proposer in proposers:
        code = new_code()
        proposer.code_sealed, proposer.code_hash, proposer.asked_at = seal(code), hash_of(code), timezone.now()
    Proposer.objects.bulk_update(proposers, ["code_sealed", "code_hash", "asked_at"], batch_size=500)
    save_letters([please_answer(one, reverse("suggestion_find")) for one in proposers if one.address_sealed])


def look_up_proposer(code):
    """The proposer whom this code stands for, or None: an answer ends the code."""
    return Proposer.objects.filter(code_hash=hash_of(code), grade="").select_related("commitment__agency", "commitment__kind").first()


@transaction.atomic
def answer(*, code, grade, by, words=""):
    """Say what one thinks of the answer, once; the same said again is a double click. The code is what lets one in: `by` may be nobody.

    Raises DomainError("no_such_code", "no_answer", "words_missing" where one is dissatisfied and does not say why).
    """
    waiting = Proposer.objects.select_for_update(no_key=True, of=("self",)).select_related("commitment")
    row = waiting.filter(code_hash=hash_of(code), grade="").first()
    if row is None:
        if said := Proposer.objects.filter(code_hash=hash_of(code), grade=grade or None, words=stored_words(words)).first():
            return said
        raise DomainError("no_such_code", _("没有这个评价码，或者已经用过。请核对后重新填写。"), field="code")
    if grade not in Grade.values:
        raise DomainError("no_answer", _("选择满意、基本满意或者不满意。"), field="grade")
    needed = grade == Grade.DISSATISFIED
    row.words = checked_words(words, field="words", label=_("哪里不满意"), most=2_000, needed=needed)
    row.grade, row.answered_at, row.code_sealed = grade, timezone.now(), ""
    row.save(update_fields=["grade", "words", "answered_at", "code_sealed"])
    emit(names.OPINION_GIVEN, subject=row.commitment, by=by, on=timezone.localdate(), grade=grade, proposer=row.pk)
    publish_commitments([row.commitment_id])
    return row


@reseals
@transaction.atomic
def reseal_proposers():
    """Seal addresses and codes with the first key. Returns how many."""
    rows = list(Proposer.objects.exclude(address_sealed="", code_sealed="").order_by("pk").select_for_update(no_key=True))
    for row in rows:
        row.address_sealed, row.code_sealed = (seal(unseal(text)) if text else "" for text in (row.address_sealed, row.code_sealed))
    return Proposer.objects.bulk_update(rows, ["address_sealed", "code_sealed"], batch_size=1000)

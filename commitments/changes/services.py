"""Proposing, deciding and taking back a lawful change of a commitment. The only writers of requests."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.changes.limits import check_extension, limit_of, most_extension
from commitments.changes.models import ChangeRequest
from commitments.changes.queries import deciding_agency_id, open_request_of
from commitments.register.gate import LENGTHS
from commitments.register.models import Commitment
from commitments.register.parts import check_parts_are_done, kept_elsewhere
from commitments.register.public import publish_commitments
from commitments.register.services import apply_change, end_lawfully
from core.accounts.models import Role
from core.deadlines import services as deadlines
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.evidence.services import attach
from core.rules.models import Rule
from core.states.services import transition
from core.texts import checked_reason, checked_words

PURPOSE, RULE = "change", "commitment_change_decide"
WORDS = ("title", "text", "criterion", "beneficiary")
LONGEST = 5_000
OUTCOMES = (ChangeRequest.State.APPROVED, ChangeRequest.State.REFUSED)


@transaction.atomic
def propose_change(
    *,
    commitment,
    reason,
    explanation,
    affected,
    consultation,
    compensation,
    compensation_words,
    by,
    files=(),
    extension=None,
    ends=False,
    **words,
):
    """A clerk of the responsible agency asks to change an open commitment. `words`: the new title, text, criterion, beneficiary; those left out
    stay. `extension`: by how many units of the limit (working days where a document named the day). `ends`: it need not be kept any more, where
    the reason allows that; then nothing else changes.

    Raises DomainError: "refused", "not_open", "already_proposed", "bad_reason", "may_not_end", "ends_and_changes", "nothing_changed",
    "evidence_missing", "words_missing", "words_too_long", and what check_extension() raises.
    """
    commitment = locked(commitment)
    check_may_propose(commitment, by)
    check_reason(reason)
    after, extension = changed_words(commitment, words), extension or 0
    check_ends(commitment, reason, ends, after or extension)
    deadline = check_extension(commitment, reason, extension, asked_on=timezone.localdate()) if extension else limit_of(commitment)
    check_says_something(after or extension or ends, files)
    texts = {"explanation": explanation, "affected": affected, "consultation": consultation, "compensation_words": compensation_words}
    request = ChangeRequest.objects.create(
        commitment=commitment,
        agency=commitment.agency,
        reason=reason,
        before={name: plain(getattr(commitment, name)) for name in after},
        after=after,
        ends=ends,
        extension=extension,
        due_before=deadline and deadline.due_on,
        compensation=compensation,
        created_by=by.user,
        **{name: told(words, name) for name, words in texts.items()},
    )
    attach(subject=request, files=files, by=by)
    start_deciding(request)
    emit(names.CHANGE_PROPOSED, subject=request, by=by)
    return request


def check_says_something(changes, files):
    if not changes:
        raise DomainError("nothing_changed", _("写明变更什么：改动承诺的内容，或者延长期限，或者不再履行。"), field="text")
    if not files:
        raise DomainError("evidence_missing", _("附上证明理由的材料和听取意见的记录。"), field="files")


def locked(commitment):
    return Commitment.objects.select_for_update(no_key=True, of=("self",)).select_related("agency", "kind").get(pk=commitment.pk)


def check_may_propose(commitment, by):
    if why := why_not_propose(commitment, by):
        raise DomainError(*why)


def why_not_propose(commitment, by):
    """(code, sentence) that says why the actor may not ask for a change; empty if nothing is against it."""
    if not by.has(Role.CLERK, agency=commitment.agency_id):
        return "refused", _("变更由责任单位的经办人申请。")
    if not commitment.kind.by_hand:
        return kept_elsewhere()
    if commitment.state not in Commitment.UNDERWAY:
        return "not_open", _("这项承诺“%(state)s”，不能申请变更。") % {"state": commitment.get_state_display()}
    if open_request_of(commitment):
        return "already_proposed", _("这项承诺已有一份变更申请在审批，等审批以后再申请，或者先撤回。")
    return ()


def check_reason(reason):
    if not type(reason).objects.effective().filter(pk=reason.pk).exists():
        raise DomainError("bad_reason", _("这种理由现在不适用，请另选。"), field="reason")


def check_ends(commitment, reason, ends, changes):
    """Where it is asked that the promise ends: whether the reason allows that, and nothing else is asked."""
    if not ends:
        return
    if not reason.may_end:
        raise DomainError("may_not_end", _("以“%(reason)s”为由不能不再履行，只能变更。") % {"reason": reason.name}, field="ends")
    if changes:
        raise DomainError("ends_and_changes", _("不再履行的，不能同时改内容或者期限。请只选一样。"), field="ends")
    check_parts_are_done(commitment)


def changed_words(commitment, words):
    """{name: new words} of those that differ. What a promise had to say when it was registered must not become empty."""
    after = {}
    for name in WORDS:
        old, new = plain(getattr(commitment, name)), plain(words.get(name) or "") if name in words else None
        if new is None or new == old:
            continue
        after[name] = checked_words(new, field=name, label=Commitment._meta.get_field(name).verbose_name, most=LENGTHS[name])
    return after


def plain(words):
    """As it is compared: line ends of browsers are none of ours."""
    return words.replace("\0", "").replace("\r\n", "\n").strip()


def told(words, name):
    return checked_words(words, field=name, label=ChangeRequest._meta.get_field(name).verbose_name, most=LONGEST)


def start_deciding(request):
    deadlines.start(
        subject=request,
        purpose=PURPOSE,
        title=_("审批变更：%(title)s") % {"title": request.commitment.title},
        agency_id=deciding_agency_id(request.commitment),
        rule=Rule.objects.in_force(RULE),
        started_on=timezone.localdate(),
    )


@transaction.atomic
def decide_change(*, request, outcome, reason, by):
    """The level above approves or refuses. What is approved is done in the same transaction: words, limit, public page, clue of a compensation.

    Raises DomainError: "refused" (role, proposer, own agency), "missing" (reason), "stale" (somebody was faster), "changed_meanwhile",
    "no_such_step" (the commitment is not open any more), and what check_extension() raises.
    """
    if outcome not in OUTCOMES:
        raise DomainError("bad_outcome", _("选择批准或者不予批准。"), field="outcome")
    commitment = locked(request.commitment)
    transition(request, to=outcome, by=by, reason=reason)
    request.decision, request.decided_by, request.decided_at = checked_reason(reason), by.user, timezone.now()
    if outcome == ChangeRequest.State.APPROVED:
        carry_out(request, commitment, by)
    request.save(update_fields=["decision", "decided_by", "decided_at", "due_after"])
    for deadline in deadlines_of(request):
        deadlines.meet(deadline=deadline, on=timezone.localdate(), by=by)
    if request.state == ChangeRequest.State.APPROVED:
        publish_commitments([commitment.pk])
    return request


def carry_out(request, commitment, by):
    """On the commitment as it stands now. An extension that was asked for in time is given although the day has come meanwhile."""
    check_unchanged(request, commitment)
    deadline, reason = limit_of(commitment), request.reason
    if request.extension:
        check_extension(commitment, reason, request.extension, asked_on=timezone.localdate(request.created_at))
        why = _("%(reason)s：%(explanation)s") % {"reason": reason.name, "explanation": request.explanation}
        most = most_extension(deadline, reason)
        deadline = deadlines.extend(deadline=deadline, amount=request.extension, reason=why[:300], approved_by=by, most=most)
    request.due_after = deadline and deadline.due_on
    if request.ends:
        end_lawfully(commitment=commitment, by=by, **payload_of(request))
    else:
        apply_change(commitment=commitment, words=request.after, by=by, **payload_of(request))
    if request.compensation:
        needs = {"agency_id": commitment.agency_id, "commitment": commitment.title, "words": request.compensation_words}
        emit(names.COMPENSATION_NEEDED, subject=request, by=by, **needs)


def check_unchanged(request, commitment):
    deadline = limit_of(commitment)
    same_words = all(plain(getattr(commitment, name)) == words for name, words in request.before.items())
    same_limit = not request.extension or (deadline and deadline.due_on == request.due_before)
    if not (same_words and same_limit):
        raise DomainError(
            "changed_meanwhile", _("申请以后，承诺的内容或者期限有了改动，不能按这份申请变更。请不予批准，由责任单位重新申请。")
        )


def payload_of(request):
    """What the public page shows of the change beside the words; see register.shown.change()."""
    same = ("explanation", "affected", "consultation", "compensation", "compensation_words", "due_before", "due_after")
    return {"reason": request.reason.name, "basis": request.reason.legal_basis} | {name: getattr(request, name) for name in same}


@transaction.atomic
def withdraw_change(*, request, by):
    """The agency takes its request back before it is decided."""
    transition(request, to=ChangeRequest.State.WITHDRAWN, by=by)
    for deadline in deadlines_of(request):
        deadlines.cancel(deadline=deadline, by=by, reason=_("申请已撤回"))
    return request


def deadlines_of(request):
    return list(request.deadlines.model.objects.of(request).live())

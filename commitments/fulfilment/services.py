"""Reporting progress, claiming that a promise was kept, and the verification by somebody who reported nothing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.fulfilment.draw import ALL, drawn
from commitments.fulfilment.models import Claim, ProgressReport
from commitments.register.models import Commitment
from commitments.register.parts import check_parts_are_done, roll_up
from commitments.register.public import publish_commitments
from commitments.register.queries import supervision_office_id
from commitments.register.registry import check_may_be_claimed
from commitments.register.services import check_by_hand, check_state, live_deadlines, report_limit
from core.accounts.models import Role
from core.deadlines import services as deadlines
from core.deadlines.calculation import DAY
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.evidence.photos import publish_photos, take_down
from core.evidence.services import attach
from core.rules.models import Rule
from core.states.services import transition
from core.texts import checked_reason

VERIFY_RULES = ("claim_verify", "record_review")  # the catalogue's own rule for verification, or that for reviewing a record
LONGEST_TEXT = 5_000


@transaction.atomic
def report_progress(*, commitment, text, percent, by, files=(), photos=(), photo_words=""):
    """Report how far the agency has come, in per cent, with evidence, and with photos that everybody sees. Also after the due day: late news is better than none.

    A periodic report that was due is met by it, and the next one begins to run; what was found to be stalled is underway again when its own
    agency reports. Raises DomainError("not_open", "refused", "text_missing",
    "bad_percent").
    """
    check_underway(commitment)
    agency = reporting_agency(commitment, by)
    text = checked_text(text, _("写明做了什么、到了哪一步。"))
    if commitment.parts.exists():
        percent = commitment.percent  # that of its parts
    if isinstance(percent, bool) or not isinstance(percent, int) or not 0 <= percent <= 100:
        raise DomainError("bad_percent", _("完成比例是0到100的整数。"), field="percent")
    report = ProgressReport.objects.create(commitment=commitment, agency=agency, text=text, percent=percent, reported_by=by.user)
    attach(subject=report, files=files, by=by)
    shown = publish_photos(subject=report, files=photos, words=photo_words, by=by)
    commitment.percent = percent
    commitment.save(update_fields=["percent"])
    commitment.forget_reporters()
    if agency == commitment.agency:
        meet_receipt(commitment, by=by)
        if commitment.state == "stalled":
            transition(commitment, to="open", by=by, on=timezone.localdate())
    told = {"text": text, "percent": percent, "files": len(files), "photos": [photo.pk for photo in shown], "on": timezone.localdate()}
    emit(names.PROGRESS_REPORTED, subject=commitment, by=by, agency=agency.pk, **told)
    meet_report(commitment, by=by)
    publish_commitments([commitment.pk, *roll_up([commitment.whole_id])])
    return report


@transaction.atomic
def acknowledge(*, commitment, by):
    """签收: a clerk of the responsible agency says that it has got the task, within the limit of the kind. Once is enough.

    Raises DomainError("refused", "not_open", "acknowledged").
    """
    check_underway(commitment)
    check_may_acknowledge(commitment, by)
    if not meet_receipt(commitment, by=by):
        raise DomainError("acknowledged", _("这一项不用签收，或者已经签收。"))
    publish_commitments([commitment.pk])
    return commitment


def check_may_acknowledge(commitment, by):
    if not by.has(Role.CLERK, agency=commitment.agency_id):
        raise DomainError("refused", _("由责任单位的经办人签收。"))


def waits_for_receipt(commitment, by):
    receipt = commitment.newest_deadline("receipt")
    return bool(receipt and receipt.state in receipt.LIVE and by.has(Role.CLERK, agency=commitment.agency_id))


def meet_receipt(commitment, *, by):
    """The receipt is there, by word or by deed: who reports or claims has got it. False where none was waited for."""
    waited = [deadline for deadline in live_deadlines(commitment) if deadline.purpose == "receipt"]
    for deadline in waited:
        emit(names.COMMITMENT_RECEIVED, subject=commitment, by=by, on=timezone.localdate())
        deadlines.meet(deadline=deadline, on=timezone.localdate(), by=by)
    return bool(waited)


def check_underway(commitment):
    """The commitment as it stands now must be underway; its row is locked, so it stays so."""
    now = Commitment.objects.select_for_update(no_key=True).get(pk=commitment.pk)
    if now.state not in Commitment.UNDERWAY:
        raise not_open(now)


def not_open(commitment):
    return DomainError("not_open", _("这项承诺“%(state)s”，不再接收进展报告。") % {"state": commitment.get_state_display()})


def reporting_agency(commitment, by):
    """The participating agency for which the actor, one of its clerks, reports. Raises DomainError("refused")."""
    for agency in (commitment.agency, *(one.agency for one in commitment.participations.all())):
        if by.has(Role.CLERK, agency=agency):
            return agency
    raise DomainError("refused", _("进展由承诺的责任单位、牵头单位或者配合单位的经办人报告。"))


def check_may_report(commitment, by):
    """Raises DomainError("refused", "not_open") for what a report would be refused for anyway."""
    reporting_agency(commitment, by)
    if commitment.state not in Commitment.UNDERWAY:
        raise not_open(commitment)


def may_report(commitment, by):
    try:
        check_may_report(commitment, by)
    except DomainError:
        return False
    return True


def checked_text(text, message):
    text = text.replace("\0", "").strip()
    if not text:
        raise DomainError("text_missing", message, field="text")
    if len(text) > LONGEST_TEXT:
        raise DomainError("text_too_long", _("最多%(length)d字。") % {"length": LONGEST_TEXT}, field="text")
    return text


def meet_report(commitment, *, by):
    """The periodic report that runs is met, and the next period's begins."""
    today = timezone.localdate()
    for deadline in live_deadlines(commitment):
        if deadline.purpose == "report":
            deadlines.meet(deadline=deadline, on=today, by=by)
            after, others = max(today, deadline.due_on + DAY), tuple(deadline.other_agency_ids)
            deadlines.start_many([report_limit(commitment, after=after, others=others)])


@transaction.atomic
def claim_fulfilment(*, commitment, text, by, files=()):
    """Claim that the promise was kept, today. Its clocks are held while somebody else verifies: who claims in time is not late.

    Raises DomainError("refused", "stale", "no_such_step") of the step, "text_missing", "evidence_missing", "parts_unfinished", "stands_against".
    """
    text, today = checked_text(text, _("写明怎样完成的，对照“怎样算做到”逐条说明。")), timezone.localdate()
    if not files and not has_evidence(commitment):
        raise DomainError("evidence_missing", _("附上至少一份佐证材料，例如验收单、公示截图、检测报告。"), field="files")
    transition(commitment, to="claimed", by=by, text=text, files=len(files), on=today)
    meet_receipt(commitment, by=by)
    check_parts_are_done(commitment)  # after the step, which locked the row: no part is given out meanwhile
    check_may_be_claimed(commitment)
    claim = Claim.objects.create(commitment=commitment, text=text, claimed_on=today, claimed_by=by.user)
    attach(subject=claim, files=files, by=by)
    commitment.forget_reporters()
    for deadline in live_deadlines(commitment):
        deadlines.hold(deadline=deadline)
    start_verification(commitment, today)
    publish_commitments([commitment.pk])
    return draw(claim, by=by)


def draw(claim, *, by):
    """Whether it is verified on the spot: always or never as the kind says, else by lot, which everybody can do again."""
    commitment, share = claim.commitment, claim.commitment.kind.on_site_share
    claim.on_site = share == ALL
    if 0 < share < ALL:
        lot = drawn(commitment)
        claim.on_site = lot["chosen"]
        emit(names.SITE_DRAWN, subject=commitment, by=by, on=claim.claimed_on, **lot)
        publish_commitments([commitment.pk])
    claim.save(update_fields=["on_site"])
    return claim


@transaction.atomic
def claim_by_hand(*, commitment, text, by, files=()):
    """claim_fulfilment() for what no business of its own keeps: an instalment is claimed by its payment. Raises "kept_elsewhere", too."""
    check_by_hand(commitment)
    return claim_fulfilment(commitment=commitment, text=text, by=by, files=files)


def has_evidence(commitment):
    return commitment.reports.filter(evidence__isnull=False).exists()


def start_verification(commitment, today):
    title = _("核验：%(title)s") % {"title": commitment.title}
    deadlines.start(
        subject=commitment, purpose="verify", title=title, agency_id=verifying_agency_id(commitment), rule=verify_rule(), started_on=today
    )


def verify_rule():
    effective = Rule.objects.effective().filter(code=VERIFY_RULES[0])
    return effective.first() or Rule.objects.in_force(VERIFY_RULES[1])


def verifying_agency_id(commitment):
    """The agency whose task the verification is: the supervision office where the kind wants it, else the leading agency."""
    if commitment.kind.verified_by == Role.SUPERVISOR:
        return supervision_office_id() or commitment.agency_id
    return commitment.agency_id


@transaction.atomic
def verify_claim(*, commitment, grade, by, reason=""):
    """Decide that the promise was kept, partly kept or broken. The limit is met on the day of the claim, however long verifying took.

    Raises DomainError("refused") for one who reported or claimed, "missing" without a reason for anything but kept, "bad_grade", "visit_missing"
    where the claim is to be verified on the spot and nobody went, "words_missing" where it differs from what was seen there and no reason is given.
    """
    if grade not in Claim.Grade.values:
        raise DomainError("bad_grade", _("选择兑现程度。"), field="grade")
    check_state(commitment, "claimed")
    check_visited(commitment, grade, reason)
    transition(commitment, to=grade, by=by, reason=reason, on=timezone.localdate())
    claim = close_claim(commitment, by=by, decision="verified", grade=grade, reason=reason)
    for deadline in live_deadlines(commitment):
        end_deadline(deadline, claim, by=by)
    publish_commitments([commitment.pk, *roll_up([commitment.whole_id])])
    return claim


def check_visited(commitment, grade, reason):
    claim = commitment.claims.get(decision="")
    visits = list(commitment.visits.filter(created_at__gte=claim.claimed_at))
    if claim.on_site and not visits:
        raise DomainError("visit_missing", _("这份申报要到现场核验。先登记现场核查，再作核验结论。"))
    if grade == Claim.Grade.KEPT and visits and visits[0].verdict == "differs":
        checked_reason(reason, needed=True)


def end_deadline(deadline, claim, *, by):
    """The verification is done today; the promise was done on the day of the claim; a broken one was not done; no further report is due."""
    if deadline.purpose == "verify":
        deadlines.meet(deadline=deadline, on=timezone.localdate(), by=by)
    elif deadline.purpose == "fulfil" and claim.grade == "broken":
        deadlines.fail(deadline=deadline, on=timezone.localdate(), by=by, reason=claim.reason)
    elif deadline.purpose == "fulfil":
        deadlines.meet(deadline=deadline, on=claim.claimed_on, by=by)
    else:
        deadlines.cancel(deadline=deadline, by=by, reason=_("承诺已核验：%(grade)s") % {"grade": claim.get_grade_display()})


@transaction.atomic
def send_back_claim(*, commitment, by, reason):
    """The claim doesn't hold yet: the commitment is open again, its clocks run on, and what is overdue by now the next sweep marks."""
    transition(commitment, to="open", by=by, reason=reason, on=timezone.localdate())
    claim = close_claim(commitment, by=by, decision="sent_back", reason=reason)
    for deadline in live_deadlines(commitment):
        if deadline.purpose == "verify":
            deadlines.meet(deadline=deadline, on=timezone.localdate(), by=by)
        else:
            deadlines.release(deadline=deadline)
    publish_commitments([commitment.pk])
    return claim


def close_claim(commitment, *, by, reason, **decision):
    claim = commitment.claims.get(decision="")
    decision |= {"reason": checked_reason(reason), "decided_by": by.user, "decided_at": timezone.now()}
    for name, value in decision.items():
        setattr(claim, name, value)
    claim.save(update_fields=list(decision))
    return claim


@transaction.atomic
def take_down_photo(*, photo, reason, by):
    """A photo on a public page shows what it should not (a face, a number plate): nobody sees it any more, the page says why.

    By a reviewer of the responsible agency, the supervision office or the credit office. Raises DomainError("refused") and what take_down() raises.
    """
    check_may_take_down(photo, by)
    take_down(photo=photo, reason=reason, by=by)
    publish_commitments([photo.subject.commitment_id])
    return photo.subject


def check_may_take_down(photo, by):
    if not may_take_down(photo.subject.commitment, by):
        raise DomainError("refused", _("照片由责任单位的审核人、督查人员或者信用办撤下。"))


def may_take_down(commitment, by):
    return by.has(Role.SUPERVISOR, Role.CREDIT_OFFICE) or by.has(Role.AGENCY_REVIEWER, agency=commitment.agency_id)

"""Progress and claims as staff pages show them."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.register.public import drawn, graded, reassigned
from commitments.urging import shown as urging
from core.accounts.models import Role
from core.deadlines.shown import why_of
from core.events import names
from core.evidence.photos import facts
from core.evidence.shown import as_file, as_picture
from core.pages.parts import Check, Moment, Party
from core.pages.words import day


def checks(commitment, claim):
    """What a verifier looks at: the test of the promise, the evidence, and whether the claim came in time."""
    files = [*claim.evidence.all(), *(file for report in commitment.reports.all() for file in report.evidence.all())]
    deadline = commitment.deadline
    shown = [
        Check(_("对照“怎样算做到”逐条核对"), bool(commitment.criterion), "" if commitment.criterion else _("没有写明，按承诺原文核对")),
        Check(_("有佐证材料"), bool(files), _("%(count)d份") % {"count": len(files)}),
    ]
    if claim.on_site or visits_since(commitment, claim):
        visits = visits_since(commitment, claim)
        words = visits[0].get_verdict_display() if visits else _("这份申报要到现场核验，还没有人去")
        shown.append(Check(_("到现场看过"), bool(visits), words))
    if deadline:
        in_time = claim.claimed_on <= deadline.due_on and deadline.state != "overdue"
        words = _("%(day)s申报，按申报日计") % {"day": day(claim.claimed_on)}
        shown.append(Check(_("在期限内申报"), in_time, words))
    return shown


def visits_since(commitment, claim):
    """The visits since the claim, the newest first."""
    return [visit for visit in commitment.visits.all() if visit.created_at >= claim.claimed_at]


def parties(commitment, actor):
    """Who does what, and why the reader may not verify, if that is so."""
    verifier = Role(commitment.kind.verified_by)
    reported = commitment.is_held_by(actor, verifier) and actor.is_person and actor.user.pk in commitment.reporters
    return [
        Party(_("%(agency)s的经办人") % {"agency": commitment.agency.short_name}, _("报告进展，完成后申报")),
        Party(
            _("督查人员") if verifier == Role.SUPERVISOR else _("%(agency)s的审核人") % {"agency": commitment.agency.short_name},
            _("核验；你报告过进展，不能核验") if reported else _("核验；报告过进展的人不能核验"),
        ),
        Party(_("督查人员、信用办"), _("催办，认定停滞、未兑现（督查人员），撤销承诺")),
    ]


def course(commitment, reports, claims, may_take_down=False):
    """The timeline, newest first, with names and files; what must come next stands on top."""
    told = [report_moment(report, may_take_down) for report in reports] + missed_moments(commitment)
    told += [visit_moment(visit, may_take_down) for visit in commitment.visits.all()]
    told += urging.moments(commitment)
    told += [lot_moment(event) for event in commitment.happened.all() if event.name == names.SITE_DRAWN]
    for claim in claims:
        told += claim_moments(claim)
    told += [Moment(event.created_at, *graded(event.payload)) for event in commitment.happened.all() if event.name == names.OPINION_GIVEN]
    told += [received_moment(event) for event in commitment.happened.all() if event.name == names.COMMITMENT_RECEIVED]
    told += [ended_moment(event) for event in commitment.happened.all() if event.name == names.STATE_CHANGED]
    told += [changed_moment(event) for event in commitment.happened.all() if event.name == names.COMMITMENT_CHANGED]
    told += [reassigned_moment(event) for event in commitment.happened.all() if event.name == names.COMMITMENT_REASSIGNED]
    told.append(Moment(commitment.created_at, _("%(name)s登记") % {"name": commitment.created_by or _("系统")}, commitment.registrar.name))
    return upcoming(commitment) + sorted(told, key=lambda moment: moment.at, reverse=True)


def report_moment(report, may_take_down):
    words = {"name": report.reported_by or _("系统"), "percent": report.percent}
    title = _("%(name)s报告进展，完成%(percent)d%%") % words
    return Moment(report.reported_at, title, report.text, files_beside(report), pictures=pictures(report, may_take_down))


def visit_moment(visit, may_take_down):
    title = _("%(name)s现场核查：%(verdict)s") % {"name": visit.created_by, "verdict": visit.get_verdict_display()}
    text = _("%(day)s在%(place)s，同去：%(companions)s。%(found)s") % {
        "day": day(visit.visited_on),
        "place": visit.place,
        "companions": visit.companions,
        "found": visit.found,
    }
    return Moment(visit.created_at, title, text, files_beside(visit), pictures=pictures(visit, may_take_down))


def files_beside(subject):
    """The files that are no photos of the page."""
    shown = {photo.evidence_id for photo in subject.photos.all()}
    return [as_file(one) for one in subject.evidence.all() if one.pk not in shown]


def pictures(subject, may_take_down):
    return [
        as_picture(facts(photo), reverse("photo_take_down", args=[photo.pk]) if may_take_down and not photo.taken_down_at else "")
        for photo in subject.photos.all()
    ]


def lot_moment(event):
    return Moment(event.created_at, *drawn(event.payload))


def missed_moments(commitment):
    titles = {
        "fulfil": _("到期没有办结，标记为逾期"),
        "report": _("到期没有报告进展"),
        "verify": _("到期没有核验完毕"),
        "receipt": _("到期没有签收"),
    }
    missed = [deadline for deadline in commitment.deadlines.all() if deadline.missed_on]
    return [Moment(midnight(deadline.missed_on), titles[deadline.purpose]) for deadline in missed]


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def claim_moments(claim):
    files = [as_file(one) for one in claim.evidence.all()]
    yield Moment(claim.claimed_at, _("%(name)s申报完成") % {"name": claim.claimed_by or _("系统")}, claim.text, files)
    if claim.decision:
        what = claim.get_grade_display() if claim.grade else claim.get_decision_display()
        title = _("%(name)s核验：%(what)s") % {"name": claim.decided_by or _("系统"), "what": what}
        yield Moment(claim.decided_at, title, claim.reason)


def received_moment(event):
    return Moment(event.created_at, _("%(name)s签收") % {"name": event.user or _("系统")})


def ended_moment(event):
    titles = {
        "stalled": _("%(name)s认定停滞"),
        "open": _("%(name)s恢复推进"),
        "broken": _("%(name)s认定未兑现"),
        "withdrawn": _("%(name)s撤销承诺"),
    }
    return Moment(event.created_at, titles[event.payload["target"]] % {"name": event.user or _("系统")}, event.payload["reason"])


def changed_moment(event):
    ended = event.payload.get("target") == "changed"
    title = (_("%(name)s批准依法终止：%(reason)s") if ended else _("%(name)s批准依法变更：%(reason)s")) % {
        "name": event.user or _("系统"),
        "reason": event.payload["reason"],
    }
    return Moment(event.created_at, title, event.payload["explanation"])


def reassigned_moment(event):
    title, reason = reassigned(event.payload)
    return Moment(event.created_at, _("%(who)s：%(what)s") % {"who": event.user or _("系统"), "what": title}, reason)


def upcoming(commitment):
    """The coming dates. While a claim is verified the other clocks are held, so its own is the only one."""
    titles = {"fulfil": _("应兑现"), "report": _("应报告进展"), "verify": _("应核验完毕"), "receipt": _("应签收")}
    running = {"verify"} if commitment.state == commitment.State.CLAIMED else {"fulfil", "report", "receipt"}
    today, live = timezone.localdate(), [one for one in commitment.deadlines.all() if one.state in one.LIVE and one.purpose in running]
    live = [one for one in live if one.due_on and one.due_on >= today]
    live.sort(key=lambda one: one.due_on, reverse=True)
    return [Moment(one.due_on, titles[one.purpose], upcoming=True, why=why_of(one)) for one in live]

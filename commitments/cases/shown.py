"""Applications as their pages show them: to staff, and to the applicant who has the code."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from commitments.cases import queries
from commitments.cases.limits import ACCEPTANCE, DELIVERY, HEARING, PROMISED, STATUTORY
from commitments.cases.models import ServiceCase
from core.events import names
from core.pages.parts import Fact, Mark, Moment
from core.pages.words import amount, as_date, day

MARKS = {
    "received": "warn",
    "notified": "warn",
    "accepted": "plain",
    "paused": "plain",
    "proposed": "warn",
    "decided": "warn",
    "delivered": "done",
    "not_accepted": "plain",
    "withdrawn": "plain",
}
VERBS = {
    ACCEPTANCE: gettext_lazy("受理或者告知"),
    PROMISED: gettext_lazy("办结"),
    STATUTORY: gettext_lazy("法定期限届满"),
    DELIVERY: pgettext_lazy("交给申请人", "送达"),
    HEARING: gettext_lazy("组织听证"),
}
OPINION_MARKS = {"asked": "warn", "consented": "done", "objected": "bad", "silent": "done", "ended": "plain"}
WHAT = {
    "received": gettext_lazy("核对材料：齐全的受理，缺的一次说全"),
    "notified": gettext_lazy("等申请人补正；交来了就登记"),
    "accepted": gettext_lazy("审查，提出意见送审批"),
    "paused": gettext_lazy("等的事完了，当天恢复计时"),
    "proposed": gettext_lazy("核对送审意见，作出决定"),
    "decided": gettext_lazy("把决定送达申请人"),
}
# what the applicant reads of what happened; who did it is nobody's business outside
STEPS = {
    ("received", "accepted"): gettext_lazy("受理"),
    ("received", "notified"): gettext_lazy("一次性告知需要补正的材料"),
    ("received", "not_accepted"): gettext_lazy("不予受理"),
    ("notified", "accepted"): gettext_lazy("补正齐全，受理"),
    ("accepted", "paused"): gettext_lazy("中止计时"),
    ("paused", "accepted"): gettext_lazy("恢复计时"),
    ("accepted", "proposed"): gettext_lazy("审查完毕，送审批"),
    ("proposed", "accepted"): gettext_lazy("继续审查"),
    ("decided", "delivered"): gettext_lazy("决定已送达"),
}
WITH_REASON = {"not_accepted", "paused", "withdrawn"}


def state_mark(case):
    if getattr(case, "is_overdue", False):
        return Mark("bad", _("逾期"))
    return Mark(MARKS[case.state], case.get_outcome_display() if case.state == "delivered" else case.get_state_display())


def responsible_words(case):
    return case.responsible.name if case.responsible else _("等承办单位接手")


def facts(case, with_contact):
    """`with_contact`: how the applicant is reached only those read who deal with the applicant."""
    window = _("%(window)s收件") % {"window": case.window.short_name} if case.window_id != case.agency_id else ""
    shown = [
        Fact(_("事项"), case.guide.name, _("第%(number)d版指南") % {"number": case.guide.number}, guide_url(case)),
        Fact(_("承办单位"), case.agency.name, window),
        Fact(_("责任人"), responsible_words(case), _("首问：%(name)s") % {"name": case.asked_first.name}),
        Fact(_("申请人"), case.applicant, case.contact if with_contact else ""),
        Fact(pgettext("办到哪一步", "收件"), case.received_on),
        Fact(pgettext("办到哪一步", "受理"), case.accepted_on, _("逾期没有告知补正，视为受理") if case.accepted_by_silence else ""),
    ]
    return [fact for fact in shown if fact.value]


def guide_url(case):
    return f"{reverse('public_service', args=[case.guide.item_id])}?version={case.guide.number}"


def limits(case):
    """(limit, verb) of everything that ran or runs, in the order in which it comes."""
    found = queries.limits_of(case, ACCEPTANCE, PROMISED, STATUTORY, HEARING, DELIVERY)
    return [(one, VERBS[one.purpose]) for one in found]


def opinions(case):
    """(agency, mark, words, limit) of a parallel approval."""
    return [
        (one.agency.name, Mark(OPINION_MARKS[one.state], one.get_state_display()), one.words, one.deadline) for one in case.opinions.all()
    ]


def papers(notice):
    """(name, mark) of what was missing."""
    return [
        (
            row["name"],
            Mark("done", _("%(day)s交来") % {"day": day(as_date(row["supplied_on"]))}) if row["supplied_on"] else Mark("warn", _("待补")),
        )
        for row in notice.papers
    ]


def decision_facts(case):
    """What was decided, why, and what the applicant can do about it."""
    if not case.outcome:
        return []
    shown = [
        Fact(_("决定"), case.get_outcome_display(), day(case.decided_on)),
        Fact(_("理由"), case.decision),
        Fact(_("法律依据"), case.decision_basis),
        Fact(pgettext("办到哪一步", "送达"), case.delivery, day(case.delivered_on)),
    ]
    return [fact for fact in shown if fact.value]


def staff_course(case):
    """The timeline for staff, newest first; the events are prefetched."""
    labels = {(step.source, step.target): step.label for step in case.STEPS}
    told = [staff_moment(event, labels) for event in sorted(case.happened.all(), key=lambda event: -event.pk)]
    received = _("%(name)s在%(window)s收件") % {"name": case.asked_first.name, "window": case.window.short_name}
    return [*(one for one in told if one), Moment(case.created_at, received)]


def staff_moment(event, labels):
    title, text = words_of(event, labels)
    if not title:
        return None
    return Moment(event.created_at, _("%(who)s：%(what)s") % {"who": event.user or _("系统"), "what": title}, text)


def words_of(event, labels):
    """Title and text of an event; empty for one that says nothing."""
    payload = event.payload
    if event.name == names.STATE_CHANGED:
        return step_words(payload, labels)
    others = {
        names.SERVICE_HANDED_OVER: lambda: (_("转给%(name)s") % {"name": payload["to"]}, payload["reason"]),
        names.PAPERS_SUPPLIED: lambda: (_("收到补正的材料"), listed(payload["papers"])),
        names.PAPERS_ASKED_TWICE: lambda: (_("再次要求补正，被系统拒绝"), listed(payload["papers"])),
        names.SERVICE_EXTENDED: lambda: (_("期限延长%(amount)s") % {"amount": amount(payload["amount"], "working_day")}, payload["reason"]),
    }
    return others[event.name]() if event.name in others else ("", "")


def step_words(payload, labels):
    step, reason = (payload["source"], payload["target"]), payload.get("reason", "")
    if step[1] == "paused":
        return _("中止计时：%(kind)s") % {"kind": ServiceCase.PauseKind(payload["kind"]).label}, reason
    if step[1] == "notified":
        return labels[step], "\n".join(part for part in (listed(payload["papers"]), payload.get("words", "")) if part)
    if payload.get("silent"):
        return _("逾期没有告知补正，依法自收件之日起视为受理"), ""
    return labels.get(step, ""), reason


def listed(papers):
    return _("、").join(papers)


def applicant_course(case):
    """The same as the applicant reads it: nobody's name, and only the reasons that are meant for the applicant."""
    told = []
    for event in sorted(case.happened.all(), key=lambda event: -event.pk):
        if event.name == names.PAPERS_ASKED_TWICE:
            continue
        title, text = words_of(event, labels_for_applicant(event, case))
        target = event.payload.get("target", "")
        hidden = event.name == names.STATE_CHANGED and target not in WITH_REASON | {"notified"}
        if event.name == names.SERVICE_HANDED_OVER and event.payload["to_user"]:
            title = _("责任人改为%(name)s") % {"name": event.payload["to"]}
        told += [Moment(event.created_at, title, "" if hidden else text)] if title else []
    return [*told, Moment(case.created_at, _("%(window)s收件") % {"window": case.window.name})]


def labels_for_applicant(event, case):
    step = event.payload.get("source"), event.payload.get("target")
    if step[1] == "decided":
        return {step: _("作出决定：%(outcome)s") % {"outcome": case.get_outcome_display()}}
    return {step: _("申请撤回")} if step[1] == "withdrawn" else STEPS


def opinions_for_applicant(case):
    """(agency, mark, words) of a parallel approval; what an agency objects to stands in the decision."""
    return [(one.agency.name, Mark(OPINION_MARKS[one.state], one.get_state_display())) for one in case.opinions.all()]


def rights(case):
    """What can be done against a refusal, and until when (《行政许可法》第三十八条); empty where nothing was refused."""
    if case.outcome != "refused":
        return ""
    found = queries.remedies()
    words = {
        "review": amount(found["review_apply"].amount, found["review_apply"].unit),
        "review_basis": found["review_apply"].legal_basis,
        "suit": amount(found["suit_direct"].amount, found["suit_direct"].unit),
        "suit_basis": found["suit_direct"].legal_basis,
    }
    return (
        _(
            "不服这个决定的，可以自知道决定之日起%(review)s内申请行政复议（%(review_basis)s），"
            "或者%(suit)s内向人民法院提起行政诉讼（%(suit_basis)s）。"
        )
        % words
    )


def applicant_facts(case):
    return [
        Fact(_("事项"), case.guide.name, case.number, guide_url(case)),
        Fact(_("承办单位"), case.agency.name, case.agency.telephone),
        Fact(_("责任人"), responsible_words(case)),
        Fact(_("投诉电话"), case.guide.content["complaints"]),
    ]

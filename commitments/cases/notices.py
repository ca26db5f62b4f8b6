"""Who is told of an application: whoever must act next, and of a refusal the level above (否定报备)."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.cases.models import Opinion, ServiceCase
from core.accounts.models import Role
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft


def cases_of(events):
    kind = ContentType.objects.get_for_model(ServiceCase)
    events = [event for event in events if event.content_type_id == kind.pk]
    found = ServiceCase.objects.select_related("agency", "guide").in_bulk({event.object_id for event in events})
    agencies = {key for case in found.values() for key in (case.agency_id, case.agency.parent_id) if key}
    return [(event, found[event.object_id]) for event in events], Holders(agencies)


def clerks(case, holders):
    return [case.responsible_id] if case.responsible_id else holders.at(case.agency_id, Role.CLERK)


def reviewers(case, holders):
    return holders.at(case.agency_id, Role.AGENCY_REVIEWER)


TOLD = {
    ("received", "accepted"): (gettext_lazy("已受理，请审查：%(case)s"), clerks),
    ("notified", "accepted"): (gettext_lazy("补正齐全，已受理：%(case)s"), clerks),
    ("accepted", "proposed"): (gettext_lazy("请审批办件：%(case)s"), reviewers),
    ("proposed", "accepted"): (gettext_lazy("办件退回，请继续审查：%(case)s"), clerks),
    ("proposed", "decided"): (gettext_lazy("已作出决定，请送达：%(case)s"), clerks),
}


@notifies(names.STATE_CHANGED)
def moved(events):
    pairs, holders = cases_of(events)
    drafts = []
    for event, case in pairs:
        step = event.payload["source"], event.payload["target"]
        if step in TOLD:
            words, concerned = TOLD[step]
            drafts += [draft(event, case, user, words) for user in concerned(case, holders) if user != event.user_id]
        if event.payload.get("outcome") == "refused":
            drafts += [draft(event, case, user, REPORTED) for user in above(case, holders)]
    return drafts


REPORTED = gettext_lazy("不予许可报备：%(case)s")


def above(case, holders):
    """The reviewers of the level above; where it has none, the supervision office."""
    found = holders.at(case.agency.parent_id, Role.AGENCY_REVIEWER) if case.agency.parent_id else []
    return found or holders.anywhere(Role.SUPERVISOR)


def draft(event, case, user, words):
    return NoticeDraft(user, event.pk, words % {"case": named(case)}, event.payload.get("reason", ""), case.get_absolute_url())


def named(case):
    """办件〔2026〕3号 人力资源服务许可: never the applicant."""
    return f"{case.number} {case.guide.name}"


@notifies(names.SERVICE_HANDED_OVER)
def handed_over(events):
    pairs, holders = cases_of(events)
    return [
        draft(event, case, user, gettext_lazy("办件转给你们：%(case)s"))
        for event, case in pairs
        if event.payload["to_user"] is None  # a person hears of it by the assignment of the limits
        for user in holders.at(case.agency_id, Role.CLERK)
    ]


@notifies(names.SERVICE_EXTENDED)
def extended(events):
    pairs, holders = cases_of(events)
    words = gettext_lazy("办理期限延长：%(case)s")
    return [draft(event, case, user, words) for event, case in pairs for user in clerks(case, holders) if user != event.user_id]


@notifies(names.OPINION_ASKED)
def asked(events):
    found = Opinion.objects.select_related("case__guide").in_bulk({event.object_id for event in events})
    holders = Holders({one.agency_id for one in found.values()})
    return [
        NoticeDraft(
            user,
            event.pk,
            _("请答复并联审批：%(case)s") % {"case": named(opinion.case)},
            _("到期没有答复的，视为同意。"),
            opinion.get_absolute_url(),
        )
        for event in events
        for opinion in [found[event.object_id]]
        for user in holders.at(opinion.agency_id, Role.CLERK, Role.AGENCY_REVIEWER)
    ]

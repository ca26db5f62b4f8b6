"""Who is told of an application: whoever must act next, and of a refusal the level above (否定报备)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.cases.models import Opinion, ServiceCase
from core.accounts.models import Role
from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies


def cases_of(events):
    cases = rows_about(events, ServiceCase.objects.select_related("agency", "guide"))
    agencies = {key for _event, case in cases for key in (case.agency_id, case.agency.parent_id) if key}
    return cases, Holders(agencies)


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
    cases, holders = cases_of(events)
    moved_on = [(event, case) for event, case in cases if step_of(event) in TOLD]
    refused = [(event, case) for event, case in cases if event.payload.get("outcome") == "refused"]
    return [
        *drafts(
            moved_on, lambda event, case: TOLD[step_of(event)][1](case, holders), lambda event, case: TOLD[step_of(event)][0] % words(case)
        ),
        *drafts(refused, lambda event, case: above(case, holders), lambda event, case: _("不予许可报备：%(case)s") % words(case)),
    ]


def step_of(event):
    return event.payload["source"], event.payload["target"]


def above(case, holders):
    """The reviewers of the level above; where it has none, the supervision office."""
    found = holders.at(case.agency.parent_id, Role.AGENCY_REVIEWER) if case.agency.parent_id else []
    return found or holders.anywhere(Role.SUPERVISOR)


def words(case):
    """办件〔2026〕3号 人力资源服务许可: never the applicant."""
    return {"case": f"{case.number} {case.guide.name}"}


@notifies(names.SERVICE_HANDED_OVER)
def handed_over(events):
    """A person hears of it by the assignment of the limits."""
    cases, holders = cases_of([event for event in events if event.payload["to_user"] is None])
    return drafts(
        cases, lambda event, case: holders.at(case.agency_id, Role.CLERK), lambda event, case: _("办件转给你们：%(case)s") % words(case)
    )


@notifies(names.SERVICE_EXTENDED)
def extended(events):
    cases, holders = cases_of(events)
    return drafts(cases, lambda event, case: clerks(case, holders), lambda event, case: _("办理期限延长：%(case)s") % words(case))


@notifies(names.OPINION_ASKED)
def asked(events):
    opinions = rows_about(events, Opinion.objects.select_related("case__guide"))
    holders = Holders({opinion.agency_id for _event, opinion in opinions})
    return drafts(
        opinions,
        lambda event, opinion: holders.at(opinion.agency_id, Role.CLERK, Role.AGENCY_REVIEWER),
        lambda event, opinion: _("请答复并联审批：%(case)s") % words(opinion.case),
        lambda event, opinion: _("到期没有答复的，视为同意。"),
    )

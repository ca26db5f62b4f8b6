"""Who is told what about repairs."""

from django.utils.translation import gettext_lazy

from core.accounts.models import Role
from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies
from credit_records.records.models import AGENCY_STAFF
from credit_records.repair.models import RepairApplication


def office(application, holders):
    return holders.anywhere(Role.CREDIT_OFFICE)


def deciders(application, holders):
    makers = {application.accepted_by_id, application.proposed_by_id}
    return [user for user in office(application, holders) if user not in makers]


def applicant(application, holders):
    return holders.at(application.agency_id, *AGENCY_STAFF) if application.agency_id else [application.created_by_id]


# the state that was reached: title, and who is told; who did it is not
TOLD = {
    "accepted": (gettext_lazy("申请已受理：%(record)s"), applicant),
    "not_accepted": (gettext_lazy("申请不予受理：%(record)s"), applicant),
    "proposed": (gettext_lazy("请决定修复申请：%(record)s"), deciders),
    "approved": (gettext_lazy("申请已同意：%(record)s"), applicant),
    "refused": (gettext_lazy("申请没有同意：%(record)s"), applicant),
}


@notifies(names.STATE_CHANGED, names.REPAIR_FILED)
def told_of_repairs(events):
    applications = rows_about([event for event in events if not is_sent_back(event)], RepairApplication.objects.select_related("record"))
    holders = Holders({one.agency_id for _event, one in applications if one.agency_id})
    return drafts(
        applications,
        lambda event, one: told_of(event)[1](one, holders),
        lambda event, one: told_of(event)[0] % {"record": one.record},
    )


def is_sent_back(event):
    """By who should decide: the office's own matter."""
    return event.payload.get("source") == "proposed" and event.payload["target"] not in RepairApplication.OUTCOMES


def told_of(event):
    return TOLD[event.payload["target"]] if "target" in event.payload else (gettext_lazy("请受理修复申请：%(record)s"), office)

"""Who is told what about repairs."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.models import Role
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft
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
    kind = ContentType.objects.get_for_model(RepairApplication)
    events = [event for event in events if event.content_type_id == kind.pk and not is_sent_back(event)]
    found = RepairApplication.objects.select_related("record").in_bulk({event.object_id for event in events})
    holders = Holders({one.agency_id for one in found.values() if one.agency_id})
    return [draft for event in events for draft in drafts(event, found[event.object_id], holders)]


def is_sent_back(event):
    """By who should decide: the office's own matter."""
    return event.payload.get("source") == "proposed" and event.payload["target"] not in RepairApplication.OUTCOMES


def drafts(event, application, holders):
    filed = gettext_lazy("请受理修复申请：%(record)s"), office
    words, concerned = TOLD[event.payload["target"]] if "target" in event.payload else filed
    reason = event.payload.get("reason")
    body = _("理由：%(reason)s") % {"reason": reason} if reason else ""
    users = {user for user in concerned(application, holders) if user and user != event.user_id}
    title = words % {"record": application.record}
    return [NoticeDraft(user, event.pk, title, body, application.get_absolute_url()) for user in sorted(users)]

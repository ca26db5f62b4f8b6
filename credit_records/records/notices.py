"""Who is told what about records (D7): the office what to review, the author what became of it, the subject what took effect."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.models import Role
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft
from credit_records.records.models import AGENCY_STAFF, CreditRecord, Revision


def office(record, holders):
    return holders.anywhere(Role.CREDIT_OFFICE)


def author(record, holders):
    return [record.created_by_id]


def subject_and_author(record, holders):
    person = record.file.civil_servant
    subject = [person.user_id] if person else holders.at(record.file.agency_id, *AGENCY_STAFF)
    return [*subject, record.created_by_id]


# the state that was reached: title, and who is told; who did it is not
TOLD = {
    "in_review": (gettext_lazy("请审核信用记录：%(title)s"), office),
    "draft": (gettext_lazy("信用记录退回补充：%(title)s"), author),
    "dismissed": (gettext_lazy("信用记录不予认定：%(title)s"), author),
    "in_force": (gettext_lazy("信用记录已生效：%(title)s"), subject_and_author),
    "disputed": (gettext_lazy("信用记录标注异议处理中：%(title)s"), subject_and_author),
    "corrected": (gettext_lazy("信用记录已更正：%(title)s"), subject_and_author),
    "revoked": (gettext_lazy("信用记录已撤销：%(title)s"), subject_and_author),
    "repaired": (gettext_lazy("信用记录已修复：%(title)s"), subject_and_author),
    "expired": (gettext_lazy("信用记录期满失效，不再公示：%(title)s"), subject_and_author),
}


@notifies(names.RECORD_IN_FORCE, names.RECORD_CHANGED, names.RECORD_ENDED, names.STATE_CHANGED)
def told_of_steps(events):
    record_type = ContentType.objects.get_for_model(CreditRecord)
    events = [event for event in events if event.content_type_id == record_type.pk]
    records = CreditRecord.objects.with_subject().in_bulk({event.object_id for event in events})
    holders = Holders({record.file.agency_id for record in records.values()})
    return [draft for event in events for draft in drafts(event, records[event.object_id], holders)]


def drafts(event, record, holders):
    words, concerned = told_of(event)
    reason = event.payload.get("reason")
    body = _("理由：%(reason)s") % {"reason": reason} if reason else ""
    users = {user for user in concerned(record, holders) if user and user != event.user_id}
    if event.payload.get("batch"):
        users.discard(record.created_by_id)  # is told of the batch as a whole
    return [NoticeDraft(user, event.pk, words % {"title": record.title}, body, record.get_absolute_url()) for user in sorted(users)]


def told_of(event):
    if event.payload.get("leniency"):
        return gettext_lazy("信用记录从轻或者免予惩戒：%(title)s"), subject_and_author
    if event.payload["source"] == "disputed" and event.payload["target"] == "in_force":
        return gettext_lazy("异议已处理，信用记录维持：%(title)s"), subject_and_author
    return TOLD[event.payload["target"]]


@notifies(names.REVISION_PROPOSED)
def told_of_proposals(events):
    revisions = Revision.objects.select_related("record").in_bulk({event.object_id for event in events})
    office = Holders(set()).anywhere(Role.CREDIT_OFFICE)
    return [
        NoticeDraft(user, event.pk, proposal_words(revision), revision.proposal, revision.get_absolute_url())
        for event in events
        for revision in [revisions[event.object_id]]
        if revision.origin == Revision.Origin.OFFICE
        for user in sorted(office)
        if user != event.user_id
    ]


def proposal_words(revision):
    words = _("请批准更正信用记录：%(title)s") if revision.kind == Revision.Kind.CORRECT else _("请批准撤销信用记录：%(title)s")
    return words % {"title": revision.record}

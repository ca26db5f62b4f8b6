"""Who is told what about records (D7): the office what to review, the author what became of it, the subject what took effect."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.models import Role
from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies
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
    records = rows_about(events, CreditRecord.objects.with_subject())
    holders = Holders({record.file.agency_id for _event, record in records})
    return drafts(
        records,
        lambda event, record: concerned(event, record, holders),
        lambda event, record: told_of(event)[0] % {"title": record.title},
    )


def concerned(event, record, holders):
    """Who wrote a record of a batch is told of the batch as a whole."""
    users = told_of(event)[1](record, holders)
    return [user for user in users if user != record.created_by_id] if event.payload.get("batch") else users


def told_of(event):
    if event.payload.get("leniency"):
        return gettext_lazy("信用记录从轻或者免予惩戒：%(title)s"), subject_and_author
    if event.payload["source"] == "disputed" and event.payload["target"] == "in_force":
        return gettext_lazy("异议已处理，信用记录维持：%(title)s"), subject_and_author
    return TOLD[event.payload["target"]]


@notifies(names.REVISION_PROPOSED)
def told_of_proposals(events):
    revisions = rows_about(events, Revision.objects.filter(origin=Revision.Origin.OFFICE).select_related("record"))
    office = Holders(set()).anywhere(Role.CREDIT_OFFICE)
    return drafts(revisions, lambda event, revision: office, proposal_words, lambda event, revision: revision.proposal)


def proposal_words(event, revision):
    words = _("请批准更正信用记录：%(title)s") if revision.kind == Revision.Kind.CORRECT else _("请批准撤销信用记录：%(title)s")
    return words % {"title": revision.record}

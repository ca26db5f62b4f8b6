"""Who is told what about queries (D7): the office what to decide, the applicant what was decided."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.models import Role
from core.deadlines.models import Deadline
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft
from credit_records.access.models import AUTHORISED, FileQuery

DECIDED = {
    "granted": gettext_lazy("查档申请已批准：%(number)s"),
    "refused": gettext_lazy("查档申请不予批准：%(number)s"),
    "revoked": gettext_lazy("查档授权已收回：%(number)s"),
}


@notifies(names.QUERY_FILED)
def office_is_told(events):
    queries, holders = queries_of(events), Holders(set())
    return [
        NoticeDraft(
            user, event.pk, _("请审批查档申请：%(number)s") % {"number": query.number}, query.purpose_words, query.get_absolute_url()
        )
        for event in events
        for query in [queries[event.object_id]]
        for user in sorted(set(holders.anywhere(Role.CREDIT_OFFICE)) - query.concerned_ids - {query.created_by_id})
    ]


@notifies(names.STATE_CHANGED)
def applicant_is_told(events):
    kind = ContentType.objects.get_for_model(FileQuery)
    events = [event for event in events if event.content_type_id == kind.pk and event.payload["target"] in DECIDED]
    queries = queries_of(events)
    return [draft(event, queries[event.object_id]) for event in events]


@notifies(names.PERIOD_ENDED)
def applicant_is_told_that_it_is_over(events):
    kind = ContentType.objects.get_for_model(FileQuery)
    over = Deadline.objects.filter(pk__in=[event.object_id for event in events], content_type=kind, purpose=AUTHORISED)
    of_deadline = dict(over.values_list("pk", "object_id"))
    queries = FileQuery.objects.in_bulk(set(of_deadline.values()))
    ended = [(event, queries[of_deadline[event.object_id]]) for event in events if event.object_id in of_deadline]
    words, body = _("查档授权已到期：%(number)s"), _("还需要查的，请重新申请。")
    return [NoticeDraft(one.created_by_id, event.pk, words % {"number": one.number}, body, one.get_absolute_url()) for event, one in ended]


def queries_of(events):
    return FileQuery.objects.select_related("file__agency", "file__civil_servant").in_bulk({event.object_id for event in events})


def draft(event, query):
    reason = event.payload.get("reason")
    body = _("理由：%(reason)s") % {"reason": reason} if reason else ""
    words = DECIDED[event.payload["target"]] % {"number": query.number}
    return NoticeDraft(query.created_by_id, event.pk, words, body, query.get_absolute_url())

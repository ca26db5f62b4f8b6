"""Who is told what about queries (D7): the office what to decide, the applicant what was decided."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.models import Role
from core.deadlines.models import Deadline
from core.events import names
from core.notices.about import drafts, rows_about
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
    office = Holders(set()).anywhere(Role.CREDIT_OFFICE)
    return drafts(
        rows_about(events, FileQuery.objects.select_related("file__agency", "file__civil_servant")),
        lambda event, query: [user for user in office if user not in query.concerned_ids and user != query.created_by_id],
        lambda event, query: _("请审批查档申请：%(number)s") % {"number": query.number},
        lambda event, query: query.purpose_words,
    )


@notifies(names.STATE_CHANGED)
def applicant_is_told(events):
    return drafts(
        rows_about([event for event in events if event.payload["target"] in DECIDED], FileQuery.objects.all()),
        lambda event, query: [query.created_by_id],
        lambda event, query: DECIDED[event.payload["target"]] % {"number": query.number},
    )


@notifies(names.PERIOD_ENDED)
def applicant_is_told_that_it_is_over(events):
    kind = ContentType.objects.get_for_model(FileQuery)
    over = Deadline.objects.filter(pk__in=[event.object_id for event in events], content_type=kind, purpose=AUTHORISED)
    of_deadline = dict(over.values_list("pk", "object_id"))
    queries = FileQuery.objects.in_bulk(set(of_deadline.values()))
    ended = [(event, queries[of_deadline[event.object_id]]) for event in events if event.object_id in of_deadline]
    words, body = _("查档授权已到期：%(number)s"), _("还需要查的，请重新申请。")
    return [NoticeDraft(one.created_by_id, event.pk, words % {"number": one.number}, body, one.get_absolute_url()) for event, one in ended]

"""Who is told what about a batch: the office what to confirm, the author what became of it; once a batch, not once a record."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.models import Role
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft
from credit_records.records.models import RecordBatch

TOLD = {
    "in_review": gettext_lazy("请确认一批信用记录：%(title)s"),
    "confirmed": gettext_lazy("整批信用记录已生效：%(title)s"),
    "refused": gettext_lazy("整批信用记录不予认定：%(title)s"),
}


@notifies(names.STATE_CHANGED)
def told_of_batches(events):
    kind = ContentType.objects.get_for_model(RecordBatch)
    events = [event for event in events if event.content_type_id == kind.pk and event.payload["target"] in TOLD]
    batches = RecordBatch.objects.in_bulk({event.object_id for event in events})
    office = Holders(set()).anywhere(Role.CREDIT_OFFICE) if events else []
    return [draft for event in events for draft in drafts(event, batches[event.object_id], office)]


def drafts(event, batch, office):
    target, reason = event.payload["target"], event.payload.get("reason")
    body = _("理由：%(reason)s") % {"reason": reason} if reason else _("%(count)s条") % {"count": f"{batch.good:,}"}
    users = office if target == "in_review" else [batch.created_by_id]
    title = TOLD[target] % {"title": batch.title}
    return [NoticeDraft(user, event.pk, title, body, batch.get_absolute_url()) for user in users if user != event.user_id]

"""Who is told what about a batch: the office what to confirm, the author what became of it; once a batch, not once a record."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.models import Role
from core.events import names
from core.notices.about import drafts, reason, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies
from credit_records.records.models import RecordBatch

TOLD = {
    "in_review": gettext_lazy("请确认一批信用记录：%(title)s"),
    "confirmed": gettext_lazy("整批信用记录已生效：%(title)s"),
    "refused": gettext_lazy("整批信用记录不予认定：%(title)s"),
}


@notifies(names.STATE_CHANGED)
def told_of_batches(events):
    batches = rows_about([event for event in events if event.payload["target"] in TOLD], RecordBatch.objects.all())
    office = Holders(set()).anywhere(Role.CREDIT_OFFICE) if batches else []
    return drafts(
        batches,
        lambda event, batch: office if event.payload["target"] == "in_review" else [batch.created_by_id],
        lambda event, batch: TOLD[event.payload["target"]] % {"title": batch.title},
        lambda event, batch: reason(event, batch) or _("%(count)s条") % {"count": f"{batch.good:,}"},
    )

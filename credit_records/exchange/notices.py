"""What the credit office is told of the exchange: what did not arrive, was refused or came back rejected. Once a batch, not once a record."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.accounts.models import Role
from core.events import names
from core.notices.about import rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft
from credit_records.exchange.models import ExchangeBatch, Transmission


@notifies(names.STATE_CHANGED)
def told_of_batches(events):
    batches = rows_about([event for event in events if needs_somebody(event)], ExchangeBatch.objects.select_related("receiver"))
    office = Holders(set()).anywhere(Role.CREDIT_OFFICE) if batches else []
    return [
        NoticeDraft(user, event.pk, words(event, batch), batch.error, batch.get_absolute_url())
        for event, batch in batches
        for user in office
    ]


def needs_somebody(event):
    return event.payload["target"] in ("failed", "refused") or event.payload.get("rejected")


def words(event, batch):
    if rejected := event.payload.get("rejected"):
        told = ngettext("%(receiver)s退回了%(count)d条报送，请改正", "%(receiver)s退回了%(count)d条报送，请改正", rejected)
        return told % {"receiver": batch.receiver, "count": rejected}
    told = _("报送批次没有送到：%(batch)s") if event.payload["target"] == "failed" else _("报送批次被拒收：%(batch)s")
    return told % {"batch": batch}


@notifies(names.STATE_CHANGED)
def told_of_what_was_not_sent(events):
    """What did not pass the check before sending: one notice for all that were found together."""
    stopped = [event for event in events if event.payload["source"] == "waiting" and event.payload["target"] == "rejected"]
    rejected = rows_about(stopped, Transmission.objects.select_related("receiver"))
    if not rejected:
        return []
    event, last = rejected[-1]
    title = ngettext("有%(count)d条报送缺少内容，没有发出", "有%(count)d条报送缺少内容，没有发出", len(rejected)) % {"count": len(rejected)}
    office = Holders(set()).anywhere(Role.CREDIT_OFFICE)
    return [NoticeDraft(user, event.pk, title, "", last.receiver.get_absolute_url()) for user in office]

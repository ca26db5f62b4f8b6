"""What the credit office is told of the exchange: what did not arrive, was refused or came back rejected. Once a batch, not once a record."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.accounts.models import Role
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft
from credit_records.exchange.models import ExchangeBatch, Transmission


@notifies(names.STATE_CHANGED)
def told_of_batches(events):
    events = [event for event in of_model(events, ExchangeBatch) if needs_somebody(event)]
    batches = ExchangeBatch.objects.select_related("receiver").in_bulk([event.object_id for event in events])
    office = Holders(set()).anywhere(Role.CREDIT_OFFICE) if events else []
    return [
        NoticeDraft(user, event.pk, words(event, batches[event.object_id]), batches[event.object_id].error, path_of(event, batches))
        for event in events
        for user in office
    ]


def of_model(events, model):
    kind = ContentType.objects.get_for_model(model)
    return [event for event in events if event.content_type_id == kind.pk]


def needs_somebody(event):
    return event.payload["target"] in ("failed", "refused") or event.payload.get("rejected")


def words(event, batch):
    if rejected := event.payload.get("rejected"):
        told = ngettext("%(receiver)s退回了%(count)d条报送，请改正", "%(receiver)s退回了%(count)d条报送，请改正", rejected)
        return told % {"receiver": batch.receiver, "count": rejected}
    told = _("报送批次没有送到：%(batch)s") if event.payload["target"] == "failed" else _("报送批次被拒收：%(batch)s")
    return told % {"batch": batch}


def path_of(event, batches):
    return batches[event.object_id].get_absolute_url()


@notifies(names.STATE_CHANGED)
def told_of_what_was_not_sent(events):
    """What did not pass the check before sending: one notice for all that were found together."""
    events = [
        event for event in of_model(events, Transmission) if event.payload["source"] == "waiting" and event.payload["target"] == "rejected"
    ]
    if not events:
        return []
    receiver = Transmission.objects.select_related("receiver").get(pk=events[-1].object_id).receiver
    title = ngettext("有%(count)d条报送缺少内容，没有发出", "有%(count)d条报送缺少内容，没有发出", len(events)) % {"count": len(events)}
    office = Holders(set()).anywhere(Role.CREDIT_OFFICE)
    return [NoticeDraft(user, events[-1].pk, title, "", receiver.get_absolute_url()) for user in office]

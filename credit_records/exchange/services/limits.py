"""By when a receipt must be there, and by when what was rejected must be mended."""

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from core.deadlines import services as deadlines
from core.rules.models import Rule
from credit_records.exchange.models import Transmission
from credit_records.records.services.rows import credit_office_id

RECEIPT, MEND = "exchange_receipt", "exchange_mend"


def start_receipt_limit(batch):
    """Counts from the day on which the batch first arrived; sending it once more gives no more time."""
    if batch.limit_id:
        return
    title, rule = _("等回执：%(batch)s") % {"batch": batch}, Rule.objects.in_force(RECEIPT)
    limit = deadlines.Limit(batch, RECEIPT, title, batch.agency_id, rule, timezone.localdate(batch.sent_at))
    batch.limit = deadlines.start_many([limit])[0]
    batch.save(update_fields=["limit"])


def meet_receipt_limit(batch, by):
    if batch.limit and batch.limit.state in batch.limit.LIVE:
        deadlines.meet(deadline=batch.limit, on=timezone.localdate(), by=by)


def renew_mending_limit(receiver, by):
    """One limit a receiver, from the day of the oldest rejection that nobody has mended yet; none where there is none."""
    oldest = Transmission.objects.filter(receiver=receiver, state="rejected").aggregate(oldest=Min("settled_at"))["oldest"]
    since = oldest and timezone.localdate(oldest)
    running = receiver.deadlines.live().filter(purpose=MEND).first()
    if running and running.started_on != since:
        deadlines.meet(deadline=running, on=timezone.localdate(), by=by)
        running = None
    if since and not running:
        title = _("改正被退回的报送：%(receiver)s") % {"receiver": receiver}
        rule = Rule.objects.in_force(MEND)
        deadlines.start_many([deadlines.Limit(receiver, MEND, title, credit_office_id(), rule, since)])

"""Transmissions and batches as pages show them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.pages.parts import Fact, Figure, Mark
from credit_records.exchange import queries
from credit_records.exchange.models import ExchangeBatch, Transmission

MARKS = {
    "waiting": "plain",
    "batched": "warn",
    "accepted": "done",
    "rejected": "bad",
    "replaced": "plain",
    "abandoned": "plain",
    "dropped": "plain",
}
BATCH_MARKS = {
    "waiting": "plain",
    "sending": "warn",
    "sent": "warn",
    "answered": "done",
    "failed": "bad",
    "refused": "bad",
    "discarded": "plain",
}


def state_mark(transmission):
    return Mark(MARKS[transmission.state], transmission.get_state_display())


def batch_mark(batch):
    return Mark(BATCH_MARKS[batch.state], batch.get_state_display())


def what(transmission):
    """更新：已更正; while it waits, why it does."""
    if not transmission.action:
        return transmission.get_cause_display()
    words = {"action": transmission.get_action_display(), "state": transmission.get_record_state_display()}
    return _("%(action)s：%(state)s") % words


def figures(user):
    """How the exchange stands: each number opens its rows."""
    counts, lists, batches = queries.counts(user), reverse("exchange"), reverse("exchange_batches")
    stuck = counts.get("batch:failed", 0) + counts.get("batch:refused", 0)
    return [
        figure(counts, "waiting", _("待报送"), lists),
        figure(counts, "batched", _("报送中"), lists),
        figure(counts, "accepted", _("已接收"), lists, "done"),
        figure(counts, "rejected", _("被退回"), lists, "bad"),
        Figure(
            _("没有送到、被拒收"),
            stuck,
            ngettext("批", "批", stuck),
            url=f"{batches}?stuck=true" if stuck else "",
            mark="bad" if stuck else "",
        ),
    ]


def figure(counts, state, label, url, mark=""):
    count = counts.get(state, 0)
    return Figure(label, f"{count:,}", ngettext("条", "条", count), url=f"{url}?state={state}" if count else "", mark=mark if count else "")


def facts(transmission):
    record, batch = transmission.record, transmission.batch
    found = [
        Fact(_("接收方"), transmission.receiver),
        Fact(_("记录"), record, record.number, record.get_absolute_url()),
        Fact(_("起因"), transmission.get_cause_display(), transmission.created_at),
    ]
    if transmission.action:
        found.append(Fact(_("事项"), what(transmission), _("第%(number)d版") % {"number": transmission.record_version}))
    if transmission.settled_at:
        found.append(Fact(_("回执"), transmission.get_state_display(), transmission.settled_at))
    return found + ([Fact(_("批次"), batch, url=batch.get_absolute_url())] if batch else [])


def batch_facts(batch):
    arrived = batch.sent_at or _("还没有")
    tried = ngettext("发送%(count)d次", "发送%(count)d次", batch.attempts) % {"count": batch.attempts}
    return [
        Fact(_("接收方"), batch.receiver, batch.receiver.get_way_display()),
        Fact(_("格式"), batch.layout, batch.get_form_display()),
        Fact(_("组批"), batch.created_at),
        Fact(_("送达"), arrived, tried),
        Fact(_("报文的SHA-256"), batch.sha256),
    ]


def batch_figures(batch):
    """What became of its rows."""
    states = dict.fromkeys(("batched", "accepted", "rejected"), 0)
    for state in batch.transmissions.values_list("state", flat=True):
        states["rejected" if state in ("replaced", "abandoned") else state if state in states else "batched"] += 1
    rows, marks = f"{reverse('exchange')}?batch={batch.pk}", {"accepted": "done", "rejected": "bad"}
    labels = {"batched": _("等回执"), "accepted": _("已接收"), "rejected": _("被退回")}
    return [
        Figure(
            labels[state], f"{count:,}", ngettext("条", "条", count), url=rows if count else "", mark=marks.get(state, "") if count else ""
        )
        for state, count in states.items()
    ]


def receipts(batch):
    """The answers, the newest first, with what is odd about them."""
    return [{"receipt": receipt, "odd": odd(receipt)} for receipt in batch.receipts.order_by("-pk")]


def odd(receipt):
    found = []
    if receipt.unknown:
        words = ngettext("%(count)d条不在这一批里", "%(count)d条不在这一批里", receipt.unknown)
        found.append(words % {"count": receipt.unknown})
    if receipt.contradictory:
        words = ngettext("%(count)d条和先前的回执矛盾，请向对方核实", "%(count)d条和先前的回执矛盾，请向对方核实", receipt.contradictory)
        found.append(words % {"count": receipt.contradictory})
    return found


def is_stuck(batch):
    return batch.state in (ExchangeBatch.State.FAILED, ExchangeBatch.State.REFUSED)


def is_rejected(transmission):
    return transmission.state == Transmission.State.REJECTED

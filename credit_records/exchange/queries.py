"""Reads of the exchange that its pages need."""

from django.db.models import Count

from credit_records.exchange.models import ExchangeBatch, Layout, Receiver, Transmission


def listed(rows):
    """Transmissions with all that a list shows, in the same statement."""
    return rows.select_related("receiver", "batch", "record__file__agency", "record__file__civil_servant")


def counts(user):
    """{state: number} of the transmissions and, as "batch:" + state, of the batches that the user may see; two statements."""
    found = dict(Transmission.objects.visible_to(user).order_by().values_list("state").annotate(Count("pk")))
    batches = ExchangeBatch.objects.visible_to(user).order_by().values_list("state").annotate(Count("pk"))
    return found | {f"batch:{state}": count for state, count in batches}


def receivers_for(user):
    return Receiver.objects.visible_to(user)


def others_of_pair(transmission, user):
    """What else this receiver was told about this record, the newest first."""
    rows = Transmission.objects.visible_to(user).filter(receiver=transmission.receiver_id, record=transmission.record_id)
    return rows.exclude(pk=transmission.pk).order_by("-pk")


def columns_of(transmission):
    """[(the receiver's column, its name, the text)] of what was told, in the order of the layout; empty while it waits."""
    layout = transmission.batch and Layout.objects.get(pk=transmission.batch.layout_id)
    names = {field["code"]: field["name"] for field in layout.fields} if layout else {}
    order = list(names)
    content = sorted(transmission.content.items(), key=lambda item: order.index(item[0]) if item[0] in names else len(order))
    return [(code, names.get(code, code), text) for code, text in content]

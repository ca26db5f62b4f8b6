"""The staff doors of the exchange."""

from credit_records.exchange.views.batches import BatchDetail, BatchList, Discard, Resend, SendNow
from credit_records.exchange.views.transmissions import Abandon, SendAgain, TransmissionDetail, TransmissionList

__all__ = [
    "Abandon",
    "BatchDetail",
    "BatchList",
    "Discard",
    "Resend",
    "SendAgain",
    "SendNow",
    "TransmissionDetail",
    "TransmissionList",
]

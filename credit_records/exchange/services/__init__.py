"""What is sent to whom: queued as records change, put into batches, sent, answered, mended. Nothing else writes what the exchange keeps."""

from credit_records.exchange.services.answering import apply_receipt, ask_for_receipts
from credit_records.exchange.services.batching import check_office, make_batches, send_now
from credit_records.exchange.services.mending import abandon, discard_batch, resend_batch, send_again
from credit_records.exchange.services.queueing import close_receiver, enrol, open_receiver, queue_records
from credit_records.exchange.services.sending import send_all

__all__ = [
    "abandon",
    "apply_receipt",
    "ask_for_receipts",
    "check_office",
    "close_receiver",
    "discard_batch",
    "enrol",
    "make_batches",
    "open_receiver",
    "queue_records",
    "resend_batch",
    "send_again",
    "send_all",
    "send_now",
]

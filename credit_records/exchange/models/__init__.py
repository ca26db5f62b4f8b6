"""The tables of the exchange: who receives what in which form (catalogue), what is sent to them (batch, transmission), what they answer (receipt)."""

from credit_records.exchange.models.batch import ExchangeBatch, Receipt
from credit_records.exchange.models.catalogue import Layout, Receiver
from credit_records.exchange.models.transmission import Transmission

__all__ = ["ExchangeBatch", "Layout", "Receipt", "Receiver", "Transmission"]

"""The receiver of public records, which accepts whatever is sent."""

from tests.credit_records.exchange.conftest import accept_all, answer, city, exchange_settings, go_round, opened

__all__ = ["accept_all", "answer", "city", "exchange_settings", "go_round", "opened"]

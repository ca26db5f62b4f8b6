"""Importing a room's admin pages registers them."""

from credit_records.access import admin as access
from credit_records.exchange import admin as exchange
from credit_records.measures import admin as measures
from credit_records.objections import admin as objections
from credit_records.ratings import admin as ratings
from credit_records.records import admin as records
from credit_records.repair import admin as repair

__all__ = [
    "access",
    "exchange",
    "measures",
    "objections",
    "ratings",
    "records",
    "repair",
]

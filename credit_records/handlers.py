"""Importing a room's handlers registers them."""

from credit_records.records import handlers

__all__ = ["handlers"]

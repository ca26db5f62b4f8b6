"""Importing a room's handlers and notices registers them."""

from credit_records.records import handlers, notices

__all__ = ["handlers", "notices"]

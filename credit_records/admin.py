"""Importing a room's admin pages registers them."""

from credit_records.records import admin

__all__ = ["admin"]

"""Importing a room's admin registers it."""

from disclosure.items import admin

__all__ = ["admin"]

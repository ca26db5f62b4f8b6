"""Importing a room's admin registers it."""

from accountability.cases import admin

__all__ = ["admin"]

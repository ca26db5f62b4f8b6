"""Importing a room's handlers registers them."""

from accountability.complaints import handlers

__all__ = ["handlers"]

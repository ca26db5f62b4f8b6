"""Importing a room's handlers and notices registers them."""

from accountability.cases import notices
from accountability.complaints import handlers

__all__ = ["handlers", "notices"]

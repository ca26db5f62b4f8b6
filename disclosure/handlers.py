"""Importing a room's notices registers them."""

from disclosure.items import notices

__all__ = ["notices"]

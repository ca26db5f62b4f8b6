"""The tables of this wing's rooms, gathered for Django."""

from disclosure.items.models import Category, Item

__all__ = ["Category", "Item"]

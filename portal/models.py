"""The tables of the portal's rooms, gathered for Django."""

from portal.subscriptions.models import Subscription

__all__ = ["Subscription"]

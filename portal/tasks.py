"""The tasks of the portal's rooms, gathered for Celery."""

from portal.subscriptions import tasks as subscriptions

__all__ = ["subscriptions"]

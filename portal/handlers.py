"""What the portal listens to, gathered."""

from portal.subscriptions import handlers as subscriptions

__all__ = ["subscriptions"]

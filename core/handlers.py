"""The handlers of core's rooms, gathered."""

from core.notices import handlers as notices

__all__ = ["notices"]

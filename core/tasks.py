"""The tasks of core's rooms, gathered for Celery."""

from core.deadlines import tasks as deadlines
from core.events import tasks as events
from core.notices import tasks as notices

__all__ = ["deadlines", "events", "notices"]

"""The tasks of core's rooms, gathered for Celery."""

from core.deadlines import tasks as deadlines
from core.events import tasks as events
from core.jobs import tasks as jobs
from core.notices import tasks as notices

__all__ = ["deadlines", "events", "jobs", "notices"]

"""The handlers of core's rooms, gathered."""

from core.jobs import notices as jobs
from core.notices import calendar, duties
from core.notices import handlers as notices

__all__ = ["calendar", "duties", "jobs", "notices"]

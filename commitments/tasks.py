"""The tasks of this wing's rooms, gathered for Celery."""

from commitments.continuity import tasks as continuity

__all__ = ["continuity"]

"""What this wing listens to, gathered."""

from commitments.register import handlers as register

__all__ = ["register"]

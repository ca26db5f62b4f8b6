"""What this wing listens to, gathered."""

from commitments.fulfilment import notices
from commitments.register import handlers as register

__all__ = ["notices", "register"]

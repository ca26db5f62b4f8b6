"""The admin pages of this wing's rooms, gathered."""

from commitments.fulfilment import admin as fulfilment
from commitments.register import admin as register

__all__ = ["fulfilment", "register"]

"""The admin pages of this wing's rooms, gathered."""

from commitments.changes import admin as changes
from commitments.continuity import admin as continuity
from commitments.debts import admin as debts
from commitments.fulfilment import admin as fulfilment
from commitments.register import admin as register

__all__ = ["changes", "continuity", "debts", "fulfilment", "register"]

"""What this wing listens to, gathered."""

from commitments.changes import notices as changes
from commitments.continuity import notices as continuity
from commitments.debts import continuity as debts_continuity
from commitments.debts import notices as debts
from commitments.fulfilment import notices
from commitments.register import handlers as register
from commitments.register import notices as register_notices

__all__ = ["changes", "continuity", "debts", "debts_continuity", "notices", "register", "register_notices"]

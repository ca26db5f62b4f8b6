"""The use cases of continuity: the watch that leaves no commitment orphaned, taking and assigning, and what a head hands over."""

from commitments.continuity.services.handovers import draw_up_handovers, sign_handover, signs_in_place, why_not_sign
from commitments.continuity.services.taking import assign, check_may_assign, check_may_take, take
from commitments.continuity.services.watching import reassign_orphans, watch

__all__ = [
    "assign",
    "check_may_assign",
    "check_may_take",
    "draw_up_handovers",
    "reassign_orphans",
    "sign_handover",
    "signs_in_place",
    "take",
    "watch",
    "why_not_sign",
]

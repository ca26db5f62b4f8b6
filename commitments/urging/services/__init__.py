"""The use cases of urging: by hand, by rule, how an urge ends, and what passes to another agency."""

from commitments.urging.services.answers import Answer, answer, cancel, pass_on
from commitments.urging.services.asking import check_may_urge, check_supervises, urge, why_not_urge
from commitments.urging.services.by_rule import urge_for_missed

__all__ = ["Answer", "answer", "cancel", "check_may_urge", "check_supervises", "pass_on", "urge", "urge_for_missed", "why_not_urge"]

"""Every event that the portal knows. A handler in a higher room listens to what a lower room says."""

STATE_CHANGED = "state_changed"  # any step of a Stateful row that has no name of its own
DEADLINE_WARNED = "deadline_warned"  # a warning step before the due day was reached
DEADLINE_MISSED = "deadline_missed"  # the due day is over and nothing was done
DEADLINE_ESCALATED = "deadline_escalated"  # still nothing done, so many working days later
DEADLINE_MET = "deadline_met"  # done, in time or late
DEADLINE_CHANGED = "deadline_changed"  # paused, resumed, extended, recomputed, cancelled
PERIOD_ENDED = "period_ended"  # a period that only passes (公示期, 处分期) is over
COMMITMENT_REGISTERED = "commitment_registered"
PROGRESS_REPORTED = "progress_reported"  # an agency says how far it has come with a commitment
CLAIM_FILED = "claim_filed"  # an agency says that a commitment is fulfilled
CLAIM_DECIDED = "claim_decided"  # verified or sent back
CHANGE_PROPOSED = "change_proposed"  # somebody asks to change a commitment for a lawful reason
CHANGE_DECIDED = "change_decided"  # approved or refused by the level above
COMMITMENT_CHANGED = "commitment_changed"  # by an approved request; the payload has the words before and after, reason and basis
COMPENSATION_NEEDED = "compensation_needed"  # an approved change leaves somebody worse off, who must be compensated
RECORD_DRAFTED = "record_drafted"  # a draft record was opened by the system
RECORD_IN_FORCE = "record_in_force"
RECORD_CHANGED = "record_changed"  # disputed, back from a dispute, or corrected; it stands as before
REVISION_PROPOSED = "revision_proposed"  # a correction or revocation waits for another person
RECORD_ENDED = "record_ended"  # revoked, repaired or expired: it does not stand any more
QUERY_FILED = "query_filed"  # somebody asks to look into a credit file
OBJECTION_FILED = "objection_filed"  # somebody says that a record is wrong
OBJECTION_DECIDED = "objection_decided"  # upheld, corrected or revoked: for everybody who ever got the record; the payload names it
REPAIR_FILED = "repair_filed"  # somebody asks that a record end by repair, or for leniency
ITEM_PUBLISHED = "item_published"
CLUE_OPENED = "clue_opened"
CASE_OPENED = "case_opened"
HANDLER_ASSIGNED = "handler_assigned"  # somebody was let into a case; the payload names the user
FINDING_RECORDED = "finding_recorded"  # the investigation of a case has a result
CASE_CLOSED = "case_closed"
JOB_ENDED = "job_ended"  # long work is done, or it stopped

ALL = frozenset(value for name, value in vars().items() if name.isupper())

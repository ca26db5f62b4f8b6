"""Whether and how far the limit of a commitment may be extended: what its own rule says, else what the reason for the change allows."""

from django.utils.translation import gettext as _

from core.deadlines.services import due_if_extended
from core.errors import DomainError
from core.pages.words import day


def limit_of(commitment):
    """The live limit for fulfilment, as it stands now; None without one."""
    return commitment.deadlines.model.objects.of(commitment).live().filter(purpose="fulfil").select_related("rule").first()


def most_extension(deadline, reason):
    """In units of the limit. A limit by a law that says itself whether it may grow grows no further for any reason; one that is counted in
    months or years, only by its own rule."""
    if deadline.rule.extension_limit is not None:
        return deadline.rule.extension_limit
    return reason.extension_limit if counts_working_days(deadline) else 0


def counts_working_days(deadline):
    return bool(deadline.fixed_on) or deadline.unit == "working_day"


def check_extension(commitment, reason, extension, *, asked_on):
    """Raises DomainError("no_limit", "may_not_extend", "asked_too_late", "extension_too_long", "after_the_whole") at the field `extension`.

    Who asks after the limit was missed may have the words changed, not the limit: an extension would undo what the public was told. Only a
    reason that could keep somebody from asking in time (不可抗力) is an exception.
    """
    deadline = limit_of(commitment)
    if deadline is None:
        raise refused("no_limit", _("这项承诺没有兑现期限，不能延长。"))
    most = most_extension(deadline, reason)
    basis = {"reason": reason.name, "basis": deadline.rule.legal_basis if deadline.rule.extension_limit is not None else reason.legal_basis}
    if not most:
        raise refused("may_not_extend", _("按%(basis)s，以“%(reason)s”为由不能延长期限，只能变更内容。") % basis)
    if deadline.due_on and deadline.due_on < asked_on and not reason.after_missed:
        raise refused("asked_too_late", _("期限已过才申请的，不能再延长期限，只能变更内容；因不可抗力没有能按时申请的除外。"))
    if deadline.extension + extension > most:
        words = _("按%(basis)s，以“%(reason)s”为由累计最多延长%(most)d，已经延长%(done)d。")
        raise refused("extension_too_long", words % {**basis, "most": most, "done": deadline.extension})
    if commitment.whole:
        check_within_whole(commitment.whole, deadline, extension)
    return deadline


def check_within_whole(whole, deadline, extension):
    """A part is done when the whole is due."""
    limit, later = limit_of(whole), due_if_extended(deadline, extension)
    if limit and limit.due_on and later and later > limit.due_on:
        words = _("延长以后是%(later)s，晚于上级任务的期限%(day)s。请先申请延长上级任务。")
        raise refused("after_the_whole", words % {"later": day(later), "day": day(limit.due_on)})


def refused(code, words):
    return DomainError(code, words, field="extension")

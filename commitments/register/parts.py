"""Parts of a commitment, whose progress is the whole's, and what must be done first by others."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from commitments.register.models import Commitment, Dependency
from commitments.register.public import publish_commitments
from core.accounts.models import Role
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.texts import checked_words

# rounded down: 100 % only when every part is; a part that was withdrawn or lawfully ended counts no more, one that was kept counts in full
ROLL_UP = """
    UPDATE commitments_commitment AS whole SET percent = rolled.percent
    FROM (
        SELECT whole_id, sum(weight * CASE state WHEN 'kept' THEN 100 ELSE percent END) / sum(weight) AS percent
        FROM commitments_commitment WHERE whole_id = ANY(%s) AND state NOT IN ('withdrawn', 'changed') GROUP BY whole_id
    ) AS rolled
    WHERE whole.id = rolled.whole_id AND whole.percent <> rolled.percent AND whole.state IN ('open', 'stalled', 'claimed')
"""
# what the commitment %s waits for, directly or through others
WAITS_FOR = """
    WITH RECURSIVE chain AS (
        SELECT needs_id FROM commitments_dependency WHERE commitment_id = %s
        UNION
        SELECT dependency.needs_id FROM commitments_dependency dependency JOIN chain ON dependency.commitment_id = chain.needs_id
    ) SELECT needs_id FROM chain
"""


@transaction.atomic
def roll_up(whole_ids):
    """Let the progress of these commitments be that of their parts, by weight: one statement, however many parts. None among them means nothing.

    Returns their primary keys, to be published with the parts: publishing comes last, for it locks what every publication waits for.
    """
    wholes = sorted({one for one in whole_ids if one})
    if wholes:
        lock(wholes)
        with connection.cursor() as cursor:
            cursor.execute(ROLL_UP, [wholes])
    return wholes


def lock(primary_keys):
    """Keep others from changing these commitments until the transaction ends."""
    return list(Commitment.objects.filter(pk__in=primary_keys).order_by("pk").select_for_update(no_key=True))


def check_parts_are_done(commitment):
    """Raises DomainError("parts_unfinished") while a part of the commitment is neither verified nor withdrawn."""
    if count := commitment.parts.filter(state__in=Commitment.UNFINISHED).count():
        raise DomainError("parts_unfinished", _("还有%(count)d个子任务没有办结，全部办结以后再申报完成。") % {"count": count})


@transaction.atomic
def add_dependency(*, commitment, number, reason, by):
    """Say that the commitment waits for another one, named by its number (承诺〔2026〕12号), and why. Its agency is told.

    Raises DomainError: "refused", "not_open", "bad_number" (no such commitment, itself, or one that waits for this one), "already_there",
    "words_missing".
    """
    check_may_arrange(commitment, by)
    reason = checked_words(reason, field="reason", label=_("为什么要等它"), most=300)
    needed = Commitment.objects.filter(number=number.replace("\0", "").strip()).first()
    if needed is None:
        raise DomainError("bad_number", _("没有这个编号的承诺，请照公开页面上的编号填写。"), field="number")
    lock([commitment.pk, needed.pk])
    if needed == commitment or commitment.pk in waits_for(needed):
        raise DomainError("bad_number", _("那项承诺正等着这一项，不能互相等待。"), field="number")
    dependency, is_new = Dependency.objects.get_or_create(
        commitment=commitment, needs=needed, defaults={"reason": reason, "created_by": by.user}
    )
    if not is_new:
        raise DomainError("already_there", _("这个前置事项已经在列。"), field="number")
    emit(names.DEPENDENCY_ADDED, subject=commitment, by=by, needs=needed.pk, reason=reason)
    publish_commitments([commitment.pk, needed.pk])
    return dependency


@transaction.atomic
def remove_dependency(*, dependency, by):
    """The commitment waits for the other one no more. Raises DomainError("refused", "not_open")."""
    check_may_arrange(dependency.commitment, by)
    pair = [dependency.commitment_id, dependency.needs_id]
    dependency.delete()
    publish_commitments(pair)
    return Commitment.objects.get(pk=pair[0])


def check_may_arrange(commitment, by):
    if why := why_not_arrange(commitment, by):
        raise DomainError(*why)


def why_not_arrange(commitment, by):
    """(code, sentence) that says why the actor may neither divide the commitment nor say what it waits for; empty if nothing is against it."""
    if not (by.is_system or by.has(Role.CLERK, agency=commitment.agency_id) or by.has(Role.SUPERVISOR)):
        return "refused", _("任务分解和前置事项由责任单位的经办人或者督查人员登记。")
    if not commitment.kind.by_hand:
        return kept_elsewhere()
    if commitment.state != Commitment.State.OPEN:
        return "not_open", _("这项承诺“%(state)s”，不能再分解，也不再登记前置事项。") % {"state": commitment.get_state_display()}
    return ()


def kept_elsewhere():
    """(code, sentence) for what a business with tables of its own keeps: a debt's instalment says what the debt says, and nothing else."""
    return "kept_elsewhere", _("这一项由所属的业务（例如欠款）办理，请到那里办。")


def waits_for(commitment):
    """Primary keys of what the commitment waits for, directly or through others."""
    with connection.cursor() as cursor:
        cursor.execute(WAITS_FOR, [commitment.pk])
        return {row[0] for row in cursor.fetchall()}

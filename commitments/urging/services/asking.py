"""Urging: by a supervisor, one commitment or several of one agency; what the system urges by rule is made here, too."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.register.models import Commitment
from commitments.register.parts import lock
from commitments.urging import queries
from commitments.urging.letters import LETTERS, issue_letter
from commitments.urging.models import Urge
from core.accounts.models import Role
from core.deadlines import services as deadlines
from core.deadlines.services import Limit
from core.directory.models import Agency
from core.errors import DomainError
from core.events import names
from core.events.services import emit_many
from core.pages.words import day
from core.rules.models import Rule
from core.texts import checked_reason, in_the_portals_language

PURPOSE, RULE = "urge", "urging_answer"


@transaction.atomic
def urge(*, commitments, reason, by, letter="", again=()):
    """A supervisor asks one agency where these commitments stand; with a `letter` (a code of LETTERS) that lists all of them.

    `again`: primary keys of the newest recent urges that the supervisor has seen and urges again in spite of. Whoever does not know of the
    newest one is told of it: nobody is asked twice by accident, also where two urge at once. Returns the urges.

    Raises DomainError: "refused", "nothing_chosen", "several_agencies", "not_open", "urged_already", "bad_letter", "no_template",
    "words_missing", "words_too_long".
    """
    check_supervises(by)
    reason = checked_reason(reason, needed=True)
    if letter and letter not in LETTERS:
        raise DomainError("bad_letter", _("选择催办函或者督办函，也可以不发函。"), field="letter")
    rows = locked(commitments)
    check_can_be_urged(rows)
    check_again(rows, again)
    agency = Agency.objects.get(pk=rows[0].agency_id)
    made = create([(row, reason, None) for row in rows], issuer_id=office_of(by), by=by)
    if letter:
        paper = issue_letter(code=letter, urges=made, agency=agency, reason=reason, by=by)
        Urge.objects.filter(pk__in=[one.pk for one in made]).update(letter=paper)
    tell(made, by=by)
    return made


def check_supervises(by):
    """Raises DomainError("refused")."""
    if not by.has(Role.SUPERVISOR):
        raise DomainError("refused", _("催办由督查人员办理。"))


def check_may_urge(commitment, by):
    if why := why_not_urge(commitment, by):
        raise DomainError(*why)


def why_not_urge(commitment, by):
    """(code, sentence) that says why the actor may not urge the commitment; empty if nothing is against it."""
    if not by.has(Role.SUPERVISOR):
        return "refused", _("催办由督查人员办理。")
    if commitment.state == Commitment.State.CLAIMED:
        return "not_open", _("“%(title)s”已经申报完成，正在核验，不用催办。") % {"title": commitment.title}
    if commitment.state not in Commitment.UNDERWAY:
        words = {"title": commitment.title, "state": commitment.get_state_display()}
        return "not_open", _("“%(title)s”%(state)s，不用再催办。") % words
    return ()


def locked(commitments):
    """The rows as they stand now, locked in the order of their keys, so that of two who urge at once the second sees the first one's urge."""
    return lock(sorted({one.pk for one in commitments}))


def check_can_be_urged(rows):
    if not rows:
        raise DomainError("nothing_chosen", _("请至少选一项承诺。"), field="chosen")
    if len({row.agency_id for row in rows}) > 1:
        raise DomainError("several_agencies", _("一次只能催办一个单位的承诺，请分开催办。"), field="chosen")
    for row in rows:
        if row.state not in Commitment.UNDERWAY:
            words = {"title": row.title, "state": row.get_state_display()}
            raise DomainError("not_open", _("“%(title)s”现在是“%(state)s”，不用催办。") % words, field="chosen")


def check_again(rows, again):
    """Raises DomainError("urged_already") for the first whose newest recent urge the supervisor does not know of."""
    found = queries.recent([row.pk for row in rows])
    for row in rows:
        last = found.get(row.pk)
        if last and last.pk not in again:
            words = {"title": row.title, "who": who(last), "day": day(last.urged_at), "answer": last.get_state_display()}
            message = _("“%(title)s”已由%(who)s在%(day)s催办（%(answer)s）。确实要再催办的，请在“近期催办过”里勾选这一项。")
            raise DomainError("urged_already", message % words, field="again")


def who(one):
    return one.urged_by or _("系统")


def office_of(by):
    """The agency for which the supervisor acts."""
    return next(agency for role, agency in sorted(by.memberships) if role == Role.SUPERVISOR)


@in_the_portals_language
def create(what, *, issuer_id, by):
    """An urge with its limit for each triple of a locked commitment, the reason, and the missed limit for which the system urges."""
    before = queries.how_often([row.pk for row, _reason, _missed in what])
    now = timezone.now()
    made = Urge.objects.bulk_create(
        Urge(
            commitment=row,
            agency_id=row.agency_id,
            issuer_id=issuer_id,
            urged_by=by.user,
            urged_at=now,
            ordinal=before.get(row.pk, 0) + 1,
            reason=reason,
            missed=missed,
        )
        for row, reason, missed in what
    )
    rule, today = Rule.objects.in_force(RULE), timezone.localdate()
    title = _("答复催办：%(title)s")
    deadlines.start_many(
        [Limit(one, PURPOSE, title % {"title": one.commitment.title}, one.agency_id, rule, today) for one in made],
    )
    return made


def tell(urges, *, by):
    emit_many(names.COMMITMENT_URGED, model=Urge, rows=[(one.pk, {"commitment": one.commitment_id}) for one in urges], by=by)

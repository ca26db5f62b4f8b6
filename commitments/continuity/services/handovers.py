"""The list that a head hands over: drawn up when the term ends, signed by both heads, never changed."""

import json

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.continuity.contents import content_of
from commitments.continuity.models import Handover
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.deadlines import services as deadlines
from core.directory.models import Agency, Tenure
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.ledger.services import canonical, digest
from core.rules.models import Rule
from core.states.services import transition
from core.texts import checked_reason, in_the_portals_language

RULE, PURPOSE = "handover_sign", "handover"
SYSTEM = Actor.system("continuity")
SIGNATURES = ["outgoing_signed_by", "outgoing_signed_at", "in_place_reason", "incoming_signed_by", "incoming_signed_at"]


def draw_up_handovers(*, at=None):
    """A list for each term that has ended by the day `at` (default today) since the rule is in force, and a limit for signing as soon as there
    is a new head. Each in a transaction of its own; what is there already stays. Returns how many lists are new."""
    at = at or timezone.localdate()
    made = sum(draw_up(key, at) for key in list(ended_terms(at).values_list("pk", flat=True)))
    for key in list(without_new_head(at).values_list("pk", flat=True)):
        name_new_head(key, at)
    cancel_of_dissolved(at)
    return made


def ended_terms(at):
    """Terms without a list. Who was appointed again hands over nothing; what a dissolved agency owed is passed on by the watch."""
    rule = Rule.objects.in_force(RULE, at)
    again = Tenure.objects.filter(
        agency=OuterRef("agency"), civil_servant=OuterRef("civil_servant"), began_on__lte=at, began_on__gte=OuterRef("ended_on")
    )
    rows = Tenure.objects.filter(ended_on__lte=at, handover=None, agency__in=Agency.objects.active(at)).exclude(Exists(again))
    return rows.filter(ended_on__gte=rule.effective_from) if rule.effective_from else rows


@transaction.atomic
@in_the_portals_language
def draw_up(tenure_key, at):
    """1, or 0 where somebody else was faster."""
    tenure = Tenure.objects.select_for_update(no_key=True, of=("self",)).select_related("agency", "civil_servant").get(pk=tenure_key)
    if Handover.objects.filter(outgoing=tenure).exists():
        return 0
    content = json.loads(canonical(content_of(tenure.agency, tenure)))
    sha256 = digest(canonical(content))
    handover = Handover.objects.create(agency=tenure.agency, outgoing=tenure, as_of=at, content=content, content_sha256=sha256)
    emit(names.HANDOVER_DRAWN_UP, subject=handover, by=SYSTEM, sha256=sha256)
    return 1


def without_new_head(at):
    """Open lists that name no new head, or one who left before signing, where somebody is in office now."""
    in_office = Tenure.objects.in_office(at).filter(agency=OuterRef("agency"), began_on__gte=OuterRef("outgoing__ended_on"))
    nobody = Q(incoming=None) | Q(incoming__ended_on__lte=at, incoming_signed_by=None)
    return Handover.objects.filter(nobody, Exists(in_office), state=Handover.State.OPEN)


@transaction.atomic
@in_the_portals_language
def name_new_head(key, at):
    """The new head is told, and has the whole limit for signing from this day."""
    handover = without_new_head(at).select_for_update(no_key=True, of=("self",)).select_related("agency").filter(pk=key).first()
    if handover is None:
        return
    handover.incoming = Tenure.objects.in_office(at).get(agency=handover.agency)
    handover.save(update_fields=["incoming"])
    for deadline in live_limits(handover):
        deadlines.cancel(deadline=deadline, by=SYSTEM, reason=_("新任负责人签字以前又换了人"))
    title = _("签字：%(handover)s") % {"handover": handover}
    rule = Rule.objects.in_force(RULE, at)
    deadlines.start(subject=handover, purpose=PURPOSE, title=title, agency_id=handover.agency_id, rule=rule, started_on=at)
    emit(names.HANDOVER_DUE, subject=handover, by=SYSTEM)


def cancel_of_dissolved(at):
    """Nobody signs for an agency that is there no more; its commitments went to another one."""
    for handover in Handover.objects.filter(state=Handover.State.OPEN, agency__dissolved_on__lte=at, incoming__isnull=False):
        with transaction.atomic():
            for deadline in live_limits(handover):
                deadlines.cancel(deadline=deadline, by=SYSTEM, reason=_("单位已撤销，承诺由承接的单位负责"))


def live_limits(handover):
    return list(handover.deadlines.model.objects.of(handover).live())


@transaction.atomic
def sign_handover(*, handover, by, reason=""):
    """One of the two heads signs; or, for an outgoing head without an account, a reviewer of the level above, with the reason.

    With the second signature the list is signed and its limit met. Raises DomainError("refused", "signed", "reason_missing", "words_too_long").
    """
    handover = locked(handover)
    if why := why_not_sign(handover, by):
        raise DomainError(*why)
    now = timezone.now()
    if is_incoming(handover, by):
        handover.incoming_signed_by, handover.incoming_signed_at = by.user, now
    else:
        in_place = signs_in_place(handover, by)
        handover.in_place_reason = checked_reason(reason, needed=True) if in_place else ""
        handover.outgoing_signed_by, handover.outgoing_signed_at = by.user, now
    handover.save(update_fields=SIGNATURES)
    if handover.outgoing_signed_by_id and handover.incoming_signed_by_id:
        transition(handover, to=Handover.State.SIGNED, by=SYSTEM, sha256=handover.content_sha256)
        for deadline in live_limits(handover):
            deadlines.meet(deadline=deadline, on=timezone.localdate(), by=by)
    return handover


def locked(handover):
    rows = Handover.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("agency", "outgoing__civil_servant__user", "incoming__civil_servant").get(pk=handover.pk)


def why_not_sign(handover, by):
    """(code, sentence) that says why the actor may not sign now; empty if nothing is against it."""
    if handover.state == Handover.State.SIGNED:
        return "signed", _("双方都已签字，清单不能再改。")
    if is_incoming(handover, by):
        return ("signed", _("你已经签过字。")) if handover.incoming_signed_by_id else ()
    if is_outgoing(handover, by) or may_sign_in_place(handover, by):
        return ("signed", _("移交人一方已经签过字。")) if handover.outgoing_signed_by_id else ()
    return "refused", _("由离任和新任的负责人本人签字；离任负责人没有账号的，由上一级单位的审核人代签。")


def account_of(tenure):
    """The primary key of the head's account, if there is one that can sign in."""
    user = tenure.civil_servant.user if tenure else None
    return user.pk if user and user.is_active else None


def signs_in_place(handover, by):
    """Whether what the actor signs is signed for the outgoing head, who has no account."""
    return not (is_outgoing(handover, by) or is_incoming(handover, by))


def is_outgoing(handover, by):
    return by.is_person and by.user.pk == account_of(handover.outgoing)


def is_incoming(handover, by):
    return by.is_person and by.user.pk == account_of(handover.incoming)


def may_sign_in_place(handover, by):
    """The level above, where the outgoing head can't sign any more; supervisors where the level above has no reviewer, or there is none."""
    if account_of(handover.outgoing):
        return False
    parent = handover.agency.parent_id
    return bool(parent and by.has(Role.AGENCY_REVIEWER, agency=parent)) or by.has(Role.SUPERVISOR)

"""Recording a visit on the spot. Everybody reads what was found; the people who went are not named."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.register.models import Commitment
from commitments.register.public import publish_commitments
from commitments.visits.models import SiteVisit
from core.accounts.models import Role
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.evidence.photos import publish_photos
from core.evidence.services import attach
from core.texts import checked_words

VISITORS = (Role.SUPERVISOR, Role.INSPECTOR)
LENGTHS = {"place": 200, "companions": 200, "found": 5_000}


@transaction.atomic
def record_visit(*, commitment, visited_on, place, companions, found, verdict, by, photos=(), photo_words="", files=()):
    """Keep what was found on the spot. `photos` go out to everybody, `files` stay with those who may see the commitment as staff.

    Raises DomainError: "refused", "bad_date" (in the future, or before the promise), "bad_verdict", "evidence_missing" without any photo or
    file, "words_missing", "words_too_long", and what publish_photos() and attach() raise.
    """
    commitment = Commitment.objects.select_for_update(no_key=True, of=("self",)).select_related("kind", "agency").get(pk=commitment.pk)
    check_may_visit(commitment, by)
    if not commitment.promised_on <= visited_on <= timezone.localdate():
        raise DomainError("bad_date", _("核查日期不能早于承诺日期，也不能晚于今天。"), field="visited_on")
    if verdict not in SiteVisit.Verdict.values:
        raise DomainError("bad_verdict", _("选择核查结果。"), field="verdict")
    if not photos and not files:
        raise DomainError("evidence_missing", _("附上现场照片，或者核查记录。"), field="photos")
    told = {"place": place, "companions": companions, "found": found}
    words = {name: checked_words(said, field=name, label=label_of(name), most=LENGTHS[name]) for name, said in told.items()}
    visit = SiteVisit.objects.create(
        commitment=commitment,
        agency_id=visiting_agency_id(commitment, by),
        visited_on=visited_on,
        verdict=verdict,
        created_by=by.user,
        **words,
    )
    attach(subject=visit, files=files, by=by)
    shown = publish_photos(subject=visit, files=photos, words=photo_words, by=by)
    payload = {"place": visit.place, "found": visit.found, "verdict": verdict, "photos": [photo.pk for photo in shown]}
    emit(names.SITE_VISITED, subject=commitment, by=by, on=visited_on, agency=visit.agency.short_name, **payload)
    publish_commitments([commitment.pk])
    return visit


def label_of(name):
    return SiteVisit._meta.get_field(name).verbose_name


def check_may_visit(commitment, by):
    if why := why_not_visit(commitment, by):
        raise DomainError(*why)


def why_not_visit(commitment, by):
    """(code, sentence) that says why the actor may not record a visit; empty if nothing is against it."""
    if not visits(commitment, by):
        return "refused", _("现场核查由督查人员、检查人员，或者这类承诺的核验人登记。")
    if by.user.pk in commitment.reporters:
        return "refused", _("你报告过进展或者申报过完成，不能由你核查。")
    if commitment.state in ("withdrawn", "changed"):
        return "not_open", _("这项承诺“%(state)s”，不再核查。") % {"state": commitment.get_state_display()}
    return ()


def visits(commitment, by):
    return by.is_person and (by.has(*VISITORS) or commitment.is_held_by(by, Role(commitment.kind.verified_by)))


def visiting_agency_id(commitment, by):
    """The agency for which the actor goes: that of the role with which it does."""
    roles = VISITORS if by.has(*VISITORS) else (Role.AGENCY_REVIEWER,)
    return next(agency for role, agency in by.memberships if role in roles)

"""The citizens' vote on a list: one ballot a mail address, counted once the address has confirmed it."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from commitments.lists.models import Ballot, YearlyList
from core.errors import DomainError
from core.notices.services import LetterDraft, save_letters
from core.sealed import blind_index, reseals, seal

PURPOSE = "commitments.lists.ballot"
PAUSE = timedelta(minutes=10)  # until the same address gets another mail


@transaction.atomic
def vote(*, yearly_list, grades, email, language, by):
    """Cast a ballot: {primary key of the commitment: grade} of the items that the citizen has a view on. A mail asks to confirm it.

    Nobody learns whether the address has voted: the answer is the same, and only the mail tells. An unconfirmed ballot is replaced.
    Raises DomainError: "no_vote" (not now), "bad_grade", "nothing_chosen".
    """
    check_open(yearly_list)
    grades = checked_grades(yearly_list, grades)
    email = email.strip()
    index, now = blind_index(f"email:{email.lower()}"), timezone.now()
    fresh = {"address_sealed": seal(email), "grades": grades, "language": language, "asked_at": now}
    ballot, is_new = Ballot.objects.get_or_create(yearly_list=yearly_list, address_index=index, defaults=fresh)
    ballot = Ballot.objects.select_for_update(no_key=True).get(pk=ballot.pk)
    if not is_new and ballot.asked_at > now - PAUSE:
        return
    if not is_new:
        replaced = {"asked_at": now} | ({} if ballot.confirmed_at else {"grades": grades, "language": language})
        for name, value in replaced.items():
            setattr(ballot, name, value)
        ballot.save(update_fields=list(replaced))
    save_letters([voted_before(ballot) if ballot.confirmed_at else please_confirm(ballot)])


def check_open(yearly_list):
    if not yearly_list.is_voted_on(timezone.localdate()):
        raise DomainError("no_vote", _("评议没有开始，或者已经截止。"))


def checked_grades(yearly_list, grades):
    items = set(yearly_list.items.exclude(commitment=None).values_list("commitment", flat=True))
    chosen = {str(key): grade for key, grade in grades.items() if grade}
    if not chosen:
        raise DomainError("nothing_chosen", _("至少评议一项。"))
    if any(int(key) not in items or grade not in Ballot.Grade.values for key, grade in chosen.items()):
        raise DomainError("bad_grade", _("选择满意、基本满意或者不满意。"))
    return chosen


@transaction.atomic
def confirm(*, ballot, by):
    """Whoever holds the link of the mail has cast it. It counts from now on, if the vote still runs. Raises DomainError("no_vote")."""
    check_open(ballot.yearly_list)
    Ballot.objects.filter(pk=ballot.pk, confirmed_at=None).update(confirmed_at=timezone.now())
    return ballot


def token_to(ballot):
    return signing.dumps([ballot.pk, ballot.asked_at.isoformat()], salt=PURPOSE)


def of_token(token):
    """The ballot of a mail's link; None for a link that was made up, or that a later ballot has replaced."""
    try:
        key, asked_at = signing.loads(token, salt=PURPOSE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Ballot.objects.filter(pk=key).select_related("yearly_list").first()
    return found if found and (found.confirmed_at or found.asked_at.isoformat() == asked_at) else None


def please_confirm(ballot):
    with override(ballot.language):
        url = f"{settings.SITE_URL}{reverse('ballot_confirm', args=[token_to(ballot)])}"
        words = {"list": ballot.yearly_list.title, "url": url}
        paragraphs = [
            _("有人用这个邮箱评议了“%(list)s”。确认是你本人的评议，请打开下面的网址：\n%(url)s") % words,
            _("不是你评议的，不用理会：没有确认的不计票。"),
        ]
        return letter(ballot, "confirm", _("请确认评议：%(list)s") % words, paragraphs)


def voted_before(ballot):
    with override(ballot.language):
        words = {"list": ballot.yearly_list.title}
        paragraphs = [_("这个邮箱已经评议过“%(list)s”，每个邮箱只计一票。原来的评议没有变。") % words]
        return letter(ballot, "again", _("已经评议过：%(list)s") % words, paragraphs)


def letter(ballot, what, title, paragraphs):
    key = f"ballot:{ballot.pk}:{what}:{ballot.asked_at:%Y%m%dT%H%M%S%f}"
    return LetterDraft(ballot.address_sealed, None, title, "\n\n".join(paragraphs), key=key)


@reseals
@transaction.atomic
def reseal_ballots():
    """Seal the addresses of all ballots with the first key, and index them with the key of today. Returns how many."""
    rows = [row for row in Ballot.objects.order_by("pk").select_for_update(no_key=True) if row.address_sealed]
    for row in rows:
        address = row.address
        row.address_sealed, row.address_index = seal(address), blind_index(f"email:{address.lower()}")
    return Ballot.objects.bulk_update(rows, ["address_sealed", "address_index"], batch_size=500)


def open_list(primary_key):
    """The published list that is voted on today; None for any other."""
    found = YearlyList.objects.filter(pk=primary_key, state="published").select_related("kind", "agency").first()
    return found if found and found.is_voted_on(timezone.localdate()) else None

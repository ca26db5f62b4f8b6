"""Writing notices, with the e-mail that follows from each, and reading them."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from core.notices.models import Mail, Notice
from core.sealed import reseals, seal

CHUNK = 1000


@dataclass(frozen=True)
class NoticeDraft:
    """What one person is to be told about one event. `path` is the page to open, without the host."""

    user_id: int
    event_id: int
    title: str
    body: str = ""
    path: str = ""


@dataclass(frozen=True)
class LetterDraft:
    """What somebody without an account is to be told, in their language. `address_sealed`: see core/sealed.py.

    It is about one event, or, where many are told of one event or there is none, it has a `key` under which it is written once.
    """

    address_sealed: str
    event_id: int | None
    title: str
    body: str = ""
    path: str = ""
    key: str | None = None
    headers: dict = field(default_factory=dict)


def save_letters(drafts):
    """One Mail for each event or key, whoever delivers it again."""
    Mail.objects.bulk_create([as_letter(draft) for draft in drafts], batch_size=CHUNK, ignore_conflicts=True)


def as_letter(draft):
    return Mail(
        event_id=draft.event_id,
        key=draft.key,
        address_sealed=draft.address_sealed,
        title=draft.title[:200],
        body=draft.body,
        path=draft.path,
        headers=draft.headers,
    )


def forget_letters(beginnings):
    """Letters whose key begins so are deleted, sent or not, with the address that they hold. What is being sent at this moment stays."""
    for beginning in beginnings:
        Mail.objects.filter(key__startswith=beginning).exclude(state="claimed").delete()


@reseals
@transaction.atomic
def reseal_letters():
    """Seal the addresses of all letters with the first key. Returns how many."""
    letters = list(Mail.objects.exclude(address_sealed="").order_by("pk").select_for_update(no_key=True))
    for letter in letters:
        letter.address_sealed = seal(letter.to)
    return Mail.objects.bulk_update(letters, ["address_sealed"], batch_size=CHUNK)


@transaction.atomic
def save_notices(drafts):
    """One Notice for each person and event (the first draft counts), and one Mail for each notice whose reader has an address."""
    once = {}
    for draft in drafts:
        once.setdefault((draft.user_id, draft.event_id), draft)
    Notice.objects.bulk_create([as_notice(draft) for draft in once.values()], batch_size=CHUNK, ignore_conflicts=True)
    without_mail = Notice.objects.filter(event_id__in={draft.event_id for draft in drafts}, mail=None, user__is_active=True)
    addresses = without_mail.exclude(user__email="").order_by("pk").values_list("pk", "user__email")
    Mail.objects.bulk_create([Mail(notice_id=key, address=address) for key, address in addresses], batch_size=CHUNK, ignore_conflicts=True)


def as_notice(draft):
    return Notice(user_id=draft.user_id, event_id=draft.event_id, title=draft.title[:200], body=draft.body, path=draft.path)


def mark_read(*, notice, by):
    """The reader opened the notice."""
    Notice.objects.visible_to(by.user).unread().filter(pk=notice.pk).update(read_at=timezone.now())


def mark_all_read(*, by):
    """Returns how many were unread."""
    return Notice.objects.visible_to(by.user).unread().update(read_at=timezone.now())

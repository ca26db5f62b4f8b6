"""Writing notices, with the e-mail that follows from each, and reading them."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from core.notices.models import Mail, Notice

CHUNK = 1000


@dataclass(frozen=True)
class NoticeDraft:
    """What one person is to be told about one event. `path` is the page to open, without the host."""

    user_id: int
    event_id: int
    title: str
    body: str = ""
    path: str = ""


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

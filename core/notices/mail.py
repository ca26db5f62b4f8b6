"""Sending mail from rows: claim, send, mark. What a dead worker left claimed is claimed again after five minutes.

The message's own id comes from the row, so that a mail server or reader can tell a repetition from a second message.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.notices.models import Mail

logger = logging.getLogger(__name__)

CHUNK = 50
CLAIM = timedelta(minutes=5)  # how long a worker may take for its chunk
MOST_ATTEMPTS = 8


def send_all(most=None):
    """Send what is due until nothing is left (or `most` were tried). Returns how many were tried."""
    tried = 0
    while (most is None or tried < most) and (mails := claim()):
        send(mails)
        tried += len(mails)
    return tried


@transaction.atomic
def claim():
    """Up to 50 mails that nobody else holds, marked as ours until the claim runs out."""
    now = timezone.now()
    due = Mail.objects.filter(state__in=["waiting", "claimed"], next_attempt_at__lte=now).order_by("next_attempt_at", "id")
    mails = list(due.select_for_update(of=("self",), skip_locked=True, no_key=True).select_related("notice")[:CHUNK])
    keys = [mail.pk for mail in mails]
    Mail.objects.filter(pk__in=keys).update(state="claimed", claimed_at=now, next_attempt_at=now + CLAIM, attempts=F("attempts") + 1)
    return mails


def send(mails):
    connection = get_connection()
    try:
        connection.open()
        for mail in mails:
            send_one(mail, connection)
        connection.close()
    except OSError as error:
        # the mail server is away: no use in knocking once more for each mail
        for mail in mails:
            keep_failure(mail, error)


def send_one(mail, connection):
    try:
        message_of(mail, connection).send()
    except Exception as error:
        keep_failure(mail, error)
    else:
        Mail.objects.filter(pk=mail.pk).update(state="sent", sent_at=timezone.now(), error="")


def message_of(mail, connection):
    notice = mail.notice or mail  # a letter has its words itself
    body = f"{notice.body}\n\n{settings.SITE_URL}{notice.path}\n" if notice.path else f"{notice.body}\n"
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">")
    headers = {"Message-ID": f"<{'notice' if mail.notice else 'letter'}-{notice.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    headers |= mail.headers
    subject = " ".join(notice.title.split())  # a header has one line
    return EmailMessage(subject, body, to=[mail.to], headers=headers, connection=connection)


def keep_failure(mail, error):
    """The failure stays on the row. After eight attempts, further and further apart, a person must look."""
    attempts = mail.attempts + 1
    words = f"{type(error).__name__}: {error}".replace(mail.to, mail.shown_address)  # a mail server's refusal names the address
    logger.error("mail %s failed: %s", mail.pk, words)
    Mail.objects.filter(pk=mail.pk, state="claimed").update(
        state="failed" if attempts >= MOST_ATTEMPTS else "waiting",
        error=words,
        next_attempt_at=timezone.now() + timedelta(seconds=15 * 2**attempts),
    )


def retry_failed(mails):
    """Staff let failed mails be tried again. Returns how many."""
    return mails.filter(state="failed").update(state="waiting", attempts=0, next_attempt_at=timezone.now())

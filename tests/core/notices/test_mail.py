"""E-mail leaves the portal from rows: claimed, sent, marked, repaired."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.utils import timezone

from core.accounts.actor import Actor
from core.events import names
from core.events.models import Event, Heartbeat
from core.events.services import emit
from core.notices import mail
from core.notices.models import Mail, Notice
from core.notices.services import NoticeDraft, save_notices
from core.notices.tasks import send as task

pytestmark = pytest.mark.django_db


@pytest.fixture
def mails(agencies, people):
    emit(names.CLUE_OPENED, subject=agencies["市住建局"], by=Actor.system("test"))
    event = Event.objects.get()
    save_notices([NoticeDraft(user.pk, event.pk, "第一行\n第二行", "内容", "/work/clues/1/") for user in list(people.values())[:11]])
    return Mail.objects.all()


def broken(message):
    raise ConnectionRefusedError("no server")


def test_each_mail_is_sent_once_with_an_id_of_its_own(mails):
    assert mail.send_all() == mails.count() == 11
    assert mail.send_all() == 0
    assert set(mails.values_list("state", flat=True)) == {"sent"}
    assert len({message.extra_headers["Message-ID"] for message in outbox.outbox}) == 11
    message = outbox.outbox[0]
    assert message.subject == "第一行 第二行"
    assert message.body == "内容\n\nhttp://127.0.0.1:8000/work/clues/1/\n"


def test_what_a_dead_worker_claimed_is_sent_later_under_the_same_id(mails):
    claimed = mail.claim()
    assert len(claimed) == 11
    assert mail.send_all() == 0
    Mail.objects.update(next_attempt_at=timezone.now())
    assert mail.send_all() == 11
    again = {message.extra_headers["Message-ID"] for message in outbox.outbox}
    assert again == {mail.message_of(one, None).extra_headers["Message-ID"] for one in claimed}


def test_a_failure_stays_on_its_row_and_stops_no_other(mails, monkeypatch):
    bad = mails.get(notice__user__username="lin")
    original = mail.message_of
    monkeypatch.setattr(mail, "message_of", lambda one, connection: broken(one) if one.pk == bad.pk else original(one, connection))
    mail.send_all()
    bad.refresh_from_db()
    assert (bad.state, bad.attempts, bad.error) == ("waiting", 1, "ConnectionRefusedError: no server")
    assert bad.next_attempt_at > timezone.now() + timedelta(seconds=20)
    assert mails.filter(state="sent").count() == 10


def test_a_server_that_is_away_is_asked_once_a_chunk(mails, monkeypatch):
    from django.core.mail.backends.locmem import EmailBackend

    monkeypatch.setattr(EmailBackend, "open", lambda self: broken(self))
    mail.send_all()
    assert set(mails.values_list("state", "attempts")) == {("waiting", 1)}


def test_after_eight_attempts_a_person_must_look(mails, monkeypatch):
    monkeypatch.setattr(mail, "message_of", lambda one, connection: broken(one))
    for _attempt in range(mail.MOST_ATTEMPTS):
        mails.update(next_attempt_at=timezone.now())
        mail.send_all()
    assert set(mails.values_list("state", flat=True)) == {"failed"}
    monkeypatch.undo()
    assert mail.retry_failed(mails) == 11
    assert mail.send_all() == 11


def test_the_default_backend_makes_its_folder(mails, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "servers" / "mail")
    mail.send_all()
    assert set(mails.values_list("state", flat=True)) == {"sent"}
    files = list((tmp_path / "servers" / "mail").iterdir())
    assert sum(file.read_text().count("Message-ID: <notice-") for file in files) == 11


def test_the_default_folder_is_the_projects(settings):
    assert str(settings.BASE_DIR / ".servers" / "mail") == settings.EMAIL_FILE_PATH


def test_the_task_leaves_a_heartbeat(mails):
    task()
    assert Heartbeat.objects.filter(name="mail").exists()
    assert Notice.objects.count() == 11

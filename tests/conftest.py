"""What every test may ask for: the one cast of agencies and people (portal/demo/cast.py), and actors of it."""

import pytest
from django.test import Client, override_settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from core.accounts.actor import Actor
from core.accounts.models import User
from core.deadlines import calendar
from core.directory.models import Agency

# two busy cores: a slow example is no failure
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")

FAST_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def settings_for_tests(settings, tmp_path):
    settings.MEDIA_ROOT, settings.EXCHANGE_FOLDER = tmp_path, tmp_path / "exchange"
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": str(tmp_path)}}  # one test counts nothing of another
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.PASSWORD_HASHERS = FAST_HASHERS
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CELERY_TASK_ALWAYS_EAGER = False


@pytest.fixture(autouse=True)
def fresh_calendar(monkeypatch):
    """Each test reads the calendar anew, and then no more: on a slow machine a page would else read it in the middle of a count."""
    monkeypatch.setattr(calendar, "FRESH", 3_600)
    calendar.forget_calendar()


@pytest.fixture(autouse=True)
def language(settings):
    """The language of a page that an earlier test opened in English goes with that test."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The cast stands in the database before the first test: making it took longer than most tests."""
    from portal.demo.cast import make_cast

    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=FAST_HASHERS):
        make_cast()


@pytest.fixture
def cast(db):
    """({short name: Agency}, {user name: User}) of 云澜市; made again after a test that emptied the tables."""
    from portal.demo.cast import AGENCIES, COLLEAGUES, PEOPLE, make_cast

    agencies = {agency.short_name: agency for agency in Agency.objects.filter(short_name__in=AGENCIES)}
    people = {user.username: user for user in User.objects.filter(username__in=PEOPLE | COLLEAGUES)}
    return (agencies, people) if len(agencies) == len(AGENCIES) else make_cast()


@pytest.fixture
def agencies(cast):
    return cast[0]


@pytest.fixture
def people(cast):
    return cast[1]


@pytest.fixture
def actor(people):
    """actor("lin") acts as that person in today's roles."""
    return lambda username: Actor.of(people[username])


@pytest.fixture
def signed_in(people):
    """signed_in("lin") is a test client signed in as that person."""

    def sign_in(username):
        client = Client()
        client.force_login(people[username], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in

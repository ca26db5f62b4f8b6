"""What every test may ask for: the one cast of agencies and people (portal/demo/cast.py), and actors of it."""

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from core.accounts.actor import Actor
from core.deadlines.calendar import forget_calendar

# two busy cores: a slow example is no failure
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")


@pytest.fixture(autouse=True)
def settings_for_tests(settings, tmp_path):
    settings.MEDIA_ROOT, settings.EXCHANGE_FOLDER = tmp_path, tmp_path / "exchange"
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": str(tmp_path)}}  # one test counts nothing of another
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CELERY_TASK_ALWAYS_EAGER = False


@pytest.fixture(autouse=True)
def fresh_calendar():
    forget_calendar()


@pytest.fixture(autouse=True)
def language(settings):
    """The language of a page that an earlier test opened in English goes with that test."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def cast(db):
    """({short name: Agency}, {user name: User}) of 云澜市."""
    from portal.demo.cast import make_cast

    return make_cast()


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

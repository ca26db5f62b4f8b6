"""Journeys: what a person does, through the browser only, in a demo city of its own for each journey."""

import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import override_settings
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browser import NARROW, WIDE, Person
from tests.journeys.city import TEMPLATE, copy_of, make_template

BROWSERS = (django_settings.BASE_DIR / ".browser" / "chromium", Path("/usr/bin/chromium"))  # tests/browser.sh puts one there
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=zh-CN",
]


@pytest.fixture(scope="session", autouse=True)
def allow_database_beside_playwright():
    """Playwright's synchronous API keeps a loop running, which Django takes for asynchronous code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser(allow_database_beside_playwright):
    chromium = next((path for path in BROWSERS if path.exists()), None)
    if chromium is None:
        pytest.fail("浏览器测试需要 chromium 和中文字体，请先运行 sh tests/browser.sh", pytrace=False)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=FLAGS)


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory):
    """Where the evidence of the demo city lies."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session")
def template(django_db_setup, django_db_blocker, demo_files):
    """The name of the database that every journey gets a copy of."""
    name = f"{TEMPLATE}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=demo_files, EXCHANGE_FOLDER=demo_files / "exchange", PASSWORD_HASHERS=hashers),
    ):
        make_template(name)
    return name


@pytest.fixture
def city(template, django_db_blocker, demo_files, settings):
    """The address of a demo city that nobody else touches."""
    settings.MEDIA_ROOT, settings.EXCHANGE_FOLDER, settings.DEMO = demo_files, demo_files / "exchange", True
    cache.clear()
    with django_db_blocker.unblock(), copy_of(template, f"{template}_copy"):
        server = LiveServer("127.0.0.1")
        server._live_server_modified_settings.enable()
        yield server.url
        server.stop()
        server._live_server_modified_settings.disable()


@pytest.fixture
def visit(browser, city, request):
    """visit() opens a new browser without a memory; visit("lin") signs in; narrow=True is a telephone."""
    contexts = []
    journey = request.node.module.__name__.rpartition("test_")[2]

    def opened(username="", narrow=False):
        context = browser.new_context(viewport=NARROW if narrow else WIDE, locale="zh-CN", timezone_id=django_settings.TIME_ZONE)
        context.set_default_timeout(10_000)
        contexts.append(context)
        person = Person(context, city, journey)
        return person.sign_in(username) if username else person

    yield opened
    for context in contexts:
        context.close()

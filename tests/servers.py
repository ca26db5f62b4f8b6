"""An early pytest plugin: private servers for this run, before Django's settings are read (conftest.py is too late)."""

import os
from contextlib import ExitStack

import pytest

from config.embedded.faults import one_sentence
from config.embedded.places import temporary_root
from config.embedded.secret import new_sealing_key
from config.embedded.services import servers


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    """Start the servers. The workers of pytest-xdist inherit the addresses of their controller."""
    os.environ.setdefault("SECRET_KEY", "only-for-tests")
    os.environ.setdefault("SEALING_KEYS", new_sealing_key())
    os.environ.setdefault("LOOKUP_KEY", "only-for-tests")
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        running = ExitStack()
        early_config.add_cleanup(running.close)
        with one_sentence():
            running.enter_context(servers(temporary_root(), temporary=True))
    return (yield)

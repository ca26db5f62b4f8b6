"""Users of embedded servers, each a process of its own, on a root of its own."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest

from config.embedded.places import PROJECT, temporary_root

USE = """
import os, sys
from config.embedded.faults import one_sentence
from config.embedded.services import servers
with one_sentence(), servers(sys.argv[1]):
    print(os.environ["DATABASE_URL"], flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def root():
    folder = temporary_root()
    yield folder
    assert eventually(lambda: not processes_of(folder)), processes_of(folder)
    shutil.rmtree(folder)


@pytest.fixture
def use(root):
    """Start a user of the servers under `root`; it leaves when its input is closed."""
    users = []

    def start(wait=True):
        user = start_python("-c", USE, str(root), stdin=subprocess.PIPE)
        users.append(user)
        if wait:
            user.address = user.stdout.readline().strip()
        return user

    yield start
    for user in users:
        user.kill()
        user.communicate()


def start_python(*arguments, **options):
    """Start this Python in the project, with no servers given by the environment unless `env` says so."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    environment |= options.pop("env", {})
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, *arguments], cwd=PROJECT, env=environment, text=True, **streams, **options)


def execute(address, statement):
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def leave(user):
    """Let a user end in the ordinary way; it is gone afterwards."""
    errors = user.communicate("")[1]
    assert user.returncode == 0, errors


def assert_one_sentence(process, *words):
    """It ended with 1 and one Chinese sentence, not with a traceback."""
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 1, output + errors
    assert errors.count("\n") == 1 and errors.endswith("。\n"), errors
    assert all(word in errors for word in words), errors


def processes_of(folder):
    """Command lines of the running processes that name this folder, this test's own process excepted."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in command:
            found.append(command)
    return found


def eventually(condition, patience=10):
    give_up = time.monotonic() + patience
    while time.monotonic() < give_up:
        if condition():
            return True
        time.sleep(0.05)
    return False

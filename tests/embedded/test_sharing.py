"""Servers run while somebody uses them, and not longer, whatever happens to the users."""

import os
import signal

import psycopg2

from tests.embedded.conftest import eventually, leave, processes_of


def execute(address, statement):
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def pid(root, server):
    return int((root / server / "pid").read_text())


def test_two_users_share_one_server(use, root):
    first, second = use(wait=False), use(wait=False)
    addresses = {user.stdout.readline().strip() for user in (first, second)}
    assert len(addresses) == 1
    shared = pid(root, "postgres")
    leave(first)
    assert execute(addresses.pop(), "SELECT 1") == [(1,)]
    assert pid(root, "postgres") == shared
    leave(second)
    assert not processes_of(root)


def test_nothing_is_left_of_a_killed_user(use, root):
    user = use()
    assert processes_of(root)
    user.kill()
    user.wait()
    assert eventually(lambda: not processes_of(root))


def test_data_survives_a_restart(use):
    first = use()
    execute(first.address, "CREATE TABLE kept AS SELECT 7 AS number")
    leave(first)
    second = use()
    assert execute(second.address, "SELECT number FROM kept") == [(7,)]
    leave(second)


def test_a_killed_server_comes_back_with_its_data(use, root):
    user = use()
    execute(user.address, "CREATE TABLE kept AS SELECT 7 AS number")
    for server in ("postgres", "valkey"):
        killed = pid(root, server)
        os.kill(killed, signal.SIGKILL)
        assert eventually(lambda server=server, killed=killed: pid(root, server) != killed)
    assert execute(user.address, "SELECT number FROM kept") == [(7,)]
    leave(user)


def test_a_killed_keeper_takes_its_server_along_and_is_replaced(use, root):
    first = use()
    os.kill(int((root / "postgres" / "keeper.pid").read_text()), signal.SIGKILL)
    second = use()
    assert execute(second.address, "SELECT 1") == [(1,)]
    leave(second)
    leave(first)

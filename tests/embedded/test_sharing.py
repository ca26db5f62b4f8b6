"""Servers run while somebody uses them, and not longer, whatever happens to the users."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

from config.embedded import postgres
from config.embedded.loans import Loan
from config.embedded.places import Place, place_for
from tests.embedded.conftest import eventually, execute, leave, processes_of


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


def test_two_that_find_no_database_make_it_together(use, root):
    """As when a start is killed half-way, and the next one comes while its keeper still prepares."""
    user = use()
    execute(user.address.rpartition("/")[0] + "/postgres", "DROP DATABASE portal")
    with ThreadPoolExecutor() as at_once:
        assert all(at_once.map(lambda number: postgres.answers(Place(root / "postgres")), range(8)))
    leave(user)


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


def test_the_last_user_leaves_no_zombie(root):
    loan = Loan(place_for("valkey", root))
    loan.give_back()
    assert loan.keeper.returncode == 0

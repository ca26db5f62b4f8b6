"""Borrowing an embedded server for the life of this process."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from importlib import import_module

from config.embedded.faults import Fault
from config.embedded.places import PROJECT

LOOK_EVERY = 0.05  # seconds


class Loan:
    """A server in use. It runs at least until `give_back`, or until this process ends in whatever way."""

    def __init__(self, place):
        """Join the server's users, and start a keeper if there is none. Raises Fault."""
        server = import_module(f"config.embedded.{place.name}")
        self.place, self.url = place, server.url(place)
        self.users = open_lock(place, "users.lock")
        fcntl.flock(self.users, fcntl.LOCK_SH)  # waits for a keeper that is about to end
        with open_lock(place, "starting.lock") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)  # waits for another user who is starting it
            self.keeper = start_unless_running(server, place)

    def give_back(self):
        """Stop using the server. The last user tells the keeper to stop, and waits until it has."""
        with open_lock(self.place, "keeper.lock") as gone:
            if try_lock(self.users) and not try_lock(gone):
                os.kill(int((self.place.folder / "keeper.pid").read_text()), signal.SIGTERM)
                fcntl.flock(gone, fcntl.LOCK_EX)
                if self.keeper:
                    self.keeper.wait()  # or a container without an init keeps it as a zombie
        self.users.close()


def start_unless_running(server, place):
    """Return when the server answers: under its keeper, or under one that we start, and return, if there is none. Raises Fault."""
    with open_lock(place, "keeper.lock") as keeper:
        while not try_lock(keeper):
            if server.answers(place):
                return None
            time.sleep(LOOK_EVERY)
        return start_keeper(place, keeper)


def open_lock(place, name):
    return (place.folder / name).open("a")


def try_lock(file):
    """Take the lock for ourselves alone, if nobody else has it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def start_keeper(place, lock):
    """Start the keeper, which inherits the lock, and wait until its server answers. Raises Fault."""
    number = lock.fileno()
    arguments = [place.folder, place.user or "", "temporary" if place.temporary else "", number]
    with place.log.open("ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "config.embedded.keeper", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            cwd=PROJECT,
            pass_fds=[number],
            start_new_session=True,
        )
    with keeper.stdout as answer:
        said = answer.readline().strip()
    if said != "ready":
        raise Fault(said or f"内置服务器未能启动，原因见 {place.log}。")
    return keeper

"""The process that owns one embedded server: `python -m config.embedded.keeper FOLDER USER TEMPORARY LOCK`.

It says "ready" or a fault on its output, restarts a server that dies, and stops it when nobody holds `users.lock`.
Its life is the lock on `keeper.lock`, which it inherits from the process that started it.
"""

import fcntl
import os
import shutil
import signal
import sys
import time
from importlib import import_module
from pathlib import Path

from config.embedded.faults import Fault
from config.embedded.places import Place
from config.embedded.processes import stop

LOOK_EVERY = 0.1  # seconds
START_PATIENCE = 15  # seconds for a dead server's remains to go away
RECOVERY_PATIENCE = 300  # seconds for a server that is alive but still reads its log after a crash


def keep(server, place, users):
    """Run the server until nobody uses it any more, or until we are told to stop."""
    process = None
    told_to_stop = stop_request()
    try:
        server.prepare(place)
        process = start_and_wait(server, place)
        report("ready")
        while not (told_to_stop or alone(users)):
            if process.poll() is not None:
                process = start_and_wait(server, place)
            time.sleep(LOOK_EVERY)
    finally:
        if process:
            stop(process, ask=server.STOP_SIGNAL)
        if place.temporary:
            remove(place)


def start_and_wait(server, place):
    """A process that answers. One that ends at once is tried again: an earlier one may still be on its way out. Raises Fault."""
    give_up = time.monotonic() + START_PATIENCE
    while time.monotonic() < give_up:
        process = server.start(place)
        if answers_in_its_life(server, place, process):
            return process
        stop(process, ask=signal.SIGKILL)
        time.sleep(LOOK_EVERY)
    raise Fault(f"内置服务器未能启动，原因见 {place.log}。")


def answers_in_its_life(server, place, process):
    give_up = time.monotonic() + RECOVERY_PATIENCE
    while process.poll() is None and time.monotonic() < give_up:
        if server.answers(place):
            (place.folder / "pid").write_text(str(process.pid))
            return True
        time.sleep(0.02)
    return False


def stop_request():
    """A list that is empty until SIGTERM or SIGINT comes."""
    received = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: received.append(number))
    return received


def alone(users):
    """Whether nobody but us has a lock on the file of users."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def report(line):
    """Answer the process that waits for us, if it still does, and say no more."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        pass
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def remove(place):
    shutil.rmtree(place.folder, ignore_errors=True)
    shutil.rmtree(place.sockets, ignore_errors=True)
    try:
        place.folder.parent.rmdir()
    except OSError:
        pass  # the other server is still there


def main(folder, user, temporary, lock):
    place = Place(Path(folder), user or None, temporary == "temporary")
    users = (place.folder / "users.lock").open("a")
    (place.folder / "keeper.pid").write_text(str(os.getpid()))
    try:
        keep(import_module(f"config.embedded.{place.name}"), place, users)
    except Fault as fault:
        report(fault)
    finally:
        # before the lock on the users: whoever gets that one must not see a keeper that is about to end
        os.close(int(lock))


if __name__ == "__main__":
    main(*sys.argv[1:])
    os._exit(0)  # at once: the last user takes us for gone

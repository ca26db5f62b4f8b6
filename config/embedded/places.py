"""The private folder of one embedded server."""

import hashlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.embedded.accounts import HOME, can_enter
from config.embedded.faults import Fault

PROJECT = Path(__file__).resolve().parent.parent.parent
LEAST_ROOM = 200  # MB for data, its log and what a first start writes
LONGEST_SOCKET_PATH = 100  # bytes; the kernel takes 107, and a server may append a suffix


@dataclass(frozen=True)
class Place:
    """Where one server keeps its locks, log and data. The folder is named after the server."""

    folder: Path
    user: str | None = None  # who runs the server and owns the folder; None is the current user
    temporary: bool = False  # a server for one test run: fast instead of safe, and its folder goes with it

    @property
    def name(self):
        return self.folder.name

    @property
    def data(self):
        return self.folder / "data"

    @property
    def log(self):
        return self.folder / "log"

    @property
    def sockets(self):
        """The folder of the server's socket: its own, or a short one where the path would be too long."""
        if len(os.fsencode(self.folder / ".s.PGSQL.5432")) < LONGEST_SOCKET_PATH:
            return self.folder
        return Path("/tmp") / f"portal-{short_name(self.folder)}"


def place_for(name, root=None, user=None, temporary=False):
    """The ready folder of the server `name` under `root` (default: `.servers` of the project). Raises Fault."""
    root = Path(root or PROJECT / ".servers")
    try:
        root.mkdir(parents=True, exist_ok=True)
        refuse_other_owner(root)
        root.chmod(0o711)
        refuse_full_disk(root)
        if user and not can_enter(root, user):
            root = reachable_root(root)
        place = Place(root / name, user, temporary)
        for folder in {place.folder, place.sockets}:
            make_private(folder, user)
    except OSError:
        raise Fault(f"目录 {root} 不可写，请修正它的权限，或把项目放到可写的位置。") from None
    return place


def refuse_other_owner(root):
    """Root could use a person's folder, but would leave files in it that lock its owner out. Raises Fault."""
    owner = root.stat().st_uid
    if owner != os.geteuid():
        raise Fault(f"目录 {root} 属于另一个用户（uid {owner}），请以该用户运行，或把该目录移走。")


def refuse_full_disk(root):
    """Raises Fault: a server would start, and fail in the middle of something."""
    if (room := shutil.disk_usage(root).free // 1_000_000) < LEAST_ROOM:
        raise Fault(f"目录 {root} 所在的磁盘只剩 {room} MB，至少需要 {LEAST_ROOM} MB，请先腾出空间。")


def reachable_root(root):
    """A folder in the system user's home, for a project that this user can't enter."""
    moved = HOME / short_name(root)
    moved.mkdir(exist_ok=True)
    moved.chmod(0o711)
    return moved


def make_private(folder, user):
    """Make a folder that only its owner may enter. Raises OSError, also for a folder that somebody else has put there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(folder)
    if found.st_uid == os.geteuid() and user:
        shutil.chown(folder, user, user)
    folder.chmod(0o700)
    if not os.access(folder, os.W_OK):
        raise PermissionError(folder)


def short_name(folder):
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]


def temporary_root():
    """A new root for the servers of one test run. Their keepers remove it."""
    return Path(tempfile.mkdtemp(prefix="portal-test-"))

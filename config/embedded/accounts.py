"""PostgreSQL refuses to run as root: then it runs as a system user made for it."""

import os
import pwd
import subprocess
import sys
from pathlib import Path

from config.embedded.faults import Fault

SYSTEM_USER = "portal-servers"
HOME = Path("/var/lib/portal-servers")


def server_user():
    """The name of the user that PostgreSQL must run as, or None for the current one. Makes it openly if it is missing."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        make_system_user()
    return SYSTEM_USER


def make_system_user():
    print(f"PostgreSQL 不能以 root 身份运行，正在为它创建系统用户 {SYSTEM_USER}。", file=sys.stderr)
    home = ["--home-dir", str(HOME), "--no-create-home"]
    command = ["useradd", "--system", "--user-group", *home, "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True)
        HOME.mkdir(exist_ok=True)
        HOME.chmod(0o755)  # whatever our umask says
    except (OSError, subprocess.CalledProcessError):
        raise Fault(f"无法创建 PostgreSQL 所需的系统用户 {SYSTEM_USER}，请改用普通用户运行，或用 DATABASE_URL 指定数据库。") from None


def identity(user):
    """The arguments of Popen that make a process run as `user`; none for the current user."""
    if user is None:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def can_enter(folder, user):
    """Whether `user` may enter this folder, through all its parents."""
    return subprocess.run(["test", "-x", str(folder)], check=False, cwd="/", **identity(user)).returncode == 0

"""`make run`: the whole portal in one terminal, until Ctrl-C.

PORT (8000) is the port of the web server; DEMO=0 leaves out the demo city; DOCUMENTS is a folder of policy documents
that are taken in once everything runs.
"""

import os
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import django
from django.core.management import CommandError, call_command
from django.utils import timezone

from config.celery import app
from config.embedded.faults import Fault, one_sentence
from config.embedded.given import check_given_servers
from config.embedded.places import PROJECT
from config.embedded.processes import spawn, stop_all
from config.embedded.services import servers

READY_PATIENCE = 120  # seconds
LOOK_EVERY = 0.2  # seconds
FIRST_ROUND = 20  # seconds: what takes longer shows at the foot of the pages
LOGS = PROJECT / ".servers" / "logs"


def main():
    port = os.environ.get("PORT") or "8000"
    address = f"http://127.0.0.1:{port}"
    prepare_environment(address)
    with one_sentence():
        check_port(port)
        documents = documents_in(os.environ.get("DOCUMENTS"))
        check_given_servers()
        is_given = bool(os.environ.get("DATABASE_URL"))
        if not (is_given and os.environ.get("REDIS_URL")):
            say("正在启动数据库和消息服务……")
        with servers():
            django.setup()
            prepare_portal(is_given)
            processes = start_processes(port)
            try:
                run(processes, address, documents)
            finally:
                ignore_signals()
                say("正在停止……")
                stop_all(processes.values())


def run(processes, address, documents):
    wait_until_ready(processes, address)
    wake_watchers()
    say(f"Ready: {address}")
    call_command("demo_accounts")
    take_in(documents)
    say(f"按 Ctrl-C 停止。日志在 {LOGS}。")
    while True:
        restart_dead(processes)
        time.sleep(LOOK_EVERY)


def say(line):
    try:
        print(line, flush=True)
    except BrokenPipeError:  # Ctrl-C has ended who read us, too; we have yet to stop the rest
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def prepare_environment(address):
    """Settings and signals: SIGTERM ends us as Ctrl-C does, also where a shell started us with SIGINT ignored."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SITE_URL", address)
    os.environ.setdefault("DEMO", "1")
    os.umask(0o077)  # mail, logs and evidence are nobody else's on the machine
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: sys.exit(0))


def ignore_signals():
    """A second Ctrl-C must not interrupt the clean stop."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def check_port(port):
    if not (port.isdecimal() and 0 < int(port) < 2**16):
        raise Fault(f"PORT 应是 1 到 65535 之间的数字，而不是 {port}。")
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", int(port)))
    except PermissionError:
        raise Fault(f"没有权限使用端口 {port}，请用 PORT=8001 make run 换一个端口。") from None
    except OSError:
        raise Fault(f"端口 {port} 已被占用，请用 PORT=8001 make run 换一个端口。") from None


def documents_in(folder):
    """The files of a folder, in the order of their names; intake says of each whether it is a document. Raises Fault."""
    if not folder:
        return []
    try:
        found = sorted(path for path in Path(folder).iterdir() if not (path.name.startswith(".") or path.is_dir()))
    except OSError:
        raise Fault(f"DOCUMENTS 指定的文件夹 {folder} 不存在或不可读。") from None
    if not found:
        raise Fault(f"DOCUMENTS 指定的文件夹 {folder} 里没有文件。")
    return found


def prepare_portal(is_given):
    """Schema, static files and, at the first start, the demo city; `is_given`: into a database that is not our own."""
    from django.conf import settings
    from django.contrib.auth import get_user_model

    from config.embedded.schema import migrate_if_needed
    from config.embedded.static import collect_if_needed

    say("正在检查数据表……")
    if migrate_if_needed():
        say("数据表已更新。")
    if collect_if_needed():
        say("静态文件已更新。")
    if settings.DEMO and not get_user_model().objects.exists():
        say("首次启动，正在装入演示城市……" + ("演示账号的密码是公开的，正式使用的数据库请设 DEMO=0。" if is_given else ""))
        call_command("load_demo")


def start_processes(port):
    make_logs()
    say("正在启动网页、任务和定时服务……")
    celery = ["celery", "-A", "config"]
    worker = [*celery, "worker", "--loglevel=INFO", "--without-mingle", "--without-gossip"]
    return {
        "web": start_one(
            "web",
            "gunicorn",
            "config.wsgi:application",
            f"--bind=127.0.0.1:{port}",
            "--workers=2",
            "--threads=4",
            "--preload",
            "--no-control-socket",
        ),
        "worker": start_one("worker", *worker, "--concurrency=2"),
        "jobs": start_one("jobs", *worker, "--concurrency=1", "--queues=jobs", "--hostname=jobs@%h"),
        "beat": start_one("beat", *celery, "beat", "--loglevel=INFO", "--pidfile="),
    }


def make_logs():
    """An empty folder for the logs of this run."""
    shutil.rmtree(LOGS, ignore_errors=True)
    try:
        LOGS.mkdir(mode=0o700, parents=True)
    except OSError:
        raise Fault(f"目录 {LOGS} 不可写，请修正它的权限。") from None


def start_one(name, module, *arguments):
    """Start a module that is a program, writing to a log of its own. Its script would name the folder that the project was set up in."""
    return spawn([sys.executable, "-m", module, *arguments], log=LOGS / f"{name}.log", cwd=PROJECT)


def restart_dead(processes):
    for name, process in processes.items():
        if process.poll() is not None:
            say(f"{name} 意外结束，正在重新启动，原因见 {LOGS / name}.log。")
            processes[name] = spawn(process.args, log=LOGS / f"{name}.log", cwd=PROJECT)


def wait_until_ready(processes, address):
    """Until a page comes, a worker answers and beat has ticked anew. Raises Fault."""
    started, give_up = timezone.now(), time.monotonic() + READY_PATIENCE
    signs = {"web": lambda: page_comes(address), "worker": worker_answers, "beat": lambda: beat_ticked_since(started)}
    for name, is_ready in signs.items():
        while not is_ready():
            if processes[name].poll() is not None:
                raise Fault(f"{name} 未能启动，原因见 {LOGS / name}.log。")
            if time.monotonic() > give_up:
                raise Fault(f"{name} 在 {READY_PATIENCE} 秒内未能就绪，原因见 {LOGS / name}.log。")
            time.sleep(LOOK_EVERY)


def wake_watchers():
    """The first round of all at once, and a while to let it end: beat wakes each only after its interval, and until then every staff page
    would say that a clock has stopped."""
    from django.conf import settings

    from core.events.heartbeats import silent_watchers

    give_up = time.monotonic() + FIRST_ROUND
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        app.send_task(entry["task"], **entry.get("options", {}))
    while silent_watchers() and time.monotonic() < give_up:
        time.sleep(LOOK_EVERY)


def page_comes(address):
    without_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with without_proxy.open(address, timeout=10) as answer:
            return answer.status == 200
    except OSError:
        return False


def worker_answers():
    return bool(app.control.ping(timeout=1, limit=1))


def beat_ticked_since(started):
    """Whether beat has sent a task in this run. A task that runs proves nothing: it may have been queued in an earlier one."""
    from django_celery_beat.models import PeriodicTask

    return PeriodicTask.objects.filter(last_run_at__gte=started).exists()


def take_in(documents):
    """Take documents through intake; one that is refused does not stop the others."""
    for document in documents:
        say(f"正在导入 {document.name}……")
        try:
            call_command("intake", str(document))
        except CommandError as refused:
            say(refused)


if __name__ == "__main__":
    main()

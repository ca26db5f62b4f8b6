"""What is killed and comes back. PostgreSQL and Valkey are started again by their keepers, workers and beat by us."""

import os
import signal
import sys

from config.embedded.places import PROJECT
from config.embedded.processes import spawn, stop_all

CELERY = [sys.executable, "-m", "celery", "-A", "config"]
WORKER = [*CELERY, "worker", "--loglevel=WARNING", "--without-mingle", "--without-gossip"]
PROGRAMS = {
    "worker": [*WORKER, "--concurrency=2"],
    "jobs": [*WORKER, "--concurrency=1", "--queues=jobs", "--hostname=jobs@%h"],
    "beat": [*CELERY, "beat", "--loglevel=WARNING", "--pidfile="],
}
SERVERS = ("postgres", "valkey")
VICTIMS = (*PROGRAMS, *SERVERS)


class Portal:
    """Workers and beat on the servers under `root`, until the block ends."""

    def __init__(self, root):
        self.root = root
        self.processes = {}

    def __enter__(self):
        self.start_missing()
        return self

    def __exit__(self, *problem):
        stop_all(self.processes.values(), patience=5)

    def start_missing(self):
        for name, command in PROGRAMS.items():
            if name not in self.processes or self.processes[name].poll() is not None:
                self.processes[name] = spawn(command, log=self.root / f"{name}.log", cwd=PROJECT)

    def kill(self, victim):
        """SIGKILL, with no warning. A worker's children die with it. Returns whether the victim was alive."""
        try:
            if victim in SERVERS:
                os.kill(int((self.root / victim / "pid").read_text()), signal.SIGKILL)
            else:
                os.killpg(self.processes[victim].pid, signal.SIGKILL)
                self.processes[victim].wait()
        except ProcessLookupError:
            return False
        return True

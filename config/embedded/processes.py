"""Child processes that never outlive their parent."""

import ctypes
import os
import signal
import subprocess

from config.embedded.accounts import identity

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of linux/prctl.h
libc = ctypes.CDLL(None)


def spawn(command, *, log, when_orphaned=signal.SIGTERM, user=None, environment=None, cwd="/"):
    """Start a command in a session of its own, writing to `log`; the kernel sends it `when_orphaned` if we die."""
    parent = os.getpid()

    def tie_to_parent():
        libc.prctl(SET_PARENT_DEATH_SIGNAL, when_orphaned)
        if os.getppid() != parent:
            os._exit(1)

    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=tie_to_parent,
            env=environment,
            cwd=cwd,
            **identity(user),
        )


def stop_all(processes, patience=20):
    """Ask all to stop at once, then make sure that nothing of their sessions is left."""
    processes = list(processes)
    for process in processes:
        process.terminate()
    for process in processes:
        stop(process, patience=patience)
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # the usual case: its children went with it


def stop(process, ask=signal.SIGTERM, patience=20):
    """Ask a process to stop; kill it after `patience` seconds."""
    if process.poll() is not None:
        return
    process.send_signal(ask)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

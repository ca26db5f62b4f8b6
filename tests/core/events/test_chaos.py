"""The short form of `make chaos`."""

import os
import subprocess
import sys

from config.embedded.places import PROJECT


def test_everything_happens_once_whoever_is_killed():
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    command = [sys.executable, "-m", "config.chaos", "--rounds=3", "--deadlines=500", "--jobs=8"]
    ended = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "全部恰好一次，没有遗漏。" in ended.stdout

"""manage.py chaos: kills servers and workers at random, on servers of its own; nothing of the portal's data is touched."""

import os
import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand

GIVEN = ("DATABASE_URL", "REDIS_URL")


class Command(BaseCommand):
    help = "Sweeps many due deadlines while worker, beat, Valkey and PostgreSQL are killed at random; checks that everything was done once."

    def add_arguments(self, parser):
        parser.add_argument("--rounds", type=int, default=50, help="how often somebody is killed")
        parser.add_argument("--deadlines", type=int, default=20_000)
        parser.add_argument("--seed", type=int, help="repeat the random choices of an earlier run")

    def handle(self, *, rounds, deadlines, seed, **options):
        command = [sys.executable, "-m", "config.chaos", f"--rounds={rounds}", f"--deadlines={deadlines}"]
        command += [f"--seed={seed}"] if seed is not None else []
        own_servers = {name: value for name, value in os.environ.items() if name not in GIVEN}
        raise SystemExit(subprocess.run(command, cwd=settings.BASE_DIR, env=own_servers, check=False).returncode)  # noqa: S603  our own command

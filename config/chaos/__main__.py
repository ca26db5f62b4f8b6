"""The rounds: wait until the work has gone on for a random while, kill somebody, let everything come back."""

import argparse
import os
import random
import shutil
import sys
import time
from collections import Counter

import django

from config.chaos.portal import VICTIMS, Portal
from config.embedded.faults import one_sentence
from config.embedded.places import temporary_root
from config.embedded.services import servers

ROUND_PATIENCE = 10  # seconds without progress after which a round kills all the same
SETTLE_PATIENCE = 1800  # seconds
LOOK_EVERY = 0.1  # seconds
MOST_AT_ONCE = (1, 1, 1, 2, len(VICTIMS))  # how many are killed in one round, as often as it stands here


def main(arguments):
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.chaos.settings"
    root = temporary_root()
    try:
        with one_sentence(), servers(root):
            django.setup()
            return run(root, arguments)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def run(root, arguments):
    from django.core.management import call_command

    from config.chaos.checks import checks
    from config.chaos.city import make_city
    from config.chaos.jobs import ask_for_jobs

    say(f"正在准备{arguments.deadlines:,}个已到期的期限……")
    call_command("migrate", interactive=False, verbosity=0)
    make_city(arguments.deadlines)
    ask_for_jobs(arguments.jobs)
    say(f"开始，共{arguments.rounds}轮，随机种子{arguments.seed}。")
    started = time.monotonic()
    with Portal(root) as portal:
        killed = kill_in_rounds(portal, arguments)
        settled = settle(portal)
    say(f"用时{time.monotonic() - started:.0f}秒；" + "，".join(f"{victim} 被杀{killed[victim]}次" for victim in VICTIMS) + "。")
    return report(checks(arguments.deadlines, arguments.jobs)) and settled


def kill_in_rounds(portal, arguments):
    """Spread over the work: round after round begins when another part of it is done. Returns how often each was killed."""
    chance, killed = random.Random(arguments.seed), Counter()
    for number in range(arguments.rounds):
        wait_for(portal, (number + chance.random()) / arguments.rounds, arguments.deadlines)
        time.sleep(chance.random() / 2)
        victims = chance.sample(VICTIMS, chance.choice(MOST_AT_ONCE))
        killed.update(victim for victim in victims if portal.kill(victim))
        say(f"第{number + 1}轮：杀死 {'、'.join(victims)}")
    return killed


def wait_for(portal, share, deadlines):
    """Until this share of all work is done, or nothing happens any more."""
    last, seen_at = -1.0, time.monotonic()
    while last < share and time.monotonic() - seen_at < ROUND_PATIENCE:
        portal.start_missing()
        done = asked(lambda: progress(deadlines), last)
        if done != last:
            last, seen_at = done, time.monotonic()
        time.sleep(LOOK_EVERY)


def settle(portal):
    """Let it finish in peace. Returns whether it did."""
    give_up = time.monotonic() + SETTLE_PATIENCE
    while time.monotonic() < give_up:
        portal.start_missing()
        if asked(unfinished, 1) == 0:
            return True
        time.sleep(1)
    say(f"{SETTLE_PATIENCE}秒后仍有{asked(unfinished, 1)}件事没有办完。")
    return False


def asked(question, otherwise):
    """The database's answer, or `otherwise` while it is away."""
    from django.db import Error, connection

    try:
        return question()
    except Error:
        connection.close()
        return otherwise


def progress(deadlines):
    """How much of the work is done, from 0 to 1: half of it is marking, half is telling."""
    from core.events import names
    from core.events.models import Delivery, Event
    from core.events.registry import handlers_of

    marked = Event.objects.filter(name=names.DEADLINE_MISSED).count()
    told = Delivery.objects.filter(event__name=names.DEADLINE_MISSED, state="done").count()
    return (marked + told / len(handlers_of(names.DEADLINE_MISSED))) / (2 * deadlines)


def unfinished():
    from django.utils import timezone

    from core.deadlines.models import Deadline
    from core.events.models import Delivery
    from core.jobs.models import Job

    waiting = [Delivery.objects.filter(state="waiting"), Job.objects.filter(state__in=["waiting", "running"])]
    return Deadline.objects.due_for_check(timezone.localdate()).count() + sum(rows.count() for rows in waiting)


def report(checks):
    """Print each figure beside what it must be. Returns whether all are right."""
    for words, found, expected in checks:
        say(f"{'✓' if found == expected else '✗'} {words}：{found:,}（应为{expected:,}）")
    good = all(found == expected for words, found, expected in checks)
    say("全部恰好一次，没有遗漏。" if good else "有差错，见上面打叉的行。")
    return good


def say(line):
    print(line, flush=True)


def read_arguments():
    parser = argparse.ArgumentParser(prog="chaos")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--deadlines", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=40)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(0 if main(read_arguments()) else 1)

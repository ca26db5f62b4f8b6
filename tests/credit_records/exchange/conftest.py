"""Two receivers: a folder that gets what is public, and a platform over HTTP that gets civil servants' records, too."""

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.accounts.actor import Actor
from core.events.services import deliver_all
from credit_records.exchange import services
from credit_records.exchange.models import ExchangeBatch, Receiver, Transmission

RECEIVING = Path(__file__).with_name("receiving.py")


@pytest.fixture(autouse=True)
def exchange_settings(settings):
    settings.EXCHANGE_TOKENS = {"provincial": "secret"}


@pytest.fixture
def opened(db):
    """opened("city") is that receiver, which takes batches at any time."""

    def make(code="city", **columns):
        Receiver.objects.filter(code=code).update(every=0, **columns)
        return services.open_receiver(receiver=Receiver.objects.get(code=code), by=Actor.system("tests"))

    return make


@pytest.fixture
def city(opened):
    return opened()


@pytest.fixture
def go_round():
    """go_round() delivers events, makes batches, sends them, and asks for receipts, however long ago that was tried last."""

    def go():
        deliver_all()
        services.make_batches()
        hurry()
        services.send_all()
        hurry()
        services.ask_for_receipts()

    return go


def hurry():
    ExchangeBatch.objects.update(next_attempt_at="2026-01-01T00:00:00+08:00")


@pytest.fixture
def answer(city, settings):
    """answer(batch, {key: "accepted"}) lays a receipt into the folder of the city."""

    def make(batch, results, name="", **rest):
        folder = settings.EXCHANGE_FOLDER / "city" / "in"
        folder.mkdir(parents=True, exist_ok=True)
        rows = [{"key": key, "result": result, "reason": "字段不全" if result == "rejected" else ""} for key, result in results.items()]
        path = folder / f"{batch.key}{name}.json"
        path.write_text(json.dumps({"batch": batch.key, "results": rows} | rest), encoding="utf-8")
        return path

    return make


@pytest.fixture
def accept_all(answer, go_round):
    """accept_all() goes a round, and everything that is on its way is accepted."""

    def accept():
        go_round()
        for batch in ExchangeBatch.objects.filter(state="sent"):
            answer(batch, {row.key: "accepted" for row in batch.transmissions.all()}, name=f".{batch.looks}")
        hurry()
        services.ask_for_receipts()

    return accept


def newest():
    return Transmission.objects.order_by("-pk").first()


class Platform:
    """The receiving process: started anew when it has died."""

    def __init__(self, folder, trouble, seed):
        self.folder, self.trouble, self.seed, self.process = folder, trouble, seed, None
        self.folder.mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}/exchange"

    def ensure(self):
        """Whether it had to be started."""
        if self.process and self.process.poll() is None:
            return False
        self.seed += 1
        command = [sys.executable, str(RECEIVING), str(self.port), str(self.folder), str(self.trouble), str(self.seed)]
        self.process = subprocess.Popen(command)
        for _attempt in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return True
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the receiving platform did not start")

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()

    def rows(self):
        """What it has in its books: every row that it ever took, in the order of batches."""
        bodies = sorted(self.folder.glob("*.body"))
        return [row for body in bodies for row in json.loads(body.read_bytes())["records"]]


@pytest.fixture
def platform(tmp_path):
    """platform(trouble=0.3, seed=1) is a running process."""
    started = []

    def make(trouble=0.0, seed=1):
        one = Platform(tmp_path / "books", trouble, seed)
        started.append(one)
        one.ensure()
        return one

    yield make
    for one in started:
        one.stop()

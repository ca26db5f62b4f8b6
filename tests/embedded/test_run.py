"""What `make run` does beside starting servers."""

import subprocess
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

from django.core.management import CommandError

from config.celery import app, catch_up
from config.embedded import run
from tests.embedded.conftest import start_python


def test_every_file_of_a_folder_is_offered_to_intake(tmp_path):
    for name in ("二.doc", "一.txt", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "folder.txt").mkdir()
    assert [path.name for path in run.documents_in(str(tmp_path))] == ["一.txt", "二.doc"]
    assert run.documents_in(None) == []


def test_a_refused_document_is_named_once_and_does_not_stop_the_others(monkeypatch, capsys):
    def intake(command, path):
        if path == "broken.pdf":
            raise CommandError("broken.pdf：文件已损坏。")
        run.say(f"{path}：读出3项任务")

    monkeypatch.setattr(run, "call_command", intake)
    run.take_in([Path("broken.pdf"), Path("whole.txt")])
    assert capsys.readouterr().out.splitlines() == [
        "正在导入 broken.pdf……",
        "broken.pdf：文件已损坏。",
        "正在导入 whole.txt……",
        "whole.txt：读出3项任务",
    ]


def test_our_own_page_is_not_asked_through_a_proxy(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.handle_request).start()
        assert run.page_comes(f"http://127.0.0.1:{server.server_port}")


def test_nobody_reads_what_we_say():
    process = start_python("-c", "from config.embedded.run import say; input(); say('one'); say('two')", stdin=subprocess.PIPE)
    process.stdout.close()
    process.stdout = None
    assert process.communicate("\n")[1] == ""
    assert process.returncode == 0


def test_a_worker_catches_up_at_once():
    woken = []
    catch_up(SimpleNamespace(app=SimpleNamespace(send_task=woken.append)))
    app.loader.import_default_modules()
    assert len(woken) == 4
    assert set(woken) < set(app.tasks)

"""What `make run` does beside starting servers."""

from pathlib import Path
from types import SimpleNamespace

from django.core.management import CommandError

from config.celery import app, catch_up
from config.embedded import run


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


def test_a_worker_catches_up_at_once():
    woken = []
    catch_up(SimpleNamespace(app=SimpleNamespace(send_task=woken.append)))
    app.loader.import_default_modules()
    assert len(woken) == 3
    assert set(woken) < set(app.tasks)

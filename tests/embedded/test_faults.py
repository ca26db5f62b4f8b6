"""What goes wrong at the start is repaired, or said in one clear sentence."""

import os
import shutil
import signal
import socket
from types import SimpleNamespace

import pytest

from config.embedded import accounts, postgres, valkey
from config.embedded.faults import Fault
from config.embedded.given import check_version
from config.embedded.places import LONGEST_SOCKET_PATH, Place, place_for
from config.embedded.secret import read_or_make_lookup_key, read_or_make_sealing_keys, read_or_make_secret
from tests.embedded.conftest import assert_one_sentence, eventually, execute, leave, processes_of, start_python


def test_half_made_data_folder_is_made_anew(use, root):
    half_made = root / "postgres" / "data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    leave(use())
    assert (root / "postgres" / "data" / "global").is_dir()
    assert not half_made.exists()


def test_stale_pid_of_another_program_is_forgotten(use, root):
    leave(use())
    (root / "postgres" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{root}/postgres/data\n1\n5432\n")
    leave(use())


@pytest.mark.parametrize(("version", "words"), [("15", ["PostgreSQL 15", "导出"]), (None, ["不是完整的"])])
def test_data_folder_of_another_kind(use, root, version, words):
    data = root / "postgres" / "data"
    data.mkdir(parents=True)
    if version:
        (data / "PG_VERSION").write_text(version + "\n")
    assert_one_sentence(use(wait=False), str(data), *words)
    assert not processes_of(root)  # the other server has been given back


def test_unwritable_folder(root):
    (root / "file").touch()
    with pytest.raises(Fault, match="不可写"):
        place_for("postgres", root / "file" / "servers")


def test_making_the_system_user_keeps_out_of_what_a_command_prints(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(accounts, "HOME", tmp_path)
    monkeypatch.setattr(accounts.subprocess, "run", lambda *arguments, **options: None)
    accounts.make_system_user()
    printed = capsys.readouterr()
    assert printed.out == "" and accounts.SYSTEM_USER in printed.err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_folder_of_another_user(root):
    os.chown(root, 12345, 12345)
    with pytest.raises(Fault, match="属于另一个用户"):
        place_for("postgres", root)


def test_long_path_gets_a_short_socket_folder(root):
    place = place_for("postgres", root / ("long" * 30))
    assert len(str(valkey.address(place))) < LONGEST_SOCKET_PATH
    assert place.sockets.stat().st_mode & 0o777 == 0o700
    assert Place(root / "postgres").sockets == root / "postgres"
    shutil.rmtree(place.sockets)


def test_address_is_escaped(root):
    assert "%2F" in postgres.url(Place(root / "postgres"))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"DATABASE_URL": "mysql://somewhere/x"}, ["DATABASE_URL 应形如"]),
        ({"DATABASE_URL": "postgresql://a:secret@127.0.0.1:1/x"}, ["无法连接 DATABASE_URL", "127.0.0.1:1/x"]),
        ({"REDIS_URL": "nonsense"}, ["REDIS_URL 应形如"]),
        ({"REDIS_URL": "redis://:secret@127.0.0.1:1/0"}, ["无法连接 REDIS_URL", "127.0.0.1:1/0"]),
    ],
)
def test_wrong_address(given, words):
    for command in (["sweep", "--dry-run"], ["migrate"]):
        assert_one_sentence(start_python("manage.py", *command, env=given), *words)


@pytest.fixture
def guest():
    """The address of a database for an account that may only connect to it."""
    owner, name = os.environ["DATABASE_URL"], f"guest_{os.getpid()}"
    execute(owner, f"CREATE ROLE {name} LOGIN")
    execute(owner, f"CREATE DATABASE {name} ENCODING 'UTF8'")
    yield owner.replace("//portal@", f"//{name}@").rpartition("/")[0] + f"/{name}"
    execute(owner, f"DROP DATABASE {name}")
    execute(owner, f"DROP ROLE {name}")


def test_account_without_rights(guest):
    given = {"DATABASE_URL": guest, "REDIS_URL": os.environ["REDIS_URL"]}
    assert_one_sentence(start_python("manage.py", "sweep", env=given), "不能", "建表", "所有者")


@pytest.mark.parametrize(("version", "encoding", "words"), [(15_0012, "UTF8", "PostgreSQL 16"), (16_0000, "SQL_ASCII", "SQL_ASCII")])
def test_server_of_another_kind(version, encoding, words):
    connection = SimpleNamespace(server_version=version, get_parameter_status=lambda name: encoding)
    with pytest.raises(Fault, match=words):
        check_version(connection, "somewhere/x")


@pytest.mark.parametrize(
    ("port", "words"), [(None, ["已被占用"]), ("0", ["PORT 应是"]), ("99999", ["PORT 应是"]), ("eight", ["PORT 应是"])]
)
def test_unusable_port(port, words):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = port or str(taken.getsockname()[1])
        assert_one_sentence(start_python("-m", "config.embedded.run", env={"PORT": port}), port, *words)


@pytest.mark.parametrize("sign", ["users.lock", "keeper.pid"])
def test_an_interrupted_command_leaves_nothing(use, root, sign):
    user = use(wait=False)
    assert eventually((root / "postgres" / sign).exists)
    user.send_signal(signal.SIGINT)
    assert user.communicate()[1] == ""
    assert user.returncode == 130
    assert not processes_of(root)


def test_exit_code_is_passed_on():
    given = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
    for arguments, code in ((["version"], 0), (["check", "--tag", "nonsense"], 1)):
        process = start_python("manage.py", *arguments, env=given)
        process.communicate()
        assert process.returncode == code


@pytest.mark.parametrize(("folder", "words"), [("nowhere", "不存在或不可读"), ("empty", "里没有")])
def test_folder_without_documents(tmp_path, folder, words):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".hidden").touch()
    process = start_python("-m", "config.embedded.run", env={"PORT": "1025", "DOCUMENTS": str(tmp_path / folder)})
    assert_one_sentence(process, "DOCUMENTS", str(tmp_path / folder), words)


def test_a_full_disk(root, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=50_000_000))
    with pytest.raises(Fault, match="只剩 50 MB"):
        place_for("postgres", root)


def test_password_is_not_shown():
    process = start_python("manage.py", "sweep", env={"DATABASE_URL": "postgresql://a:secret@127.0.0.1:1/x"})
    assert "secret" not in "".join(process.communicate())


@pytest.mark.parametrize(
    ("read_or_make", "name"),
    [(read_or_make_secret, "secret"), (read_or_make_sealing_keys, "sealing_keys"), (read_or_make_lookup_key, "lookup_key")],
)
def test_a_secret_is_made_once_and_private(root, read_or_make, name):
    made = read_or_make(root)
    assert len(made) >= 40
    assert read_or_make(root) == made
    assert (root / ".servers" / name).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (root / ".servers").iterdir()] == [name]

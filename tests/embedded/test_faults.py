"""What goes wrong at the start is repaired, or said in one clear sentence."""

import os
import shutil
import socket

import pytest

from config.embedded import postgres, valkey
from config.embedded.faults import Fault
from config.embedded.places import LONGEST_SOCKET_PATH, Place, place_for
from config.embedded.secret import read_or_make_secret
from tests.embedded.conftest import assert_one_sentence, leave, start_python


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


def test_unwritable_folder(root):
    (root / "file").touch()
    with pytest.raises(Fault, match="不可写"):
        place_for("postgres", root / "file" / "servers")


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
    process = start_python("manage.py", "sweep", "--dry-run", env=given)
    assert_one_sentence(process, *words)


@pytest.mark.parametrize(("port", "words"), [(None, ["已被占用"]), ("99999", ["PORT 应是"]), ("eight", ["PORT 应是"])])
def test_unusable_port(port, words):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = port or str(taken.getsockname()[1])
        assert_one_sentence(start_python("-m", "config.embedded.run", env={"PORT": port}), port, *words)


def test_exit_code_is_passed_on():
    given = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
    for arguments, code in ((["version"], 0), (["check", "--tag", "nonsense"], 1)):
        process = start_python("manage.py", *arguments, env=given)
        process.communicate()
        assert process.returncode == code


def test_missing_documents():
    process = start_python("-m", "config.embedded.run", env={"PORT": "0", "DOCUMENTS": "/nowhere/at/all"})
    assert_one_sentence(process, "DOCUMENTS", "/nowhere/at/all")


def test_password_is_not_shown():
    process = start_python("manage.py", "sweep", env={"DATABASE_URL": "postgresql://a:secret@127.0.0.1:1/x"})
    assert "secret" not in "".join(process.communicate())


def test_secret_is_made_once_and_private(root):
    made = read_or_make_secret(root)
    assert len(made) >= 50
    assert read_or_make_secret(root) == made
    assert (root / ".servers" / "secret").stat().st_mode & 0o777 == 0o600

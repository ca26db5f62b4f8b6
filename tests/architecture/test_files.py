"""What is committed works everywhere: no path of one machine, no address of one package index."""

import re
import subprocess

from tests.architecture.project import LEFT_OUT, PROJECT, assert_none, name_of

HOMES = re.compile(r"(?<![\w.~])/(home|root|Users|mnt)/\w")
INDEX = re.compile(r"(?i)index-url|(?<![\w-])pypi\.|pythonhosted|artifactory|devpi")
TEXT = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".json", ".sh", ".yaml", ".yml", ".po", ".cfg", ".svg", "", ".csv"}


def committed():
    """Paths of the tracked text files; of all files where there is no git."""
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        found = [PROJECT / line for line in listed.stdout.splitlines()]
    else:
        found = [path for path in PROJECT.rglob("*") if not LEFT_OUT & set(path.parts)]
    return [path for path in found if path.is_file() and path.suffix in TEXT]


def lines_with(pattern):
    own = PROJECT / "tests" / "architecture" / "test_files.py"
    for path in committed():
        if path != own:
            for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
                if pattern.search(line):
                    yield f"{name_of(path)}:{number} {line.strip()[:80]}"


def test_no_path_of_one_machine():
    assert_none(lines_with(HOMES))
    assert_none(lines_with(re.compile(re.escape(f"{PROJECT}/"))))


def test_no_address_of_a_package_index():
    assert_none(lines_with(INDEX))

"""The house is built as it was planned: every room is gathered by its wing, and nothing has grown too large."""

import ast

import pytest

from tests.architecture.project import PROJECT, WINGS, assert_none, files, imported, name_of, place, rooms, tree

DOORS = ("models", "urls", "admin", "api", "tasks", "handlers")
NOT_DOORS = {
    "core.pages.api": "what every API door shares",
    "core.states.models": "abstract: what a model with states brings along",
}
LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def doors():
    for wing in WINGS:
        for room in rooms(wing):
            for door in DOORS:
                if (room / f"{door}.py").exists() or (room / door).is_dir():
                    yield wing, f"{wing}.{room.name}.{door}", door


@pytest.mark.parametrize(("wing", "module", "door"), [one for one in doors() if one[1] not in NOT_DOORS])
def test_every_room_is_gathered_by_its_wing(wing, module, door):
    gathering = [path for path in (PROJECT / wing / f"{door}.py", PROJECT / "config" / f"{door}.py") if path.exists()]
    assert any(module in imported(path) for path in gathering), f"{wing}/{door}.py does not gather {module}"


@pytest.mark.parametrize("wing", [wing for wing in WINGS if list((PROJECT / wing / "migrations").glob("0*.py"))])
def test_the_last_migration_is_named(wing):
    """Two branches that both add a migration conflict in this file, so that git shows it."""
    last = max(path.stem for path in (PROJECT / wing / "migrations").glob("0*.py"))
    named = PROJECT / wing / "migrations" / "max_migration.txt"
    assert named.exists() and named.read_text() == f"{last}\n", f"write {last} into {name_of(named)}"


def test_no_file_is_too_long():
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in files(".py")}
    assert_none(f"{name}: {length} lines" for name, length in lengths.items() if length > LONGEST_FILE)


def lines_of_docstring(function):
    if ast.get_docstring(function) is None:
        return 0
    return function.body[0].end_lineno - function.body[0].lineno + 1


def test_no_function_is_too_long():
    long = []
    for path in files(".py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = node.end_lineno - node.lineno + 1 - lines_of_docstring(node)
                if length > LONGEST_FUNCTION:
                    long.append(f"{place(path, node)} {node.name}: {length} lines")
    assert_none(long)


def test_the_import_contracts_hold():
    """The arrow between the wings, the order of rooms, doors -> services -> models; see pyproject.toml."""
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(PROJECT / "pyproject.toml"), no_cache=True) == 0, "run .venv/bin/lint-imports to see where"

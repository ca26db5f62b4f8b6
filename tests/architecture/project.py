"""What the architecture tests walk over: the project's files, its wings and rooms, and syntax trees with parents."""

import ast
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
WINGS = ("core", "credit_records", "commitments", "disclosure", "accountability", "portal")
LEFT_OUT = {
    ".venv",
    ".browser",
    ".git",
    ".servers",
    ".static",
    ".media",
    "__pycache__",
    "migrations",
    "node_modules",
    ".hypothesis",
    ".pytest_cache",
    ".ruff_cache",
}


def files(ending, *folders):
    """Paths of the project's files with this ending, below the given folders (default: everywhere), sorted."""
    found = []
    for folder in folders or (".",):
        found += [path for path in (PROJECT / folder).rglob(f"*{ending}") if not LEFT_OUT & set(path.relative_to(PROJECT).parts)]
    return sorted(found)


def name_of(path):
    """The path as it is written in reports: from the project's folder on."""
    return str(path.relative_to(PROJECT))


def rooms(wing):
    """The folders of a wing that are rooms."""
    aside = {"management", "templatetags", "fixtures", "static", "templates"}
    return sorted(path.parent for path in (PROJECT / wing).glob("*/__init__.py") if path.parent.name not in aside | LEFT_OUT)


@cache
def tree(path):
    """The syntax tree of a file; every node knows its `parent`."""
    parsed = ast.parse(path.read_text(), filename=str(path))
    for node in ast.walk(parsed):
        for child in ast.iter_child_nodes(node):
            child.parent = node
    return parsed


def parents(node):
    while node := getattr(node, "parent", None):
        yield node


def place(path, node):
    return f"{name_of(path)}:{node.lineno}"


def imported(path):
    """Full names of all modules that a file imports, or includes as addresses."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "include" and isinstance(node.args[0], ast.Constant):
            found.add(node.args[0].value)
    return found


def assert_none(found):
    """Fail with one line for each place that was found."""
    found = list(found)
    assert not found, "\n" + "\n".join(found)

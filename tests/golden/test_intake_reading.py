"""The reader against hand labels: the project's own documents, and the shared golden documents where they are present."""

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from commitments.intake.reading import as_json, read_document

OWN = Path(__file__).parent / "documents"
SHARED = Path(__file__).parents[2].parent / "shared"
LABELS = SHARED / "golden" / "intake"


@pytest.mark.parametrize("path", sorted(OWN.glob("*.txt")), ids=lambda path: path.stem)
def test_own_documents_are_read_as_labelled(path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert as_json(read_document(path.read_text(encoding="utf-8"))) == expected


def between_pages(text):
    lines = [line if number % 12 else f"{line}\n— {number // 12} —" for number, line in enumerate(text.split("\n"), start=1)]
    return "\n".join(lines)


def table_rows(change):
    """Only the rows of a table between tabs, in which every task has a number, are changed."""

    def changed(text):
        return "\n".join(change(line.strip("\t")) if line.count("\t") > 1 and "序号" in text else line for line in text.split("\n"))

    return changed


# The same document in other notations: what it asks of whom by when stays the same.
NOTATIONS = {
    "half-width signs": lambda text: text.translate(str.maketrans("，；：（）", ",;:()")),
    "full points": lambda text: text.translate(str.maketrans("，；：（）。", ",;:().")),
    "full-width digits": lambda text: text.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)}),
    "empty lines": lambda text: re.sub(r"\n+", "\n\n", text),
    "carriage returns": lambda text: text.replace("\n", " \r\n"),
    "page numbers": between_pages,
    "brackets of numbers": lambda text: text.translate(str.maketrans("〔〕", "[]")),
    "bars": table_rows(lambda row: "| " + row.replace("\t", " | ") + " |"),
    "blanks": table_rows(lambda row: row.replace("\t", "    ")),
    "a cell a line": table_rows(lambda row: row.replace("\t", "\n")),
}
BREAKS_INSIDE_WORDS = {"fixed-width-lines"}


def substance(read):
    """Head, units and dates, whatever their width."""
    head = [read[name] for name in ("number", "issuer", "written_on", "published_on")]
    tasks = [(task["lead_units"], task["cooperating_units"], task["deadline"]["kind"], task["deadline"]["date"]) for task in read["tasks"]]
    return unicodedata.normalize("NFKC", str([head, tasks])).replace("〔", "[").replace("〕", "]")


def changed_documents():
    for path in sorted(OWN.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for name, change in NOTATIONS.items():
            if change(text) != text and path.stem not in BREAKS_INSIDE_WORDS:
                yield pytest.param(path, change(text), id=f"{path.stem}-{name}")


@pytest.mark.parametrize(("path", "changed"), list(changed_documents()))
def test_other_notations_say_the_same(path, changed):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert substance(as_json(read_document(changed))) == substance(expected)


@pytest.mark.skipif(not LABELS.exists(), reason="the shared golden documents are not part of the project")
@pytest.mark.parametrize(
    ("texts", "labels"), [(SHARED / "source-documents", LABELS), (LABELS / "national", LABELS / "national")], ids=["five", "national"]
)
def test_shared_documents_reach_the_target(texts, labels, tmp_path):
    for path in texts.glob("*.txt"):
        read = as_json(read_document(path.read_text(encoding="utf-8")))
        (tmp_path / f"{path.stem}.json").write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")
    printed = subprocess.run([sys.executable, LABELS / "score.py", tmp_path, labels], capture_output=True, text=True, check=True).stdout
    scores = dict(part.split("=") for part in printed.splitlines()[-1].split()[2:])
    assert float(scores["tasks"]) >= 0.97 and float(scores["units"]) >= 0.95, printed
    assert float(scores["deadlines"]) >= 0.95 and float(scores["head"]) == 1.0, printed

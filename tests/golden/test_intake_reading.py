"""The reader against hand labels: the project's own documents, and the shared golden documents where they are present."""

import json
import subprocess
import sys
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

"""Real documents, where they lie beside the project: each goes through the browser and yields the tasks that people found in it."""

import json
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"
DOCUMENTS = sorted((SHARED / "source-documents").glob("*.txt"))

pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="the source documents are not part of a clone")


def test_source_documents(visit):
    clerk = visit("su")
    for path in DOCUMENTS:
        labels = json.loads((SHARED / "golden" / "intake" / f"{path.stem}.json").read_text())
        clerk.open("/work/intake/new/")
        clerk.page.locator("[name=file]").set_input_files(path)
        clerk.press("读出任务，下一步核对")
        clerk.page.wait_for_selector("article.source")
        assert clerk.page.locator(".draft").count() == len(labels["tasks"]), path.name
        clerk.look(path.stem[:3])

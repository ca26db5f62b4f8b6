"""Kinds of paper for the tests: they certify the name of an agency."""

from core.documents.paper import Paper, Text
from core.pages.parts import Fact
from core.papers.registry import PaperKind, register


def letter(issued):
    words = Text(f"{issued.content['name']}是本市的机构。")
    return Paper("云澜市人民政府", issued.number, "证明", (words,), issued.as_of, issued.issued_at)


def certified(issued):
    return [Fact("机构", issued.content["name"])]


def changes(issued):
    name = issued.subject.name
    return [] if name == issued.content["name"] else [f"机构名称已变更为{name}"]


for code, is_public, has_word in (("test_public", True, True), ("test_private", False, False)):
    register(PaperKind(code, "机构名称证明", "云测", letter, certified, changes, is_public, has_word=has_word))

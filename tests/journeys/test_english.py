"""The English pages: longer words, the same layout."""

import re

import pytest

ODD = re.compile(r"(?<![\d,.])(?!1 )\d+ (?:item|entry|file|document|working day)\b|[a-z] ?[，。；：]")
PUBLIC = ("", "commitments/", "agencies/", "items/", "cases/", "search/?q=电梯", "open-data/", "about/", "verify/")
STAFF = (
    "",
    "all/",
    "commitments/",
    "intake/",
    "intake/new/",
    "records/",
    "items/",
    "items/new/",
    "cases/",
    "clues/",
    "inbox/",
    "account/",
    "help/",
)


def test_english_pages_fit(visit):
    one = visit()
    one.open("/preferences/?language=en&next=/")
    for path in PUBLIC:
        one.open(f"/{path}")
        one.look(f"public-{path.split('/')[0] or 'home'}")
    for section in ("commitments", "agencies", "items", "cases"):
        one.open(f"/{section}/")
        one.page.locator(f"main table a[href^='/{section}/']").first.click()
        one.look(f"public-{section}-detail")


def test_english_staff_pages_fit(visit):
    one = visit("jiang")
    one.open("/preferences/?language=en&next=/work/")
    for path in STAFF:
        one.open(f"/work/{path}")
        one.look(f"staff-{path.replace('/', '-')}")
        check_words(one)
    look_into(one, "commitments", "clues", "cases", "intake")


@pytest.mark.parametrize(("username", "sections"), [("lin", ("commitments", "items")), ("he", ("items",)), ("ye", ("records", "files"))])
def test_everybody_reads_english(visit, username, sections):
    one = visit(username)
    one.open("/preferences/?language=en&next=/work/")
    one.look(f"{username}-work")
    check_words(one)
    look_into(one, *sections)


def look_into(one, *sections):
    """The first row of each list."""
    for section in sections:
        one.open(f"/work/{section}/")
        check_words(one)
        one.page.locator(f"main table a[href^='/work/{section}/']").first.click()
        one.look(f"{one.page.url.split('/work/')[1].split('/')[0]}-detail")
        check_words(one)


def check_words(one):
    """Numbers agree with their nouns, and no Chinese punctuation follows English words."""
    assert not ODD.findall(one.page.locator("main").inner_text()), one.page.url

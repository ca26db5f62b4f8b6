"""The English pages: longer words, the same layout."""

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
    for section in ("commitments", "clues", "cases", "intake"):
        one.open(f"/work/{section}/")
        one.page.locator(f"main table a[href^='/work/{section}/']").first.click()
        one.look(f"staff-{section}-detail")

"""A newcomer looks around: home, search, English and back, large type."""


def test_newcomer(visit):
    one = visit()
    one.open("/")
    assert one.heading() == "政府答应的事，办到没有"
    one.look("home")
    one.page.get_by_role("searchbox").first.fill("幼儿园")
    one.press("搜索")
    one.reads("新增公办幼儿园学位")
    one.look("search")

    one.press("English")
    assert one.page.locator("html").get_attribute("lang") == "en"
    one.look("search-english")
    one.open("/")
    one.look("home-english")
    one.press("简体中文")
    assert one.heading() == "政府答应的事，办到没有"

    one.press("大字版")
    assert one.page.locator("html.large").count() == 1
    one.look("home-large")
    one.open("/commitments/")
    one.look("commitments-large")
    one.press("标准版")
    assert one.page.locator("html.large").count() == 0

    for name in ("about", "accessibility", "verify", "open-data", "items", "cases", "agencies", "commitments", "login", "nothing-here"):
        one.open(f"/{name}/")
        one.look(name)

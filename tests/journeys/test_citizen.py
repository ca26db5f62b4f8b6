"""A citizen without an account, on a telephone: from a search to the proof that nothing was altered."""


def test_a_citizen_follows_a_promise(visit):
    one = visit(narrow=True)
    one.open("/")
    one.page.get_by_role("searchbox").first.fill("电梯")
    one.press("搜索")
    one.look("search")
    one.page.locator("main a[href^='/commitments/']").first.click()
    assert one.heading().replace(" ", "") == "为老旧小区加装电梯60部"
    one.page.locator("summary").first.click()
    one.reads("文件规定的完成时限")
    one.reads("经过")
    one.reads("修改记录")
    one.look("commitment")
    one.page.locator("main a[href^='/agencies/']").first.click()
    one.reads("信用记录")
    one.look("agency")
    one.page.locator("main a[href^='/records/']").first.click()
    one.reads("认定理由")
    one.look("record")
    one.press("怎样核对")
    one.reads("公开链")
    one.look("verify")

"""A citizen on a telephone asks about an agency, takes a certificate home, and checks a report that somebody shows."""

import re

CODE = re.compile(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){2}")


def test_a_citizen_verifies_a_report(visit):
    officer = visit().sign_in("ye")
    officer.open("/work/files/")
    officer.page.locator("main table a[href^='/work/files/']").first.click()
    officer.press("开具信用报告")
    officer.write("出具给", "市投资促进局，招商审查")
    officer.press("开具报告")
    officer.reads("报告已开具")
    officer.look("paper")
    code = CODE.search(officer.page.inner_text("main"))[0]
    number = officer.heading()

    one = visit(narrow=True)
    one.open("/verify/")
    one.write("核验码", code.lower().replace("-", " "))
    one.press("核验")
    one.reads("是本网站签发的真实文书")
    one.reads(number)
    one.reads("签发以后没有变化")
    one.look("genuine")
    one.open("/verify/AAAA-BBBB-CCCC/")
    one.reads("没有签发过带这个核验码的文书")
    one.look("unknown")


def test_a_citizen_takes_a_certificate_home(visit):
    one = visit(narrow=True)
    one.open("/credit/")
    one.write("单位名称、简称或者统一社会信用代码", "市公安局")
    one.press("查询")
    one.reads("没有查到公示中的失信记录")
    one.look("query")
    one.press("开具无公示失信记录证明")
    one.reads("是本网站签发的真实文书")
    one.reads("云澜市公安局")
    address = one.page.get_by_role("link", name="打开原件（PDF）").get_attribute("href")
    answer = one.page.request.get(one.base + address)
    assert answer.headers["content-type"] == "application/pdf" and answer.body().startswith(b"%PDF")

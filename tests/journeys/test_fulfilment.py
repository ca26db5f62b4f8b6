"""Whoever reported does not verify; the other one sends back with a reason, then verifies."""


def test_a_claim_goes_back_and_is_kept_in_the_end(visit):
    clerk, reviewer = visit("lin"), visit("he")
    clerk.follow("公布欠薪线索")
    commitment = clerk.page.url
    claim(clerk)
    clerk.reads("报告过进展的人不能核验")
    clerk.open(f"{commitment}verify/")
    clerk.reads("不能")
    clerk.look("refused")

    reviewer.open("/work/")
    reviewer.follow("公布欠薪线索")
    reviewer.look("to-verify")
    reviewer.press("退回补充")
    reviewer.press("退回申报人补充")
    reviewer.reads("填写理由")
    reviewer.look("reason-missing")
    reviewer.write("理由", "清单缺少办结日期。")
    reviewer.press("退回申报人补充")
    reviewer.reads("清单缺少办结日期。")

    clerk.open("/work/inbox/")
    clerk.look("inbox")
    clerk.open(commitment)
    claim(clerk)
    reviewer.open(commitment)
    reviewer.choose("部分兑现")
    reviewer.press("核验为“部分兑现”并公开")
    assert reviewer.page.locator(".field.bad").inner_text().startswith("理由")
    reviewer.look("grade-without-reason")
    reviewer.choose("已兑现")
    reviewer.write("理由", "逐条核对属实。")
    reviewer.press("核验为“已兑现”并公开")
    reviewer.reads("核验结论已公开。")
    reviewer.look("kept")

    citizen = visit(narrow=True)
    citizen.open(commitment.replace("/work", ""))
    citizen.reads("清单缺少办结日期。")
    citizen.look("public")


def claim(clerk):
    clerk.press("已经做到，去申报完成")
    clerk.look("claim")
    clerk.write("怎样完成的", "全部线索已经办结，清单见网站。")
    clerk.attach("files", "清单.txt", "清单".encode())
    clerk.press("申报完成，送核验")
    clerk.reads("已送核验")

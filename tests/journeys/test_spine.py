"""The spine in the browser: a document goes in; a promise is kept, another is not, and comes out as a public record and a case."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

TODAY = timezone.localdate()
DUE = TODAY + timedelta(days=20)
TEXT = f"""云澜市人民政府办公室关于印发便民服务任务分工的通知
云政办发〔{TODAY.year}〕88号

各区人民政府，市政府各部门：
现将任务分工印发给你们。

云澜市人民政府办公室
{TODAY.year}年{TODAY.month}月{TODAY.day}日

一、重点任务
（一）公布窗口服务时间。{DUE.year}年{DUE.month}月{DUE.day}日前全部公布。（市住建局牵头，市便民办配合）
（二）开通预约服务。{DUE.year}年{DUE.month}月{DUE.day}日前开通。（市住建局负责）
（三）规范收费。每季度公布收费目录。（责任单位：市财政局、市教育局）
（四）兑现奖补。2月30日前拨付到位。（市财政局牵头）
"""


def test_a_document_becomes_commitments_and_one_is_kept(visit):
    take_in(visit("su"))
    address = report_and_claim(visit("tang"))
    reviewer = visit("qiao")
    reviewer.open(address)
    reviewer.look("verify")
    reviewer.choose("已兑现")
    reviewer.press("核验为“已兑现”并公开")
    reviewer.reads("已兑现")
    reviewer.look("kept")


def take_in(clerk):
    clerk.look("work")
    clerk.open("/work/intake/new/")
    clerk.press("读出任务，下一步核对")
    clerk.reads("选择一个文件")
    clerk.look("intake-error")
    clerk.page.locator("[name=file]").set_input_files({"name": "通知.txt", "mimeType": "text/plain", "buffer": TEXT.encode("gb18030")})
    clerk.press("读出任务，下一步核对")
    assert "便民服务任务分工" in clerk.heading()
    clerk.reads("市便民办，名录里没有")
    clerk.look("intake")

    clerk.select("“市便民办”是", "名录以外的单位，只保留文字")
    clerk.press("就用它")
    clerk.press("由它牵头")
    clerk.page.locator(".draft", has_text="兑现奖补").get_by_role("link", name="修改").click()
    clerk.look("intake-edit")
    clerk.choose("指定日期")
    clerk.write_date("完成日期", DUE.year, DUE.month, DUE.day)
    clerk.press("保存，回到核对页")
    clerk.reads("4项齐全，0项要补")
    clerk.press("登记选中的承诺")
    clerk.reads("已登记4项承诺，开始计时。")
    clerk.look("intake-done")


def report_and_claim(responsible):
    responsible.open("/work/")
    responsible.follow("公布窗口服务时间")
    responsible.look("commitment")
    responsible.write("进展", "已在大厅公布。")
    responsible.write("完成了百分之几", 90)
    responsible.page.locator("[name=files]").set_input_files(
        {"name": "照片说明.txt", "mimeType": "text/plain", "buffer": "现场照片".encode()}
    )
    responsible.press("报送进展")
    responsible.reads("90%")
    responsible.press("已经做到，去申报完成")
    responsible.write("怎样完成的", "大厅和网站均已公布。")
    responsible.press("申报完成，送核验")
    responsible.look("claimed")
    return responsible.page.url


def test_a_missed_promise_becomes_a_public_record_and_a_case(visit):
    call_command("sweep", at=TODAY + timedelta(days=30))

    review(visit("ye"), visit("meng"))
    read(visit(narrow=True))
    open_case(visit("jiang"))


def review(first, second):
    first.open("/work/inbox/")
    first.look("inbox")
    first.open("/work/records/?state=draft")
    first.look("records")
    first.follow("新增公办幼儿园学位")
    record = first.page.url
    first.look("record")
    first.press("提交审核")
    first.open(record)
    first.look("record-submitted")
    assert first.page.get_by_role("button", name="确认生效并公示").count() == 0  # who submitted it can't confirm it
    second.open(record)
    second.look("record-to-confirm")
    second.write("理由", "逾期属实。")
    second.press("确认生效并公示")
    second.reads("不再公示")


def read(citizen):
    citizen.open("/search/?q=幼儿园学位")
    citizen.look("search")
    citizen.page.locator("a.row", has_text="市教育局").first.click()
    citizen.look("public-record")
    citizen.open("/commitments/?q=幼儿园学位")
    citizen.follow("新增公办")
    citizen.page.locator("summary").first.click()
    citizen.reads("文件规定的完成时限")
    citizen.look("public-commitment")
    citizen.page.get_by_role("link", name="云澜市教育局").first.click()
    citizen.look("agency")


def open_case(supervisor):
    supervisor.open("/work/clues/")
    supervisor.look("clues")
    supervisor.follow("新增公办幼儿园学位")
    supervisor.look("clue")
    supervisor.press("立案")
    supervisor.select("问责情形", "执行上级决策不力")
    supervisor.press("立案，去指派承办人")
    supervisor.look("case")


def test_the_administrator_keeps_the_directory_and_the_calendar(visit):
    administrator = visit("admin")
    for name in ("", "core/agency/", "core/user/", "core/rule/", "core/calendaryear/", "core/delivery/"):
        assert administrator.open(f"/admin/{name}") == 200
    assert visit("lin").open("/admin/") == 404

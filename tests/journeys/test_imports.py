"""A clerk brings a sheet of records: what is wrong is shown row by row; the mended sheet is entered all at once and confirmed by another person."""

from core.jobs.services import run_waiting

HEAD = "单位名称,记录类型,标题,事实,发生日期"
ROWS = (
    "市交通局,拖欠中小企业款项,市交通局拖欠标线款,标线款到期未付。,2026-06-30",
    "市财政局,政务服务超过承诺时限,市财政局办件超时,办件超过承诺时限两天。,{day}",
)


def sheet(day):
    return "\n".join([HEAD, *ROWS]).format(day=day).encode("utf-8-sig")


def upload(clerk, name, content):
    clerk.open("/work/imports/")
    clerk.press("导入一张表")
    clerk.write("批次名称", name)
    clerk.attach("file", "台账.csv", content, "text/csv")
    clerk.attach("files", "盖章台账.txt", "已盖章。".encode())
    clerk.look("upload")
    clerk.press("上传并核对")
    run_waiting()
    clerk.page.reload()


def test_a_sheet_is_mended_entered_and_confirmed(visit):
    clerk, officer = visit("su"), visit("meng")
    upload(clerk, "第三季度台账", sheet("2099-01-01"))
    clerk.reads("发生日期不能晚于今天")
    clerk.look("bad-rows")
    clerk.press("上传改好的表格")
    upload(clerk, "第三季度台账（改正）", sheet("2026-07-01"))
    clerk.look("checked")
    clerk.press("全部录入")
    if "enter" in clerk.page.url:
        clerk.press("全部录入")
    run_waiting()
    clerk.page.reload()
    clerk.reads("已录入，待确认")
    address = clerk.page.url

    officer.open(address)
    officer.look("to-confirm")
    officer.write("理由", "逐条核对了台账，属实。")
    officer.press("确认全部生效")
    run_waiting()
    officer.open(address)
    officer.reads("已确认")
    officer.look("confirmed")
    citizen = visit(narrow=True)
    citizen.open("/search/?q=标线款")
    citizen.reads("市交通局拖欠标线款")

"""Somebody asks for a look into a file that is not theirs; another grants it; the look is written down, and the subject sees it."""

from datetime import timedelta

from django.utils import timezone


def test_a_look_is_asked_for_granted_taken_and_seen(visit):
    applicant, officer, subject = visit("lin"), visit("meng"), visit("tang")
    until = timezone.localdate() + timedelta(days=30)
    applicant.open("/work/queries/")
    applicant.press("申请查档")
    applicant.select("查哪个单位", "云澜市住房和城乡建设局")
    applicant.page.locator("[name=purpose]").first.check()
    applicant.write("用途说明", "拟任市住建局副局长人选考察")
    applicant.write("法定依据", "《公务员法》第四十五条")
    applicant.write_date("需要查到哪天", until.year, until.month, until.day)
    applicant.attach("files", "考察函.txt", "请协助考察。".encode())
    applicant.look("apply")
    applicant.press("提交申请")
    applicant.reads("申请已提交")
    address = applicant.page.url
    applicant.look("waiting")

    officer.open(address)
    officer.look("to-decide")
    officer.press("批准查档")
    officer.look("grant")
    officer.press("批准")
    officer.reads("已批准")

    applicant.open(address)
    applicant.press("查看这份档案")
    applicant.reads("市住房和城乡建设局")
    applicant.look("file")

    subject.open("/work/looks/")
    subject.reads("林晓舟")
    subject.reads("拟任市住建局副局长人选考察")
    subject.look("looks")

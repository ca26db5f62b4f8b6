"""An agency puts a matter right and applies for repair: one officer examines it, another decides; the decision can be verified."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.accounts.actor import Actor
from core.accounts.models import User
from core.events.services import deliver_all
from credit_records.records import services
from credit_records.records.models import RecordType


def test_a_repair_is_examined_decided_and_certified(visit):
    clerk, first, second = visit("bai"), visit("meng"), visit("song")
    clerk.open("/work/repairs/")
    clerk.look("list")
    clerk.follow("未按承诺时限答复举报")
    address = clerk.page.url
    clerk.look("accepted")

    first.open(address)
    first.press("提出审查意见")
    first.choose("符合条件，同意")
    first.write("理由", "答复书已经全部送达。")
    first.look("propose")
    first.press("提交，由另一位同事决定")
    first.open(f"{address}decide/")
    first.reads("不能决定")

    second.open(address)
    second.press("决定同意")
    second.write("决定的理由", "条件全部满足。")
    second.look("decide")
    second.press("照审查意见决定")
    second.reads("已同意")
    clerk.open(address)
    clerk.reads("核验码")
    clerk.look("approved")


def test_before_the_floor_the_form_says_from_which_day(visit):
    clerk = visit("zhuang")
    clerk.open("/work/objections/")
    clerk.follow("拖欠食堂改造款")
    clerk.follow("拖欠食堂改造款")
    clerk.press("申请修复")
    clerk.reads("起可以申请修复")
    clerk.look("not-yet")


def record_of(username):
    """In force about this civil servant: su entered it, ye confirmed it."""
    su, ye, subject = (User.objects.get(username=name) for name in ("su", "ye", username))
    record = services.draft_record(
        by=Actor.of(su),
        subject=subject.civil_servant,
        type=RecordType.objects.get(code="promise_not_kept_minor"),
        title="未按约定时间回复群众来电",
        facts="约定三天内回电，第五天才回电。",
        happened_on=timezone.localdate() - timedelta(days=20),
        files=[SimpleUploadedFile("通话记录.txt", "第五天回电。".encode(), "text/plain")],
    )
    submitted = services.submit_record(record=record, by=Actor.of(su))
    services.confirm_record(record=submitted, by=Actor.of(ye), reason="核对了通话记录，属实。")
    deliver_all()


def test_a_civil_servant_repairs_an_entry_of_the_own_file(visit):
    record_of("tang")
    subject, first, second = visit("tang", narrow=True), visit("meng"), visit("song")
    subject.open("/work/files/")
    subject.page.locator("main a", has_text="唐一鸣").first.click()
    subject.reads("未按约定时间回复群众来电")
    subject.look("own-file")
    subject.follow("未按约定时间回复群众来电")
    subject.reads_not("叶知秋")
    subject.press("申请修复")
    subject.write("纠正情况", "已回电说明情况，来电人表示满意。")
    subject.attach("files", "回访单.txt", "满意。".encode())
    subject.choose("其他义务已经履行完毕")
    subject.write("其他义务的履行情况", "没有其他义务。")
    subject.look("own-new")
    subject.press("提交申请")
    address = subject.page.url

    first.open(address)
    first.press("受理")
    first.press("受理申请") if "accept" in first.page.url else None
    first.press("提出审查意见")
    first.choose("符合条件，同意")
    first.write("理由", "回访单属实。")
    first.press("提交，由另一位同事决定")
    second.open(address)
    second.press("决定同意")
    second.write("决定的理由", "条件全部满足。")
    second.press("照审查意见决定")
    second.reads("已同意")
    subject.open("/work/files/")
    subject.page.locator("main a", has_text="唐一鸣").first.click()
    subject.reads("这一天没有生效的信用记录")
    subject.reads("修复")
    subject.look("own-file-repaired")

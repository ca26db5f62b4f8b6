"""The yearly list of the demo city: announced from a sheet, some items underway with photos, one visited, and the vote open."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commitments.fulfilment.services import report_progress
from commitments.lists import services
from commitments.register.models import Commitment, CommitmentKind
from commitments.visits.services import record_visit
from core.accounts.actor import Actor
from core.accounts.models import Membership, Role
from portal.demo.pictures import street

HEAD = "事项,责任单位,配合单位,完成时限,向谁承诺,怎样算做到,清单序号,计划投资（万元）,实施地点"
ROWS = (
    "改造老旧小区12个,市住建局,市财政局,{year}-12-31,12个小区的居民,12个小区全部通过竣工验收,1,8600,全市",
    "新增公共停车位800个,东泽区政府,市住建局,{year}-12-31,车主和周边居民,停车位可在停车平台上查到,2,1200,东泽区",
    "给26所学校换护眼灯,市教育局,市财政局,{year}-12-31,中小学生,照度检测报告公开,3,540,全市",
    "石桥镇卫生院迁建开诊,西屏区政府,市卫健委,{year}-12-31,石桥镇居民,新院区挂号就诊,4,2300,西屏区石桥镇",
)
REPORTED = {
    "改造老旧小区12个": (75, "9个小区竣工，3个在铺设管线。", 0.8),
    "新增公共停车位800个": (55, "已建成440个，其余在划线。", 0.5),
    "石桥镇卫生院迁建开诊": (90, "新院区完工，正在安装设备。", 0.95),
}


def announce_list(agencies, actors):
    year, today = timezone.localdate().year, timezone.localdate()
    kind = CommitmentKind.objects.get(code="livelihood_project")
    told = {
        "kind": kind,
        "agency": agencies["市政府办公室"],
        "year": year,
        "title": f"云澜市{year}年民生实事",
        "basis": f"云府发〔{year}〕1号",
    }
    yearly_list = services.draw_up(by=actors["su"], **told)
    sheet = "\n".join([HEAD, *(row.format(year=year) for row in ROWS)])
    file = SimpleUploadedFile("民生实事清单.csv", sheet.encode("utf-8-sig"))
    yearly_list = services.upload_sheet(yearly_list=yearly_list, announced_on=today, file=file, by=actors["su"])
    yearly_list = services.announce(yearly_list=services.submit(yearly_list=yearly_list, by=actors["su"]), by=actors["fang"])
    for title, (percent, words, finished) in REPORTED.items():
        report(title, percent, words, finished)
    visit("改造老旧小区12个", actors["jiang"])
    services.open_vote(yearly_list=yearly_list, until=today + timedelta(days=14), by=actors["jiang"])


def report(title, percent, words, finished):
    commitment = Commitment.objects.get(title=title)
    clerk = Membership.objects.filter(agency=commitment.agency, role=Role.CLERK).select_related("user").order_by("pk").first()
    if clerk is None:  # a district of the demo city has no staff of its own
        return
    pictures = [street(f"{title}现场", finished=finished), street(f"{title}近景", houses=2, finished=finished)]
    told = {"text": words, "percent": percent, "photos": pictures, "photo_words": f"{title}的现场（示意图）"}
    report_progress(commitment=commitment, by=Actor.of(clerk.user), **told)


def visit(title, supervisor):
    record_visit(
        commitment=Commitment.objects.get(title=title),
        visited_on=timezone.localdate(),
        place="柳湾街道春和里小区",
        companions="督查室工作人员1人",
        found="外墙和雨污管道已经改完，楼道照明还没有装。",
        verdict="differs",
        photos=[street("现场核查", houses=3)],
        photo_words="春和里小区的外墙（示意图）",
        by=supervisor,
    )

"""Promises of a township of the demo city (M12): one that is underway, one that was kept, one that is late, in three of the fourteen fields."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commitments.fulfilment.services import claim_fulfilment, report_progress, verify_claim
from commitments.register.models import CommitmentKind
from commitments.register.services import register
from commitments.visits.services import record_visit
from core.deadlines.sweep import sweep
from portal.demo.pictures import street

PROMISES = (
    ("菱角巷停车场夜间对居民开放", "停车", "菱角巷停车场每晚19时至次日7时对周边居民免费开放。", "每晚19时以后可以停车，入口有告示", 30),
    ("菱角巷便民服务点周末开门", "便民服务", "菱角巷便民服务点周六、周日上午开门。", "周末上午9时至12时可以办理社保和户籍事项", 45),
    ("菱角巷社区养老助餐点开餐", "养老", "菱角巷社区养老助餐点开餐，60岁以上老人可以用餐。", "每天中午供餐，价格在门口公布", -3),
)


def promise_in_the_township(agencies, actors):
    """柳湾街道办 promises; the supervision office goes there and verifies."""
    made = [promised(*told, agency=agencies["柳湾街道办"], by=actors["lan"]) for told in PROMISES]
    parking, weekends, _meals = made
    picture = street("菱角巷停车场入口", finished=0.6)
    told = {"photos": [picture], "photo_words": "停车场入口（示意图）", "percent": 60}
    report_progress(commitment=parking, by=actors["lan"], text="入口告示已经装好，正在调试道闸。", **told)
    roster = SimpleUploadedFile("周末值班表.txt", "周六、周日上午9时至12时\n".encode(), content_type="text/plain")
    claim_fulfilment(commitment=weekends, by=actors["lan"], text="上周末起开门，两天共办理37件。", files=[roster])
    went = {
        "visited_on": timezone.localdate(),
        "companions": "督查室工作人员1人",
        "place": "柳湾街道菱角巷便民服务点",
        "found": "窗口开着，现场办了一件。",
        "verdict": "as_reported",
    }
    seen = {"photos": [street("便民服务点", houses=1)], "photo_words": "便民服务点的窗口（示意图）"}
    record_visit(commitment=weekends, by=actors["jiang"], **went, **seen)
    verify_claim(commitment=weekends, grade="kept", by=actors["jiang"], reason="周日上午到现场看过，窗口正常受理。")
    sweep()


def promised(title, service, text, criterion, days, *, agency, by):
    today = timezone.localdate()
    return register(
        by=by,
        kind=CommitmentKind.objects.get(code="township_promise"),
        title=title,
        text=text,
        criterion=criterion,
        beneficiary="柳湾街道菱角巷居民",
        agency=agency,
        promised_on=today - timedelta(days=40),
        due_on=today + timedelta(days=days),
        extra={"service": service, "telephone": "0499-5550127"},
    )

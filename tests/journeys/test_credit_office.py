"""Time passes; the credit office decides: two people to confirm one record, one person and a reason to dismiss another."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone


def test_records_of_missed_promises_are_decided(visit):
    call_command("sweep", at=timezone.localdate() + timedelta(days=30))
    first, second = visit("ye"), visit("meng")
    first.look("work")
    first.open("/work/inbox/")
    first.reads("信用记录")
    first.look("inbox")
    first.open("/work/records/")
    first.look("records")
    first.follow("更换破损路灯")
    record = first.page.url
    first.press("提交审核")
    first.look("submit")
    if first.page.url != record:
        first.press("提交审核")
    first.reads("已提交审核")
    first.open(f"{record}confirm/")
    first.reads("录入和审核不能是同一人")
    first.look("refused")

    second.open(record)
    second.press("确认生效并公示")
    second.reads("填写理由")
    second.look("reason-missing")
    second.write("理由", "没有正当理由。")
    second.press("确认生效并公示" if "confirm" not in second.page.url else "确认生效")
    second.reads("记录已经生效")
    second.look("confirmed")

    dismiss(second)
    search(visit(narrow=True))


def dismiss(person):
    person.open("/work/records/?q=幼儿园")
    person.follow("新增公办幼儿园学位")
    person.press("不予认定")
    person.look("dismiss")
    person.write("理由", "到期前已经投入使用，材料补报迟延。")
    person.press("不予认定，记录作废")
    person.reads("已作出不予认定的决定")
    person.look("dismissed")
    person.open("/work/files/")
    assert person.section() == "信用"
    person.look("files")
    person.follow("交通")
    person.look("file")


def search(citizen):
    citizen.open("/search/?q=路灯")
    citizen.look("search")
    citizen.page.locator("main a[href^='/records/']").first.click()
    citizen.reads("没有正当理由。")
    citizen.look("public")
    citizen.press("怎样核对")
    citizen.look("verify")
    citizen.open("/search/?q=幼儿园")
    assert citizen.page.locator("main a[href^='/records/']").count() == 0

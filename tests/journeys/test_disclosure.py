"""Staff publish a piece of information: written, reviewed by another, published with an index number."""

from datetime import timedelta

from django.utils import timezone


def test_an_item_is_written_reviewed_and_published(visit):
    clerk, reviewer = visit("su"), visit("fang")
    clerk.open("/work/items/")
    clerk.look("list")
    clerk.page.locator("main a[href$='items/new/']").first.click()
    clerk.look("categories")
    clerk.page.locator("main a[href$='new/plans/']").first.click()
    clerk.press("登记，开始计时")
    clerk.reads("填写标题")
    clerk.look("errors")
    day = timezone.localdate() - timedelta(days=2)
    clerk.write("标题", "年度重点工程进展通报")
    clerk.write_date("成文日期", day.year, day.month, day.day)
    clerk.page.locator("[name=text]").fill("十项工程全部按计划推进。")
    for control in clerk.page.locator("main .field:not(:has(.optional)) input[type=text]").all():
        if not control.input_value():
            control.fill("年度")
    clerk.press("登记，开始计时")
    clerk.reads("公开时限开始计算")
    item = clerk.page.url
    clerk.look("draft")
    assert visit("lin").open(item) == 404  # a draft of another agency does not exist
    clerk.press("提交审核")
    clerk.look("submit")
    clerk.press("提交给审核人")

    reviewer.open(item)
    reviewer.look("to-review")
    reviewer.choose("退回修改")
    reviewer.press("退回修改")
    reviewer.reads("写明理由")
    reviewer.look("reason-missing")
    reviewer.choose("通过，今天公开")
    reviewer.press("通过，今天公开")
    reviewer.reads("已公开，公众现在查得到")
    reviewer.look("published")
    read_by_a_citizen(visit(narrow=True))


def read_by_a_citizen(citizen):
    citizen.open("/search/?q=重点工程")
    citizen.follow("年度重点工程进展通报")
    citizen.reads("索引号")
    citizen.look("public")

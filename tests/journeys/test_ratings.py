"""A past rating is looked at and computed again; the rules are changed, tried out and approved by three people; a citizen reads a rating."""

from datetime import timedelta

from django.utils import timezone

from core.jobs.services import run_waiting
from credit_records.records.models import CreditRecord

ROW = "main tbody a"


def months_pass():
    """What the demo city recorded today has been in force for a while."""
    for number, record in enumerate(CreditRecord.objects.standing()):
        CreditRecord.objects.filter(pk=record.pk).update(effective_on=timezone.localdate() - timedelta(days=60 + 40 * number))


def test_ratings_are_read_recomputed_and_their_rules_changed(visit):
    look_at_results(visit("ye"))
    look_at_own(visit("tang"))
    look_around(visit())
    months_pass()
    rule_set = edit(visit("admin"))
    officer = visit("ye")
    try_out(officer, rule_set)
    approve(visit("meng"), rule_set)


def edit(administrator):
    administrator.open("/work/ratings/rules/")
    administrator.look("rule-sets")
    administrator.follow("五维评价规则")
    administrator.look("rule-set-approved")
    administrator.follow("以此为底稿")
    administrator.look("copy")
    administrator.press("以此为底稿起草")
    administrator.look("rule-set-draft")
    rule_set = administrator.page.url
    administrator.follow("修改")
    administrator.page.locator("[name=points-3-points]").fill("30")
    administrator.page.locator("[name=points-2-points]").fill("26")
    administrator.look("admin")
    administrator.page.locator("[name=_save]").click()
    return rule_set


def try_out(officer, rule_set):
    officer.open(rule_set)
    officer.follow("提交批准")
    officer.look("submit")
    officer.press("提交批准")
    officer.follow("试算")
    officer.press("对全部主体试算")
    run_waiting()
    officer.open(rule_set)
    officer.follow("看试算结果")
    officer.look("what-if")
    officer.open(officer.page.url.split("?")[0] + "?sort=fallen")
    officer.page.locator(ROW).first.click()
    officer.look("rating-tried")


def approve(other, rule_set):
    other.open(f"{rule_set}approve/")
    other.look("approve")
    other.write("理由", "试算结果没有不合理的升降。")
    other.press("批准启用")
    other.reads("已批准")
    other.look("approved")


def look_at_results(officer):
    officer.open("/work/ratings/")
    officer.look("runs")
    officer.page.get_by_role("link", name="月评价").first.click()
    officer.look("run")
    run = officer.page.url
    officer.page.locator(ROW).first.click()
    officer.look("rating")
    officer.open(run)
    officer.follow("重新计算这次评价")
    officer.look("recompute")
    officer.press("重新计算，逐个比对")
    run_waiting()
    officer.page.reload()
    officer.reads("全部一致")
    officer.look("recomputed")


def look_at_own(clerk):
    clerk.open("/work/ratings/")
    clerk.page.locator(ROW).first.click()
    clerk.look("own")


def look_around(citizen):
    citizen.open("/ratings/")
    citizen.look("public-list")
    citizen.page.locator(ROW).first.click()
    citizen.look("public")

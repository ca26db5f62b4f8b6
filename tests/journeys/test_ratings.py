"""A rule set is edited, tried and approved by three people; the months that are over are rated; a citizen reads and recomputes a rating."""

from datetime import timedelta

from django.utils import timezone

from core.accounts.actor import Actor
from core.jobs.services import run_waiting
from credit_records.ratings.services.asking import ask_due
from credit_records.records.models import CreditRecord


def months_pass():
    """What the demo city recorded today has been in force for a while."""
    for days, record in enumerate(CreditRecord.objects.filter(state="in_force")):
        CreditRecord.objects.filter(pk=record.pk).update(effective_on=timezone.localdate() - timedelta(days=60 + 40 * days))


def test_a_rule_set_comes_into_force_and_the_city_is_rated(visit):
    months_pass()
    edit(visit("admin"))
    tried = try_out(visit("ye"))
    approve(visit("meng"), tried)
    ask_due(by=Actor.system("ratings"))
    run_waiting()
    look_at_results(visit("ye"))
    look_at_own(visit("tang"))
    recompute(visit())


def edit(administrator):
    administrator.open("/work/ratings/rules/")
    administrator.look("rule-sets")
    administrator.follow("五维评价规则")
    administrator.look("rule-set-draft")
    administrator.follow("修改")
    administrator.page.locator("input[name='most_per_type']").fill("28")
    administrator.look("admin")
    administrator.page.locator("input[name='_save']").click()


def try_out(officer):
    officer.open("/work/ratings/rules/")
    officer.follow("五维评价规则")
    rule_set = officer.page.url
    officer.follow("提交批准")
    officer.look("submit")
    officer.press("提交批准")
    officer.follow("试算")
    officer.press("对全部主体试算")
    run_waiting()
    officer.open(rule_set)
    officer.follow("看试算结果")
    officer.look("what-if")
    return rule_set


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
    officer.page.locator("main td a, main th a").first.click()
    officer.look("run")
    officer.open(officer.page.url.split("?")[0] + "?sort=worst")
    officer.page.locator("main td a, main th a").first.click()
    officer.look("rating")
    officer.open("/work/ratings/")
    officer.page.locator("main td a, main th a").first.click()
    officer.follow("重新计算这次评价")
    officer.look("recompute")
    officer.press("重新计算，逐个比对")
    run_waiting()
    officer.page.reload()
    officer.reads("全部一致")
    officer.look("recomputed")


def look_at_own(clerk):
    clerk.open("/work/ratings/")
    clerk.page.locator("main td a, main th a").first.click()
    clerk.look("own")


def recompute(citizen):
    citizen.open("/ratings/")
    citizen.look("public-list")
    citizen.page.locator("main td a, main th a").first.click()
    citizen.look("public")

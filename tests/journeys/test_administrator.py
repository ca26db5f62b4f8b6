"""The administrator keeps the directory, the accounts, the calendar and the rules in Django's admin."""

from datetime import timedelta

from django.utils import timezone

from core.directory.models import Agency
from core.rules.models import CalendarDay, CalendarYear


def test_the_administrator_keeps_what_everything_rests_on(visit):
    one = visit("admin")
    one.open("/admin/")
    assert one.heading() == "系统管理"
    one.reads_not("Access")  # tables of packages, in English
    one.look("index")
    name_an_alias(one)
    make_a_clerk(one)
    add_a_holiday(one)
    one.open("/admin/core/rule/")
    one.reads("条文已核对")
    one.look("rules")
    one.open("/admin/core/deadline/")
    one.reads_not("fulfil")
    one.look("deadlines")
    one.page.locator("#result_list tbody th a").first.click()
    one.reads("怎样算出")
    one.reads("日期暂定")
    one.look("deadline")
    assert visit("lin").open("/admin/") == 404


def name_an_alias(one):
    agency = Agency.objects.get(short_name="市财政局")
    one.open(f"/admin/core/agency/{agency.pk}/change/")
    empty = agency.names.count()
    one.page.locator("#names-group .add-row a").click()
    one.page.locator(f"[name=names-{empty}-name]").fill("市财政委")
    one.look("agency")
    one.page.locator("[name=_save]").click()
    one.page.locator(".messagelist .success").wait_for()
    assert Agency.objects.named("市财政委").get() == agency
    one.look("agencies")


def make_a_clerk(one):
    one.open("/admin/core/user/add/")
    for name, words in (("username", "zheng"), ("name", "郑小雨"), ("email", "zheng@yunlan.example")):
        one.page.locator(f"[name={name}]").fill(words)
    for name in ("password1", "password2"):
        one.page.locator(f"[name={name}]").fill("a-first-password")
    one.page.locator("[name=_continue]").click()
    one.look("account")
    one.open("/admin/core/membership/add/")
    for field, words in (("user", "郑小雨"), ("agency", "财政局")):
        one.page.locator(f".field-{field} .select2-selection").click()
        one.page.locator(".select2-search__field").fill(words)
        one.page.locator(".select2-results__option", has_text=words).first.click()
    one.page.locator("[name=role]").select_option("clerk")
    one.page.locator("[name=starts_on]").fill(str(timezone.localdate()))
    one.page.locator("[name=_save]").click()
    one.page.locator(".messagelist .success").wait_for()


def add_a_holiday(one):
    day = timezone.localdate() + timedelta(days=3)
    while CalendarDay.objects.filter(date=day).exists():
        day += timedelta(days=1)
    year = CalendarYear.objects.get(year=day.year)
    one.open(f"/admin/core/calendaryear/{year.pk}/change/")
    place = one.page.locator("[name=days-INITIAL_FORMS]").input_value()
    one.page.locator("#days-group .add-row a").click()
    one.page.locator(f"[name=days-{place}-date]").fill(str(day))
    one.page.locator(f"[name=days-{place}-name]").fill("全市运动会")
    one.look("calendar")
    one.page.locator("[name=_save]").click()
    one.reads_message("已按新日历重新计算")

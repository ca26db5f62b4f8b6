"""Administrators keep the reference data; the rest they may look at. Nobody else finds the site."""

import re
from datetime import date

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone
from django_otp import user_has_device
from django_otp.plugins.otp_static.models import StaticDevice

from accountability.cases.services import record_finding
from core.accounts.grants import grant
from core.accounts.models import Grant, Membership, Role, User
from core.admin_base import ReadOnlyAdmin
from core.deadlines.models import Deadline
from core.deadlines.services import start
from core.directory.models import Agency, AgencyName
from core.events.models import Delivery, Event
from core.events.services import deliver_all
from core.notices.models import Mail, Notice
from core.rules.models import CalendarDay, CalendarYear, Rule
from tests.architecture.access.targets import City, investigated_case

pytestmark = pytest.mark.django_db
OURS = ["core", "credit_records", "commitments", "disclosure", "accountability", "portal"]
PAGES = [model for model in admin.site._registry if model._meta.app_label in OURS]


@pytest.fixture
def administrator(signed_in):
    return signed_in("admin")


@pytest.fixture
def deadline(agencies):
    agency, rule = agencies["市人社局"], Rule.objects.in_force("foi_reply")
    return start(subject=agency, purpose="reply", title="答复申请", agency_id=agency.pk, rule=rule, started_on=date(2026, 2, 10))


def url(model, page, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def inline(prefix, *rows, initial=0):
    """The fields of an inline's rows as its form posts them."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    return data | {f"{prefix}-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}


def fields_of(page):
    """What the page's form would post if nothing were changed."""
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}


class TestEntry:
    @pytest.mark.parametrize("username", ["lin", "he", "ye", "jiang", "qin"])
    def test_for_others_there_is_no_site(self, signed_in, username):
        for path in ("/admin/", url(Agency, "changelist"), "/admin/login/"):
            assert signed_in(username).get(path).status_code == 404

    def test_a_visitor_signs_in_at_the_portals_own_page(self, client):
        answer = client.get("/admin/", follow=True)
        assert answer.redirect_chain[-1][0].startswith("/login/?next=")

    def test_the_role_opens_it_without_other_rights(self, people, agencies, signed_in):
        Membership.objects.create(user=people["meng"], agency=agencies["市信用办"], role=Role.ADMINISTRATOR)
        assert signed_in("meng").get(url(Agency, "changelist")).status_code == 200

    def test_it_closes_with_the_role(self, people, signed_in):
        User.objects.filter(username="admin").update(is_superuser=False)
        assert signed_in("admin").get("/admin/").status_code == 200
        people["admin"].memberships.update(ends_on=timezone.localdate())
        people["admin"].refresh_from_db()
        assert signed_in("admin").get("/admin/").status_code in (200, 404)
        fresh = User.objects.get(username="admin")
        from core.admin_base import is_administrator

        assert not is_administrator(fresh)


def test_only_the_portals_own_tables_are_kept_here():
    assert len(PAGES) == len(admin.site._registry)


BEGUN_ELSEWHERE = {"credit_records.RatingRuleSet"}  # a new one begins as a copy of another


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.label)
class TestEveryPage:
    def test_lists_and_forms_open_in_chinese_under_the_policy(self, model, administrator, deadline):
        pages = [administrator.get(url(model, "changelist")), administrator.get(url(model, "changelist"), {"q": "市"})]
        if row := model._default_manager.first():
            pages.append(administrator.get(url(model, "change", row.pk)))
        if not isinstance(admin.site._registry[model], ReadOnlyAdmin) and model._meta.label not in BEGUN_ELSEWHERE:
            pages.append(administrator.get(url(model, "add")))
        for page in pages:
            text = page.content.decode()
            assert page.status_code == 200
            assert str(model._meta.verbose_name) in text
            assert not re.search(r"<style|\sstyle=|<script>|\sonclick=", text)
            assert "unsafe" not in page["Content-Security-Policy"]

    def test_what_services_write_nobody_edits(self, model, administrator, deadline):
        if not isinstance(admin.site._registry[model], ReadOnlyAdmin):
            return
        assert administrator.get(url(model, "add")).status_code == 403
        if row := model._default_manager.first():
            assert administrator.post(url(model, "change", row.pk), {}).status_code == 403
            assert administrator.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403


class TestDirectory:
    def test_an_agency_is_found_by_its_alias(self, administrator, agencies):
        page = administrator.get(url(Agency, "changelist"), {"q": "市工商局"}).content.decode()
        assert "云澜市市场监督管理局" in page
        assert "云澜市教育局" not in page

    def test_the_list_shows_a_branch_of_the_tree(self, administrator, agencies):
        page = administrator.get(url(Agency, "changelist"), {"under": agencies["东泽区政府"].pk})
        assert page.context["cl"].result_count == 2

    def test_the_page_shows_the_place_in_the_tree(self, administrator, agencies):
        page = administrator.get(url(Agency, "change", agencies["柳湾街道办"].pk)).content.decode()
        assert "云澜市人民政府 › 云澜市东泽区人民政府 › 云澜市东泽区柳湾街道办事处" in page

    def test_a_new_agency_with_an_alias_that_is_its_own_name(self, administrator, agencies):
        data = {
            "name": "云澜市档案局",
            "short_name": "市档案局",
            "parent": agencies["市政府"].pk,
            "level": "department",
            "division_code": "429900",
        }
        data |= inline("names", {"name": "市档案局"}, {"name": "市档案馆"}) | inline("tenures") | inline("posts")
        assert administrator.post(url(Agency, "add"), data).status_code == 302
        names = AgencyName.objects.filter(agency__name="云澜市档案局").values_list("name", flat=True)
        assert sorted(names) == ["云澜市档案局", "市档案局", "市档案馆"]

    def test_rows_that_exclude_each_other_are_said_not_a_server_error(self, administrator, agencies):
        agency = agencies["市教育局"]
        page = administrator.get(url(Agency, "change", agency.pk))
        people = agency.civil_servants.model.objects.all()[:2]
        heads = [{"civil_servant": person.pk, "began_on": "2026-01-01"} for person in people]
        data = fields_of(page) | inline("names") | inline("tenures", *heads) | inline("posts")
        answer = administrator.post(url(Agency, "change", agency.pk), data, follow=True)
        assert "重复或互相矛盾" in answer.content.decode()
        assert not agency.tenures.exists()


class TestAccounts:
    def test_a_new_account_and_its_role(self, administrator, agencies):
        data = {"username": "zhou", "name": "周小满", "email": "zhou@yunlan.example", "usable_password": "true"}
        data |= {"password1": "河边的一块石头2026", "password2": "河边的一块石头2026"}
        data |= inline("memberships", {"agency": agencies["市教育局"].pk, "role": "clerk", "starts_on": "2026-01-01"})
        administrator.post(url(User, "add"), data)
        user = User.objects.get(username="zhou")
        assert user.memberships.get().role == Role.CLERK

    def test_accounts_are_switched_off_not_deleted(self, administrator, people):
        assert administrator.post(url(User, "delete", people["lin"].pk), {"post": "yes"}).status_code == 403

    def test_nobody_makes_oneself_a_superuser(self, people, agencies, signed_in):
        Membership.objects.create(user=people["meng"], agency=agencies["市信用办"], role=Role.ADMINISTRATOR)
        page = signed_in("meng").get(url(User, "change", people["meng"].pk))
        assert "is_superuser" not in page.context["adminform"].form.fields

    def test_nobody_gives_oneself_a_role(self, people, agencies, signed_in):
        meng, office = people["meng"], agencies["市信用办"]
        held = Membership.objects.create(user=meng, agency=office, role=Role.ADMINISTRATOR)
        administrator, before = signed_in("meng"), set(meng.memberships.values_list("role", "agency"))
        row = {"user": meng.pk, "agency": office.pk, "role": "inspector", "starts_on": "2026-01-01"}
        administrator.post(url(Membership, "add"), row)
        administrator.post(url(Membership, "change", held.pk), row)
        administrator.post(url(Membership, "delete", held.pk), {"post": "yes"})
        administrator.post(url(Membership, "change", people["lin"].memberships.get().pk), row)
        page = administrator.get(url(User, "change", meng.pk))
        administrator.post(url(User, "change", meng.pk), fields_of(page) | inline("memberships", row))
        assert set(meng.memberships.values_list("role", "agency")) == before
        administrator.post(url(Membership, "add"), row | {"user": people["ye"].pk})
        assert people["ye"].memberships.filter(role="inspector").exists()

    def test_nobody_becomes_a_superuser_by_way_of_a_password(self, people, agencies, signed_in):
        Membership.objects.create(user=people["meng"], agency=agencies["市信用办"], role=Role.ADMINISTRATOR)
        StaticDevice.objects.create(user=people["admin"], name="backup")
        before, administrator = people["admin"].password, signed_in("meng")
        address = reverse("admin:auth_user_password_change", args=[people["admin"].pk])
        new = {"usable_password": "true", "password1": "河边的一块石头2026", "password2": "河边的一块石头2026"}
        assert administrator.post(address, new).status_code == 403
        administrator.post(url(User, "changelist"), {"action": "remove_second_factor", "_selected_action": [people["admin"].pk]})
        people["admin"].refresh_from_db()
        assert people["admin"].password == before
        assert user_has_device(people["admin"], confirmed=None)

    def test_a_lock_is_lifted(self, administrator, people, client):
        for _attempt in range(5):
            locked = client.post("/login/", {"username": "lin", "password": "wrong"})
        assert locked.status_code == 429
        administrator.post(url(User, "changelist"), {"action": "unlock", "_selected_action": [people["lin"].pk]})
        assert client.post("/login/", {"username": "lin", "password": "wrong"}).status_code == 200

    def test_a_lost_second_factor_is_switched_off(self, administrator, people):
        StaticDevice.objects.create(user=people["lin"], name="backup")
        administrator.post(url(User, "changelist"), {"action": "remove_second_factor", "_selected_action": [people["lin"].pk]})
        assert not user_has_device(people["lin"], confirmed=None)
        assert LogEntry.objects.get().object_id == str(people["lin"].pk)

    def test_a_grant_is_taken_back(self, administrator, people, agencies, actor):
        made = grant(
            target=agencies["市住建局"],
            user=people["qin"],
            permission="view_agency",
            purpose="核查",
            basis="通知",
            expires_at=timezone.now() + timezone.timedelta(days=1),
            by=actor("jiang"),
        )
        administrator.post(url(Grant, "changelist"), {"action": "take_back", "_selected_action": [made.pk]})
        assert not Grant.objects.in_force().exists()


class TestRules:
    def version(self, administrator, rule, day):
        data = {"action": "make_version", "_selected_action": [rule.pk], "effective_from": day}
        return administrator.post(url(Rule, "changelist"), data, follow=True)

    def test_a_new_version_begins_where_the_old_one_ends(self, administrator):
        old = Rule.objects.in_force("foi_reply")
        page = self.version(administrator, old, "2027-01-01")
        assert "新版本已建好" in page.content.decode()
        assert Rule.objects.in_force("foi_reply", date(2026, 12, 31)) == old
        new = Rule.objects.in_force("foi_reply", date(2027, 1, 1))
        assert new != old
        assert (new.amount, new.legal_basis) == (old.amount, old.legal_basis)

    @pytest.mark.parametrize("day", ["", "never", "1900-01-01"])
    def test_a_day_that_does_not_do(self, administrator, day):
        rule = Rule.objects.in_force("foi_reply")
        before = Rule.objects.count()
        page = self.version(administrator, rule, day).content.decode()
        assert Rule.objects.count() == before
        assert "施行日期" in page

    def test_what_limits_were_counted_with_is_not_changed(self, administrator, deadline):
        page = administrator.get(url(Rule, "change", deadline.rule_id))
        assert not {"amount", "unit", "runs"} & set(page.context["adminform"].form.fields)
        assert "另建新版本" in page.content.decode()

    def test_an_unverified_rule_says_so(self, administrator):
        rule = Rule.objects.exclude(verification="text").first()
        assert "没有核对条文" in administrator.get(url(Rule, "change", rule.pk)).content.decode()


class TestCalendar:
    def save(self, administrator, *rows, initial=0, **more):
        data = {"official": "on", "source": "试验"} | inline("days", *rows, initial=initial) | more
        return administrator.post(url(CalendarYear, "change", 2026), data, follow=True)

    def test_saving_counts_anew_and_says_how_many_moved(self, administrator, deadline):
        page = self.save(administrator, {"date": "2026-03-11", "name": "试验假日"})
        assert "1个期限的日期有变动" in page.content.decode()
        assert Deadline.objects.get(pk=deadline.pk).due_on == date(2026, 3, 17)

    def test_a_day_is_taken_out(self, administrator, deadline):
        days = list(CalendarDay.objects.filter(year_id=2026).order_by("date"))
        rows = [{"date": str(day.date), "name": day.name} | ({"is_working_day": "on"} if day.is_working_day else {}) for day in days]
        rows[[str(day.date) for day in days].index("2026-02-23")]["DELETE"] = "on"
        self.save(administrator, *rows, initial=len(days))
        assert CalendarDay.objects.filter(year_id=2026).count() == len(days) - 1
        assert not CalendarDay.objects.filter(date=date(2026, 2, 23)).exists()

    def test_the_page_posts_back_what_it_shows(self, administrator):
        page = administrator.get(url(CalendarYear, "change", 2026)).content.decode()
        assert re.search(r'<input type="text" name="days-0-date" value="2026-01-01"[^>]* readonly', page)

    def test_a_day_of_another_year_is_refused_with_words(self, administrator):
        page = self.save(administrator, {"date": "2025-03-11", "name": "试验假日"})
        assert "日期不在所选年份内" in page.content.decode()

    def test_a_year_is_not_deleted(self, administrator):
        assert administrator.post(url(CalendarYear, "delete", 2026), {"post": "yes"}).status_code == 403


def test_a_failed_mail_is_sent_again(administrator, people):
    mail = Mail.objects.create(notice=Notice.objects.create(user=people["lin"], title="x", body=""), address="a@b.example", state="failed")
    administrator.post(url(Mail, "changelist"), {"action": "retry", "_selected_action": [mail.pk]})
    assert Mail.objects.get().state == "waiting"


def test_cases_and_clues_are_not_read_by_way_of_what_is_kept_about_them(administrator, agencies, people):
    city = City(agencies, people)
    case = investigated_case(city)
    case = record_finding(case=case, finding="窗口确实无人值守", by=city.actor("inspector"))
    deliver_all()
    secrets, found = [case.title, case.clue.text, case.finding], []
    for model in PAGES:
        pages = [url(model, "changelist"), *(url(model, "change", row.pk) for row in model._default_manager.all()[:100])]
        pages = pages if model in (Notice, Mail, Event, Delivery, Deadline, Grant) else pages[:1]
        texts = [administrator.get(page).content.decode() for page in pages]
        found += [(model.__name__, secret) for secret in secrets if any(secret in text for text in texts)]
    assert found == []

"""Looking into a file that is not one's own: asked for with a paper, granted by somebody else, over on its day; each look is written down."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.accounts.actor import Actor
from core.accounts.models import Grant, Membership, Role
from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from core.directory.models import CivilServant
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice
from core.rules.models import Rule
from core.sealed import unseal
from credit_records.access.models import FileQuery
from credit_records.access.services import apply_for_query, grant_query, refuse_query, revoke_query, withdraw_query
from credit_records.records.models import CreditFile, CreditRecord, FileLook
from credit_records.records.services import log_look, open_file

pytestmark = pytest.mark.django_db


def paper():
    return SimpleUploadedFile("查询函.txt", "兹派员查询。".encode(), "text/plain")


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def person(people):
    """林晓舟 of 市人社局, whose file somebody of 市住建局 wants to see."""
    return people["lin"].civil_servant


@pytest.fixture
def ask(actor, person):
    def apply(by="tang", subject=person, **changes):
        known = {
            "purpose": "appointment",
            "purpose_words": "拟任副科长人选考察",
            "basis": "公务员法第四十五条",
            "wanted_until": in_days(30),
            "files": [paper()],
        }
        return apply_for_query(by=actor(by), subject=subject, **known | changes)

    return apply


def sees(user, file):
    return CreditFile.objects.visible_to(user).filter(pk=file.pk).exists()


class TestApplying:
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"files": []}, "evidence_missing"),
            ({"basis": " "}, "words_missing"),
            ({"purpose_words": ""}, "words_missing"),
            ({"wanted_until": timezone.localdate() - timedelta(days=1)}, "not_so_long"),
            ({"wanted_until": timezone.localdate() + timedelta(days=184)}, "not_so_long"),
            ({"by": "ye"}, "own_file"),  # the credit office may look by its duty
            ({"by": "lin"}, "own_file"),
        ],
    )
    def test_what_lacks_something_is_refused(self, ask, changes, code):
        with pytest.raises(DomainError) as refused:
            ask(**changes)
        assert refused.value.code == code and not FileQuery.objects.exists()

    def test_who_waits_does_not_ask_twice(self, ask):
        ask()
        with pytest.raises(DomainError, match="还在等批准"):
            ask()

    def test_the_office_is_told(self, ask, people):
        query = ask()
        deliver_all()
        told = Notice.objects.filter(title__contains=query.number).values_list("user__username", flat=True)
        assert set(told) == {"ye", "meng", "song"}


class TestDeciding:
    def test_granted_it_opens_this_file_and_no_other_until_its_day(self, ask, actor, people, person):
        query = ask()
        assert not sees(people["tang"], query.file)
        grant_query(query=query, by=actor("ye"), until=in_days(10))
        assert sees(people["tang"], query.file) and not sees(people["qiao"], query.file)
        assert not sees(people["tang"], open_file(people["he"].civil_servant))
        ends = timezone.localtime(Grant.objects.get().expires_at)
        assert (ends.date(), ends.hour) == (in_days(11), 0)  # the end of the tenth day

    def test_on_the_day_after_it_is_over(self, ask, actor, people):
        query = ask()
        grant_query(query=query, by=actor("ye"), until=in_days(10))
        with time_machine.travel(timezone.now() + timedelta(days=11)):
            assert not sees(people["tang"], query.file) and FileQuery.objects.get().state_words == "已到期"

    def test_not_longer_than_was_asked_for(self, ask, actor):
        with pytest.raises(DomainError, match="不能比申请的日期更晚"):
            grant_query(query=ask(), by=actor("ye"), until=in_days(31))

    def test_the_applicant_does_not_grant(self, ask, actor, people, agencies):
        query = ask()
        Membership.objects.create(user=people["tang"], agency=agencies["市信用办"], role=Role.CREDIT_OFFICE)
        people["tang"].refresh_from_db()
        with pytest.raises(DomainError, match="不能是同一人"):
            grant_query(query=query, by=Actor(user=people["tang"]), until=in_days(5))

    def test_who_is_named_in_the_file_does_not_decide(self, ask, actor, people):
        query = ask(subject=people["ye"].civil_servant)
        for step in (
            lambda: grant_query(query=query, by=actor("ye"), until=in_days(5)),
            lambda: refuse_query(query=query, by=actor("ye"), reason="否"),
        ):
            with pytest.raises(DomainError, match="涉及你本人"):
                step()
        assert grant_query(query=query, by=actor("meng"), until=in_days(5)).state == "granted"

    @pytest.mark.parametrize("who", ["tang", "jiang", "qin", "admin"])
    def test_only_the_office_decides(self, ask, actor, who):
        with pytest.raises(DomainError):
            grant_query(query=ask(), by=actor(who), until=in_days(5))

    def test_a_refusal_has_a_reason_and_opens_nothing(self, ask, actor, people):
        query = ask()
        with pytest.raises(DomainError):
            refuse_query(query=query, by=actor("ye"), reason=" ")
        refuse_query(query=query, by=actor("ye"), reason="查询函没有盖章。")
        assert not sees(people["tang"], query.file) and not Grant.objects.exists()

    def test_taken_back_it_closes_at_once(self, ask, actor, people):
        query = grant_query(query=ask(), by=actor("ye"), until=in_days(5))
        revoke_query(query=query, by=actor("meng"), reason="人选已调整。")
        assert not sees(people["tang"], query.file) and FileQuery.objects.get().state == "revoked"

    def test_only_the_applicant_withdraws(self, ask, actor):
        query = ask()
        with pytest.raises(DomainError):
            withdraw_query(query=query, by=actor("qiao"))
        assert withdraw_query(query=query, by=actor("tang")).state == "withdrawn"

    def test_raw_sql_grants_nothing_without_a_grant(self, ask):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            FileQuery.objects.filter(pk=ask().pk).update(state="granted")

    def test_the_office_has_three_working_days(self, ask, actor):
        with time_machine.travel("2026-12-04 10:00+08:00"):  # a Friday
            query = ask()
        assert (query.limit.agency.short_name, query.limit.due_on, query.limit.rule.verification) == ("市信用办", date(2026, 12, 9), "none")
        assert "林晓舟" not in query.limit.title
        with time_machine.travel("2026-12-08 10:00+08:00"):
            grant_query(query=query, by=actor("ye"), until=in_days(5))
        assert query.deadlines.get(purpose="query_decision").state == "met" and query.limit is None

    def test_it_stands_in_the_offices_queue(self, ask, signed_in):
        query = ask()
        for who, stands in (("ye", True), ("tang", False)):
            assert (query.number in signed_in(who).get(reverse("work")).text) is stands

    def test_what_is_withdrawn_or_taken_back_leaves_no_clock(self, ask, actor):
        withdraw_query(query=ask(), by=actor("tang"))
        revoke_query(query=grant_query(query=ask(), by=actor("ye"), until=in_days(5)), by=actor("meng"), reason="人选已调整。")
        assert not Deadline.objects.live().exists()

    def test_how_long_it_may_be_is_a_rule(self, ask, actor):
        Rule.objects.filter(code="file_query_longest").update(amount=10)
        with pytest.raises(DomainError, match="最长10天"):
            ask(wanted_until=in_days(11))
        assert ask(wanted_until=in_days(10))

    def test_the_applicant_is_told_when_it_is_over(self, ask, actor):
        query = grant_query(query=ask(), by=actor("ye"), until=in_days(5))
        sweep(at=in_days(5))
        deliver_all()
        assert not Notice.objects.filter(title__contains="已到期").exists()
        sweep(at=in_days(6))
        deliver_all()
        told = Notice.objects.get(title=f"查档授权已到期：{query.number}")
        assert (told.user.username, told.path) == ("tang", query.get_absolute_url())

    def test_the_applicant_is_told(self, ask, actor):
        query = grant_query(query=ask(), by=actor("ye"), until=in_days(5))
        deliver_all()
        assert Notice.objects.get(user__username="tang").title == f"查档申请已批准：{query.number}"


class TestRecordsBehindAGrant:
    def test_what_has_taken_effect_is_seen_and_no_draft(self, ask, actor, people, person, in_force, draft):
        settled, unsettled = in_force(subject=person), draft(subject=person)
        grant_query(query=ask(), by=actor("ye"), until=in_days(5))
        seen = set(CreditRecord.objects.visible_to(people["tang"]).values_list("pk", flat=True))
        assert settled.pk in seen and unsettled.pk not in seen


class TestLooks:
    def open(self, client, file):
        return client.get(reverse("file", args=[file.pk]))

    def test_the_looks_of_a_day_under_a_grant_are_a_row_with_its_purpose(self, ask, actor, signed_in):
        query = grant_query(query=ask(), by=actor("ye"), until=in_days(5))
        for _ in range(2):
            assert self.open(signed_in("tang"), query.file).status_code == 200
        looks = FileLook.objects.filter(user__username="tang")
        assert [(look.under, look.purpose, look.query) for look in looks] == [("query", "任职考察：拟任副科长人选考察", query)]

    @pytest.mark.parametrize(("who", "under"), [("ye", "office"), ("jiang", "supervision"), ("qin", "inspection")])
    def test_those_whose_duty_it_is_leave_a_row_too(self, person, signed_in, who, under):
        self.open(signed_in(who), open_file(person))
        assert FileLook.objects.get().under == under

    def test_the_subject_leaves_none(self, person, agencies, signed_in):
        self.open(signed_in("lin"), open_file(person))
        self.open(signed_in("lin"), open_file(agencies["市人社局"]))
        assert not FileLook.objects.exists()

    def test_the_subject_sees_who_looked_and_why(self, ask, actor, signed_in):
        query = grant_query(query=ask(), by=actor("ye"), until=in_days(5))
        self.open(signed_in("tang"), query.file)
        for page in (reverse("file", args=[query.file.pk]), reverse("file_looks", args=[query.file.pk])):
            shown = signed_in("lin").get(page).content.decode()
            assert "唐一鸣" in shown and "拟任副科长人选考察" in shown

    @pytest.mark.parametrize("who", ["jiang", "qin"])
    def test_the_name_of_who_supervises_is_kept_and_not_shown(self, person, people, signed_in, who):
        file = open_file(person)
        self.open(signed_in(who), file)
        for query in ("", "?format=csv", "?format=json"):
            answer = signed_in("lin").get(reverse("file_looks", args=[file.pk]) + query)
            shown = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
            assert people[who].name not in shown and "姓名不公开" in shown
        assert FileLook.objects.get().user == people[who]

    def test_others_see_no_looks(self, person, signed_in):
        file = open_file(person)
        self.open(signed_in("ye"), file)
        assert signed_in("tang").get(reverse("file_looks", args=[file.pk])).status_code == 404
        assert "何静文" not in signed_in("tang").get(reverse("looks")).content.decode()

    def test_a_row_is_neither_changed_nor_deleted(self, person, actor):
        log_look(file=open_file(person), by=actor("ye"))
        for change in (lambda: FileLook.objects.update(purpose="无"), FileLook.objects.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


class TestPages:
    def form(self, agencies, **changes):
        day = in_days(30)
        known = {
            "agency": agencies["市人社局"].pk,
            "person": "林晓舟",
            "purpose": "award",
            "purpose_words": "年度评优",
            "basis": "公务员奖励规定",
            "wanted_until": day.isoformat(),
            "files": paper(),
        }
        return known | changes

    def test_from_the_form_to_the_file(self, agencies, signed_in, person):
        sent = signed_in("tang").post(reverse("query_new"), self.form(agencies), follow=True)
        assert sent.status_code == 200 and "申请已提交" in sent.content.decode()
        query = FileQuery.objects.get()
        signed_in("ye").post(reverse("query_grant", args=[query.pk]), {"until": query.wanted_until.isoformat()})
        page = signed_in("tang").get(query.get_absolute_url()).content.decode()
        assert query.file.get_absolute_url() in page
        assert signed_in("tang").get(query.file.get_absolute_url()).status_code == 200

    def test_the_identity_number_tells_namesakes_apart_and_is_not_shown(self, agencies, signed_in, person):
        CivilServant.objects.create(name="林晓舟", agency=agencies["市人社局"], title="科员")
        answer = signed_in("tang").post(reverse("query_new"), self.form(agencies))
        assert answer.status_code == 422 and "身份证号" in answer.content.decode()
        number = unseal(person.identity_sealed)
        wrong = signed_in("tang").post(reverse("query_new"), self.form(agencies, identity_number=number, basis=""))
        assert wrong.status_code == 422 and number not in wrong.content.decode()
        signed_in("tang").post(reverse("query_new"), self.form(agencies, identity_number=number))
        assert FileQuery.objects.get().file.civil_servant == person

    def test_fifteen_more_looks_cost_no_more_statements(self, person, actor, signed_in, django_assert_max_num_queries):
        file = open_file(person)
        for days in range(16):
            with time_machine.travel(timezone.now() + timedelta(days=days)):
                log_look(file=file, by=actor("ye"))
        client = signed_in("lin")
        with django_assert_max_num_queries(16):
            client.get(reverse("file_looks", args=[file.pk]))

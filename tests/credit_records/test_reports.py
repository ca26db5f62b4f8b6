"""Credit reports and certificates: who may have them, what they say of which day, what a code tells whoever holds it."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from core.accounts.actor import Actor
from core.directory.identity import WITHIN
from core.errors import DomainError
from core.events.services import deliver_all
from core.papers import registry
from core.papers.models import IssuedPaper
from core.papers.services import pdf_of
from core.sealed import unseal
from credit_records.records.models import CreditRecord, FileLook
from credit_records.records.services import open_file
from credit_records.reports.queries import found_agencies
from credit_records.reports.services import certify_nothing_found, issue_public_report, issue_report

pytestmark = pytest.mark.django_db
NOBODY = Actor.of(AnonymousUser())


def words_of(issued):
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf_of(issued))).pages)


def changes(issued):
    return registry.kind(issued.kind).changes(issued)


def checked(client, issued):
    return client.get(reverse("verify_code", args=[issued.shown_code])).content.decode()


class TestWhoMayHaveOne:
    @pytest.mark.parametrize(
        ("who", "may"), [("ye", True), ("tang", True), ("qiao", True), ("lin", False), ("jiang", False), ("qin", False)]
    )
    def test_of_an_agency_the_office_and_its_own_staff(self, agencies, actor, who, may):
        file = open_file(agencies["市住建局"])
        if may:
            assert issue_report(file=file, by=actor(who)).number.startswith("云信报〔")
        else:
            with pytest.raises(DomainError, match="信用办、本人或者本单位"):
                issue_report(file=file, by=actor(who))

    @pytest.mark.parametrize(("who", "may"), [("ye", True), ("lin", True), ("he", False), ("tang", False)])
    def test_of_a_person_the_office_and_the_person(self, people, actor, who, may):
        file = open_file(people["lin"].civil_servant)
        if may:
            assert issue_report(file=file, by=actor(who))
        else:
            with pytest.raises(DomainError):
                issue_report(file=file, by=actor(who))

    def test_one_that_the_office_takes_is_a_look(self, people, actor, signed_in):
        issued = issue_report(file=open_file(people["lin"].civil_servant), by=actor("ye"), to="市委组织部")
        signed_in("ye").get(reverse("paper_pdf", args=[issued.pk]))
        assert list(FileLook.objects.values_list("way", "user__username")) == [("paper", "ye")]

    def test_the_day_is_not_to_come(self, agencies, actor):
        with pytest.raises(DomainError, match="不能晚于今天"):
            issue_report(file=open_file(agencies["市住建局"]), by=actor("ye"), on=timezone.localdate() + timedelta(days=1))


class TestWhatItSays:
    def test_number_day_subject_and_each_record(self, in_force, actor):
        record = in_force()
        words = words_of(issue_report(file=record.file, by=actor("ye")))
        for expected in (
            record.number,
            record.title,
            "云澜市住房和城乡建设局",
            record.file.agency.credit_code,
            "失信记录1条",
            "云澜市社会信用体系建设办公室",
        ):
            assert expected in words

    def test_the_identity_number_is_masked(self, people, actor):
        person = people["lin"].civil_servant
        issued = issue_report(file=open_file(person), by=actor("lin"))
        words = words_of(issued)
        assert person.masked_identity_number in words and not WITHIN.search(words)
        assert unseal(person.identity_sealed) not in str(issued.content)

    def test_as_of_a_day_before_it_took_effect_there_is_none(self, in_force, actor):
        record = in_force()
        before = record.effective_on - timedelta(days=1)
        issued = issue_report(file=record.file, by=actor("ye"), on=before)
        assert issued.as_of == before and issued.content["sections"]["records"] == []

    def test_a_corrected_record_reads_as_on_that_day(self, in_force, correct, actor):
        with time_machine.travel("2026-09-01T02:00:00Z"):
            record = in_force()
        with time_machine.travel("2026-10-12T02:00:00Z"):
            correct(record, title="更正后的标题")
            then = issue_report(file=record.file, by=actor("ye"), on=date(2026, 10, 1))
            now = issue_report(file=record.file, by=actor("ye"))
        assert [one.content["sections"]["records"][0]["title"] for one in (then, now)] == [record.title, "更正后的标题"]

    def test_a_draft_is_not_in_it(self, draft, actor):
        issued = issue_report(file=draft().file, by=actor("ye"))
        assert issued.content["sections"]["records"] == []

    def test_the_same_on_the_same_day_is_one_paper(self, in_force, actor):
        record = in_force()
        assert issue_report(file=record.file, by=actor("ye")) == issue_report(file=record.file, by=actor("ye"))


class TestMeasures:
    def test_those_in_force_stand_in_it_and_their_end_is_said(self, in_force, revoke, actor):
        record = in_force()
        deliver_all()  # measures follow the record
        issued = issue_report(file=record.file, by=actor("ye"))
        names = [one["name"] for one in issued.content["sections"]["measures"]]
        assert names and all(name in words_of(issued) for name in names)
        revoke(record, "认定有误")
        deliver_all()
        assert {f"措施“{name}”已经解除。" for name in names} <= set(changes(issued))

    def test_the_public_version_names_none(self, in_force, agencies):
        in_force()
        deliver_all()
        assert set(issue_public_report(agency=agencies["市住建局"], by=NOBODY).content["sections"]) == {"identity", "records"}


class TestWhatHasChanged:
    def test_nothing_on_the_day(self, in_force, actor):
        assert changes(issue_report(file=in_force().file, by=actor("ye"))) == []

    def test_a_new_record(self, in_force, actor):
        issued = issue_report(file=in_force().file, by=actor("ye"))
        second = in_force(title="又一条")
        assert changes(issued) == [f"新列入{second.number}。"]

    def test_a_revoked_record(self, in_force, revoke, actor, client):
        record = in_force()
        issued = issue_report(file=record.file, by=actor("ye"))
        revoke(record, "认定有误")
        assert changes(issued) == [f"{record.number}已不再列入（期满、修复或者撤销）。"]
        assert "签发以后情况有变化" in checked(client, issued)

    def test_a_period_that_is_over(self, in_force, actor):
        record = in_force()
        issued = issue_report(file=record.file, by=actor("ye"))
        with time_machine.travel(timezone.now() + timedelta(days=4 * 366)):
            assert changes(issued) == [f"{record.number}已不再列入（期满、修复或者撤销）。"]


class TestWhatACodeTells:
    def test_of_a_person_a_masked_name_and_numbers_only(self, in_force, people, actor, client):
        record = in_force(subject=people["lin"].civil_servant, title="林晓舟受警告处分")
        page = checked(client, issue_report(file=record.file, by=actor("lin")))
        assert "林某某" in page and "林晓舟" not in page and "警告" not in page and "失信记录" in page

    def test_it_does_not_print_it_again(self, people, actor, client):
        issued = issue_report(file=open_file(people["lin"].civil_servant), by=actor("lin"))
        assert client.get(reverse("verify_paper", args=[issued.shown_code])).status_code == 404


class TestPublicPapers:
    def test_the_public_version_has_what_is_public(self, in_force, revoke, agencies):
        record = in_force()
        issued = issue_public_report(agency=agencies["市住建局"], by=NOBODY)
        assert [one["number"] for one in issued.content["sections"]["records"]] == [record.number]
        assert "顾长青" not in words_of(issued)
        revoke(record, "认定有误")
        assert len(changes(issued)) == 1

    def test_nothing_found_is_certified_for_the_day(self, agencies, client, in_force):
        issued = certify_nothing_found(agency=agencies["市交通局"], by=NOBODY)
        assert "没有查到云澜市交通运输局" in words_of(issued) and issued.number.startswith("云信证〔")
        record = in_force(subject=agencies["市交通局"])
        assert changes(issued) == [f"签发以后公示了{record.number}。"]

    def test_something_found_is_not_certified(self, in_force, agencies, client):
        in_force()
        answer = client.post(reverse("nothing_found", args=[agencies["市住建局"].pk]))
        assert answer.status_code == 409 and not IssuedPaper.objects.exists()

    def test_everybody_gets_one_paper_for_one_content(self, agencies):
        assert certify_nothing_found(agency=agencies["市交通局"], by=NOBODY) == certify_nothing_found(
            agency=agencies["市交通局"], by=NOBODY
        )

    def test_the_twenty_first_in_a_quarter_of_an_hour_is_refused(self, agencies, client):
        answers = [client.post(reverse("nothing_found", args=[agencies["市交通局"].pk])).status_code for _ in range(21)]
        assert answers == [302] * 20 + [409]


class TestPublicQuery:
    @pytest.mark.parametrize("words", ["市住建局", "云澜市住房和城乡建设局", "市建设局", " 市 住建局"])
    def test_an_agency_is_found_under_each_name(self, agencies, words):
        assert found_agencies(words) == [agencies["市住建局"]]

    def test_and_by_its_code(self, agencies):
        agency = agencies["市住建局"]
        assert found_agencies(agency.credit_code.lower()) == [agency]

    def test_nothing_found_is_said_with_the_day(self, agencies, client):
        today = timezone.localdate()
        page = client.get(reverse("credit_query"), {"q": "市交通局"}).content.decode()
        assert f"在{today.year}年{today.month}月{today.day}日没有查到公示中的失信记录" in page

    def test_a_record_is_counted_and_a_persons_is_not(self, in_force, client, people):
        in_force()
        in_force(subject=people["tang"].civil_servant, title="唐一鸣受处分")
        page = client.get(reverse("credit_query"), {"q": "市住建局"}).content.decode()
        assert "公示中的失信记录1条" in page and "开具无公示失信记录证明" not in page
        assert CreditRecord.objects.count() == 2

    @pytest.mark.parametrize("words", ["林晓舟", "不存在的局", "%", "\x00", "一" * 300])
    def test_who_is_no_agency_is_not_found(self, cast, client, words):
        page = client.get(reverse("credit_query"), {"q": words})
        assert page.status_code == 200 and "没有查到公示中的失信记录" not in page.content.decode()

    def test_more_agencies_cost_no_more_statements(self, agencies, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(10):
            client.get(reverse("credit_query"), {"q": "云澜市"})

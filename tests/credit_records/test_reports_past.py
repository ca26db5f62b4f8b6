"""What is said of a day that is over: to the public nothing that has come down since, to the agency itself the whole truth; disputes in reports.

The days: in force on 6 May 2026; today is later.
"""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from core.accounts.actor import Actor
from core.errors import DomainError
from core.papers import registry
from core.papers.models import IssuedPaper
from core.papers.services import pdf_of
from credit_records.objections import services as objections
from credit_records.records.models import FileLook
from credit_records.records.services import open_file
from credit_records.repair import services as repairs
from credit_records.reports.services import certify_nothing_found_on, issue_public_report, issue_report

pytestmark = pytest.mark.django_db
NOBODY = Actor.of(AnonymousUser())
BEFORE, FIRST, LATER = date(2026, 5, 5), date(2026, 5, 6), date(2026, 6, 15)
WORDS = {"rectification": "工程款已付清。", "duties": "没有其他义务。", "promise": "不再拖欠工程款。"}


def words_of(issued):
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf_of(issued))).pages)


def changes(issued):
    return registry.kind(issued.kind).changes(issued)


@pytest.fixture
def of_may(in_force):
    """of_may() is a record about 市住建局 that came into force on 6 May 2026."""

    def make(**words):
        with time_machine.travel("2026-05-06 10:00+08:00"):
            return in_force(happened_on=date(2026, 5, 1), **words)

    return make


@pytest.fixture
def query(client, cast):
    return lambda day: client.get(reverse("credit_query"), {"q": "市住建局", "on": day}).content.decode()


class TestPublicQueryOfAPastDay:
    def test_a_record_is_told_from_its_first_day_on(self, of_may, query):
        of_may()
        assert "2026年5月6日已经生效的失信记录1条" in query("2026-05-06")
        assert "没有在2026年5月5日已经生效的失信记录" in query("2026-05-05")

    def test_what_came_down_since_is_not_told_and_nobody_is_told_that_there_was_nothing(self, of_may, revoke, query):
        revoke(of_may(), "改判")
        page = query("2026-06-15")
        assert "失信记录1条" not in page and "不说明2026年6月15日当天没有失信记录" in page
        assert "在2026年6月15日没有查到" not in page and "开具无公示失信记录证明" not in page

    def test_a_corrected_record_is_not_told_as_it_read_then(self, of_may, correct, agencies):
        correct(of_may(title="旧标题"), title="新标题")
        issued = issue_public_report(agency=agencies["市住建局"], by=NOBODY, on=LATER)
        assert [one["title"] for one in issued.content["sections"]["records"]] == ["新标题"]

    @pytest.mark.parametrize("day", ["2026-2-30", "morgen", "2999-01-01", "\0"])
    def test_an_odd_day_is_said_and_the_words_stay(self, day, query):
        page = query(day)
        assert 'value="市住建局"' in page and ("写一个日历上有的日期" in page or "日期不能晚于今天" in page)
        assert "失信记录1条" not in page and "名录里没有" not in page

    def test_more_agencies_cost_no_more_statements(self, agencies, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(10):
            client.get(reverse("credit_query"), {"q": "云澜市", "on": "2026-06-15"})


class TestPublicReportOfAPastDay:
    def test_it_holds_what_stood_then_and_is_public_now(self, of_may, in_force, revoke, agencies):
        kept, later = of_may(title="还在公示"), in_force(title="后来的")
        revoke(of_may(title="撤销了"), "改判")
        issued = issue_public_report(agency=agencies["市住建局"], by=NOBODY, on=LATER)
        assert issued.as_of == LATER
        assert [one["number"] for one in issued.content["sections"]["records"]] == [kept.number]
        assert "签发时仍在公示" in words_of(issued) and "不说明截至日期当天公示过的全部情况" in words_of(issued)
        assert changes(issued) == [f"新列入{later.number}。"]

    def test_the_form_takes_the_day_along(self, of_may, client, agencies):
        of_may()
        url = reverse("public_report", args=[agencies["市住建局"].pk])
        assert client.post(url, {"on": "2026-05-05"}).status_code == 302
        assert IssuedPaper.objects.get().as_of == BEFORE
        assert client.post(url, {"on": "2999-01-01"}).status_code == 409


class TestCertificateOfAPastDay:
    def test_before_the_record_there_was_none_and_on_its_day_there_was(self, of_may, actor):
        file = of_may().file
        issued = certify_nothing_found_on(file=file, by=actor("tang"), on=BEFORE)
        assert issued.as_of == BEFORE and "在2026年5月5日当天" in words_of(issued)
        with pytest.raises(DomainError) as refused:
            certify_nothing_found_on(file=file, by=actor("tang"), on=FIRST)
        assert (refused.value.code, refused.value.data["field"]) == ("found", "on")

    def test_what_was_revoked_since_stood_on_that_day(self, of_may, revoke, actor):
        file = revoke(of_may(), "改判").file
        with pytest.raises(DomainError, match="这一天有公示中的失信记录"):
            certify_nothing_found_on(file=file, by=actor("tang"), on=LATER)
        assert certify_nothing_found_on(file=file, by=actor("tang"), on=timezone.localdate())

    def test_what_reads_well_now_read_badly_then(self, of_may, correct, record_type, actor):
        record = of_may()
        with time_machine.travel("2026-07-01 10:00+08:00"):
            file = correct(record, type=record_type("kept_early"), reason="其实是提前付清").file
        with pytest.raises(DomainError, match="这一天有公示中的失信记录"):
            certify_nothing_found_on(file=file, by=actor("tang"), on=LATER)
        assert certify_nothing_found_on(file=file, by=actor("tang"), on=date(2026, 7, 1))

    def test_what_is_not_public_does_not_count(self, of_may, actor):
        file = of_may(code="service_limit_broken").file
        assert certify_nothing_found_on(file=file, by=actor("tang"), on=LATER)

    def test_what_was_published_since_is_said(self, of_may, actor):
        record = of_may()
        issued = certify_nothing_found_on(file=record.file, by=actor("tang"), on=BEFORE)
        assert changes(issued) == [f"截至日期以后公示了{record.number}。"]

    @pytest.mark.parametrize(
        ("who", "may"), [("tang", True), ("qiao", True), ("ye", True), ("lin", False), ("jiang", False), ("qin", False)]
    )
    def test_the_agency_itself_and_the_office_have_it(self, who, may, agencies, actor):
        file = open_file(agencies["市住建局"])
        if not may:
            with pytest.raises(DomainError, match="由信用办、本人或者本单位开具"):
                certify_nothing_found_on(file=file, by=actor(who), on=LATER)
            return
        assert certify_nothing_found_on(file=file, by=actor(who), on=LATER)
        assert FileLook.objects.count() == (1 if who == "ye" else 0)

    def test_no_person_and_no_day_to_come(self, people, agencies, actor):
        with pytest.raises(DomainError, match="个人的信用档案不公示"):
            certify_nothing_found_on(file=open_file(people["lin"].civil_servant), by=actor("lin"), on=LATER)
        with pytest.raises(DomainError, match="不能晚于今天"):
            day = timezone.localdate() + timedelta(days=1)
            certify_nothing_found_on(file=open_file(agencies["市住建局"]), by=actor("tang"), on=day)

    def test_from_the_file_to_the_paper(self, of_may, signed_in):
        file, tang = of_may().file, signed_in("tang")
        url = reverse("nothing_found_new", args=[file.pk])
        assert url in tang.get(file.get_absolute_url()).text
        assert url not in signed_in("jiang").get(file.get_absolute_url()).text
        assert tang.post(url, {"on": "2026-05-06"}).status_code == 422
        assert "证明已开具" in tang.post(url, {"on": "2026-05-05"}, follow=True).text


class TestDisputesInReports:
    @pytest.fixture
    def objected(self, of_may, actor):
        """tang objects on 1 June to the record of 6 May."""
        record = of_may()
        with time_machine.travel("2026-06-01 10:00+08:00"):
            return objections.file_objection(record=record, by=actor("tang"), grounds=["facts"], text="款项已经付清。")

    def refuse(self, objection, actor):
        return objections.refuse_objection(objection=objection, by=actor("meng"), reason="没有这样的内容。")

    def test_an_open_objection_stands_in_it_from_its_day_on(self, objected, actor):
        for day, count in ((date(2026, 5, 31), 0), (date(2026, 6, 1), 1)):
            sections = issue_report(file=objected.record.file, by=actor("tang"), on=day).content["sections"]
            assert (len(sections["objections"]), sections["records"][0]["state"] == "disputed") == (count, bool(count))

    def test_its_outcome_only_from_the_day_on_which_it_was_decided(self, objected, actor):
        with time_machine.travel("2026-06-10 10:00+08:00"):
            self.refuse(objected, actor)
        told = {}
        for day in (date(2026, 6, 9), date(2026, 6, 10)):
            issued = issue_report(file=objected.record.file, by=actor("tang"), on=day)
            told[day.day] = [one["result"] for one in issued.content["sections"]["objections"]]
        assert told == {9: [""], 10: ["不予受理"]}

    def test_they_are_printed(self, objected, actor):
        words = words_of(issue_report(file=objected.record.file, by=actor("tang")))
        assert "异议处理中" in words and "办理中" in words and "没有修复申请" in words

    def test_who_may_not_read_objections_reads_none_in_a_report(self, objected, actor):
        assert issue_report(file=objected.record.file, by=actor("ye")).content["sections"]["objections"]
        assert "objections" not in issue_public_report(agency=objected.record.file.agency, by=NOBODY).content["sections"]

    def test_what_changes_is_said(self, objected, of_may, actor):
        record = objected.record
        issued = issue_report(file=record.file, by=actor("tang"))
        public = issue_public_report(agency=record.file.agency, by=NOBODY)
        assert changes(issued) == changes(public) == []
        self.refuse(objected, actor)
        assert changes(issued) == [f"{record.number}现在是“生效”。", f"对{record.number}的异议：不予受理。"]
        assert changes(public) == [f"{record.number}现在是“生效”。"]

    def test_a_new_repair_is_said(self, of_may, actor):
        record = of_may(code="promise_not_kept_minor")
        issued = issue_report(file=record.file, by=actor("tang"))
        paper = SimpleUploadedFile("凭证.txt", "已付清。".encode(), "text/plain")
        repairs.apply_for_repair(record=record, by=actor("tang"), files=[paper], **WORDS)
        assert changes(issued) == [f"{record.number}有新的修复申请。"]

    def test_a_paper_that_says_less_is_compared_in_what_it_says(self, objected, actor):
        issued = issue_report(file=objected.record.file, by=actor("tang"))
        sections = issued.content["sections"]
        del sections["objections"], sections["records"][0]["state"]  # as papers were before
        assert changes(issued) == [] and "一般失信" in words_of(issued)

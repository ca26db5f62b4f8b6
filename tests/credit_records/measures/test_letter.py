"""信用审查结论书: what it says, who has it, what its code tells, and what has changed since."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from core.errors import DomainError
from core.events.services import deliver_all
from core.papers import registry
from core.papers.models import IssuedPaper
from core.papers.services import pdf_of
from credit_records.measures.models import Purpose
from credit_records.measures.services import ask_eligibility, issue_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(actor, agencies, in_force):
    """ye's question whether 市住建局, which has a record, and 市教育局 may be honoured."""

    def make(by="ye", subjects=("市住建局", "市教育局")):
        purpose = Purpose.objects.get(code="honours")
        return ask_eligibility(by=actor(by), purpose=purpose, matter="全市先进集体", subjects=[agencies[name] for name in subjects])

    record = in_force()
    deliver_all()
    make.record = record
    return make


def words_of(issued):
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf_of(issued))).pages)


def changes(issued):
    return registry.kind(issued.kind).changes(issued)


def test_it_names_subject_conclusion_measure_article_and_record(asked, actor):
    question = asked()
    issued = issue_letter(question=question, by=actor("ye"))
    words = words_of(issued)
    expected = (
        "云澜市住房和城乡建设局",
        "不可以",
        "取消评优评先资格",
        "国发〔2016〕76号",
        asked.record.number,
        "云澜市教育局",
        "没有查到限制的措施",
    )
    assert issued.number.startswith("云信审〔") and question.number in words
    assert not [one for one in expected if one not in words]


def test_the_same_is_one_paper(asked, actor):
    question = asked()
    assert issue_letter(question=question, by=actor("ye")) == issue_letter(question=question, by=actor("ye"))


@pytest.mark.parametrize(("who", "may"), [("tang", True), ("qiao", True), ("meng", True), ("lin", False), ("jiang", False)])
def test_the_unit_that_asked_and_the_office_have_it(who, may, asked, actor, signed_in):
    question = asked(by="tang", subjects=["市住建局"])
    assert (signed_in(who).get(reverse("eligibility_letter", args=[question.pk])).status_code == 200) is may
    if may:
        assert issue_letter(question=question, by=actor(who)).issued_to == "云澜市住房和城乡建设局"
    else:
        with pytest.raises(DomainError, match="由审查单位或者信用办出具"):
            issue_letter(question=question, by=actor(who))


def test_the_code_tells_numbers_and_no_names(asked, actor, people, client):
    purpose = Purpose.objects.get(code="promotion")
    question = ask_eligibility(by=actor("ye"), purpose=purpose, matter="拟任林晓舟为副科长", subjects=[people["lin"].civil_servant])
    issued = issue_letter(question=question, by=actor("ye"))
    page = client.get(reverse("verify_code", args=[issued.shown_code])).text
    assert "林晓舟" not in page and purpose.name in page and "可以" in page and "1个" in page
    assert "林晓舟" in words_of(issued)


def test_what_would_be_answered_otherwise_today_is_said(asked, actor, revoke, in_force, agencies):
    issued = issue_letter(question=asked(), by=actor("ye"))
    assert changes(issued) == []
    revoke(asked.record, "认定有误")
    in_force(subject=agencies["市教育局"])
    deliver_all()
    assert changes(issued) == ["序号1的结论现在是“可以”。", "序号2的结论现在是“不可以”。"]


def test_a_second_ground_is_said_too(asked, actor, in_force):
    issued = issue_letter(question=asked(), by=actor("ye"))
    in_force(title="又一条")
    deliver_all()
    assert changes(issued) == ["序号1的结论没有变，理由有变化。"]


def test_from_the_answers_to_the_paper(asked, signed_in):
    question, ye = asked(), signed_in("ye")
    url = reverse("eligibility_letter", args=[question.pk])
    assert url in ye.get(question.get_absolute_url()).text
    page = ye.post(url, follow=True)
    assert "结论书已出具" in page.text and IssuedPaper.objects.get().number in page.text


def test_many_subjects_cost_as_many_statements_as_two(asked, actor, agencies):
    def statements(question):
        issued = issue_letter(question=question, by=actor("ye"))
        with CaptureQueriesContext(connection) as captured:
            changes(issued)
        return len(captured)

    few = statements(asked())
    assert statements(asked(subjects=list(agencies)[:8])) == few

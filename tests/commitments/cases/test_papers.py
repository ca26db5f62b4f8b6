"""The papers that the applicant is handed: the one notification and the decision, in writing, printed again by code."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from commitments.cases import services
from core.errors import DomainError
from core.papers.models import IssuedPaper
from core.papers.services import pdf_of

pytestmark = pytest.mark.django_db
MISSING = ["营业执照"]


@pytest.fixture
def notified(received, actor):
    return lambda: services.notify_missing(case=received(), papers=MISSING, words="复印件加盖公章", by=actor("lin"))


def words_of(issued):
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf_of(issued))).pages).replace("\n", "")


def test_the_one_notification_is_a_paper_with_everything_that_is_missing(notified):
    """第三十二条第一款第四项: everything that is missing, at once; the clerk hands over the paper."""
    case = notified()
    issued = IssuedPaper.objects.get()
    assert (issued.kind, issued.number, issued.issued_to, issued.subject) == ("service_notice", "办告〔2027〕1号", case.applicant, case)
    words = words_of(issued)
    for part in ("一次性告知书", case.applicant, case.number, "营业执照", "复印件加盖公章", "不再要求补正", "2027年3月10日"):
        assert part in words, part
    assert "5550177" not in words


def test_sent_twice_it_is_one_paper_and_the_second_request_makes_none(notified, actor):
    case = notified()
    services.notify_missing(case=case, papers=MISSING, words="复印件加盖公章", by=actor("lin"))
    with pytest.raises(DomainError):
        services.notify_missing(case=case, papers=MISSING, words="还要别的", by=actor("lin"))
    assert IssuedPaper.objects.count() == 1


def test_a_refusal_is_a_paper_with_reasons_basis_and_rights(decided):
    """第三十八条第二款: reasons, and the right to review and lawsuit."""
    decided(outcome="refused", reason="没有固定场所", basis="《条例》第十八条")
    words = words_of(IssuedPaper.objects.get(kind="service_decision"))
    for part in ("不予行政许可决定书", "没有固定场所", "《条例》第十八条", "60日", "行政复议", "6个月", "行政诉讼"):
        assert part in words, part
    assert "建议准予" not in words  # what a clerk proposed stays inside


def test_a_licence_that_is_granted_is_a_paper_without_rights(decided):
    decided()
    words = words_of(IssuedPaper.objects.get(kind="service_decision"))
    assert "准予行政许可决定书" in words and "不予" not in words and "行政复议" not in words


def test_staff_of_the_case_print_it_and_nobody_else(notified, signed_in):
    case = notified()
    address = reverse("paper_pdf", args=[IssuedPaper.objects.get().pk])
    assert address in signed_in("he").get(case.get_absolute_url()).content.decode()
    for name, status in (("lin", 200), ("he", 200), ("jiang", 200), ("tang", 404)):
        assert signed_in(name).get(address).status_code == status, name
    assert Client().get(address).status_code == 302


def test_the_applicant_finds_it_by_the_code_and_a_check_says_little(notified):
    case = notified()
    issued = IssuedPaper.objects.get()
    address = reverse("verify_paper", args=[issued.shown_code])
    assert address in Client().post(reverse("service_case_find"), {"code": case.code}).content.decode()
    assert Client().get(address)["Content-Type"] == "application/pdf"
    page = Client().get(reverse("verify_code", args=[issued.shown_code])).content.decode()
    assert case.number in page and "营业执照" not in page and "百川" not in page

"""Issued papers: numbered, with a code that nobody guesses; anybody checks whether one is genuine and still holds."""

import hashlib
import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from core.directory.models import Agency
from core.documents.word_text import word_text
from core.papers import tries
from core.papers.models import ALPHABET, IssuedPaper, new_code
from core.papers.services import pdf_of, with_code

pytestmark = pytest.mark.django_db


def check(client, code):
    return client.get(reverse("verify_code", args=[code]))


class TestIssuing:
    def test_papers_are_numbered_in_order(self, paper):
        year = timezone.localdate().year
        assert [paper().number, paper(agency="市住建局").number] == [f"云测〔{year}〕1号", f"云测〔{year}〕2号"]

    def test_what_says_the_same_to_the_same_person_is_one_paper(self, paper):
        assert paper() == paper()
        assert len({paper().pk, paper(by="he").pk, paper(remark="补充").pk}) == 3

    def test_it_is_printed_again_to_the_byte(self, paper):
        issued = paper()
        again = IssuedPaper.objects.get(pk=issued.pk)
        assert hashlib.sha256(pdf_of(again)).hexdigest() == issued.pdf_sha256

    def test_the_paper_bears_its_number_and_its_code(self, paper):
        issued = paper()
        words = "".join(PdfReader(io.BytesIO(pdf_of(issued))).pages[0].extract_text().split())
        assert issued.number in words and issued.shown_code in words

    def test_it_can_not_be_changed_or_deleted(self, paper):
        issued = IssuedPaper.objects.filter(pk=paper().pk)
        for change in (lambda: issued.update(content={}), issued.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_a_code_has_59_bits(self):
        """31 signs, 12 places: 31 ** 12 is about 2 ** 59."""
        assert len(ALPHABET) == 31 and len({new_code() for _ in range(1000)}) == 1000 and not set("01ILO") & set(ALPHABET)


class TestChecking:
    def test_part_of_a_code_finds_nothing(self, paper):
        issued = paper()
        assert with_code(issued.code) == issued
        assert [with_code(part) for part in (issued.code[:8], issued.code[:-1], issued.code[4:], f"{issued.code}2")] == [None] * 4

    def test_a_genuine_one_is_said_to_be_genuine_and_unchanged(self, paper, client):
        issued = paper()
        answer = check(client, issued.shown_code)
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")  # its address is the code
        page = answer.content.decode()
        assert "真实文书" in page and "签发以后没有变化" in page and issued.number in page and "云澜市人力资源和社会保障局" in page

    def test_what_has_changed_since_is_said(self, paper, client):
        issued = paper()
        Agency.objects.filter(pk=issued.object_id).update(name="云澜市人社局")
        page = check(client, issued.shown_code).content.decode()
        assert "签发以后情况有变化" in page and "已变更为云澜市人社局" in page

    @pytest.mark.parametrize("typed", ["{0}", "{1}", " {0} ", "{2}"])
    def test_however_the_code_is_typed(self, paper, client, typed):
        issued = paper()
        code = typed.format(issued.shown_code, issued.code.lower(), issued.code.replace("", " "))
        assert check(client, code).status_code == 200

    def test_an_unknown_code_gets_a_clear_answer(self, client, db):
        answer = check(client, "AAAA-BBBB-CCCC")
        assert answer.status_code == 404 and "没有签发过带这个核验码的文书" in answer.content.decode()

    @pytest.mark.parametrize("typed", ["a/b", "../../x", "%00", "＜script＞", "核" * 50, " "])
    def test_the_form_leads_to_an_answer_whatever_is_typed(self, client, db, typed):
        assert client.get(reverse("verify"), {"code": typed}, follow=True).status_code in (200, 404)

    def test_the_page_about_the_chain_keeps_its_address(self, client, db):
        page = client.get(reverse("verify")).content.decode()
        assert "check_chain.py" in page and 'name="code"' in page


class TestGuessing:
    def test_the_twenty_first_wrong_code_is_not_even_looked_up(self, client, paper):
        issued = paper()
        for _ in range(20):
            assert check(client, "AAAA-BBBB-CCCC").status_code == 404
        assert check(client, issued.shown_code).status_code == 429

    def test_another_address_is_not_concerned(self, client, paper):
        issued = paper()
        for _ in range(21):
            check(client, "AAAA-BBBB-CCCC")
        assert client.get(reverse("verify_code", args=[issued.shown_code]), REMOTE_ADDR="10.0.0.9").status_code == 200

    def test_right_codes_are_not_counted(self, client, paper):
        issued = paper()
        assert {check(client, issued.shown_code).status_code for _ in range(25)} == {200}

    def test_the_page_works_without_valkey(self, client, paper, settings):
        settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/socket"}}
        assert check(client, paper().shown_code).status_code == 200
        assert tries.SECONDS == 900


class TestWhoMayPrint:
    def test_whoever_has_the_code_of_a_public_kind(self, paper, client):
        answer = client.get(reverse("verify_paper", args=[paper().shown_code]))
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")

    def test_of_another_kind_only_whom_it_was_issued_to_and_the_credit_office(self, paper, signed_in, client):
        issued = paper(kind="test_private")
        assert client.get(reverse("verify_paper", args=[issued.shown_code])).status_code == 404
        answers = {
            who: signed_in(who).get(reverse("paper_pdf", args=[issued.pk])).status_code for who in ("lin", "ye", "he", "jiang", "admin")
        }
        assert answers == {"lin": 200, "ye": 200, "he": 404, "jiang": 404, "admin": 404}

    def test_a_word_document_only_of_kinds_that_an_office_works_on_with(self, paper, signed_in):
        address = lambda kind: reverse("paper_word", args=[paper(kind=kind).pk])  # noqa: E731
        answer = signed_in("lin").get(address("test_public"))
        assert "是本市的机构" in word_text(answer.content) and signed_in("he").get(address("test_public")).status_code == 404
        assert signed_in("lin").get(address("test_private")).status_code == 404

    def test_a_visitor_sees_no_register(self, paper):
        paper()
        assert not IssuedPaper.objects.visible_to(AnonymousUser())

    def test_the_register_costs_the_same_however_long(self, paper, signed_in, django_assert_max_num_queries):
        for number in range(15):
            paper(remark=number)
        client = signed_in("ye")
        with django_assert_max_num_queries(12):
            assert "云测" in client.get(reverse("papers")).content.decode()

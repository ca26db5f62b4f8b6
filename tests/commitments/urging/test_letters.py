"""Letters: the template's words, a number, a code, PDF and Word; who may have them; what stays."""

from io import BytesIO

import docx
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from commitments.register.services import register
from commitments.urging.models import Urge
from commitments.urging.reference import load_letter_templates
from core.errors import DomainError
from core.papers.models import IssuedPaper, LetterTemplate
from core.papers.services import pdf_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(urge):
    """The letter of an urge."""

    def make(*commitments, code="urging_letter", **changed):
        urges = urge(*commitments, letter=code, **changed)
        return Urge.objects.get(pk=urges[0].pk).letter

    return make


def test_one_letter_lists_all(letter, promise, actor):
    own = [register(by=actor("su"), **promise(title=f"便民措施第{number}项")) for number in (1, 2)]
    issued = letter(*own)
    assert issued.number == "督催〔2027〕1号"
    assert Urge.objects.filter(letter=issued).count() == 2
    content = issued.content
    assert content["addressee"] == "云澜市人力资源和社会保障局："
    assert [row[:2] for row in content["items"]] == [[one.title, one.number] for one in own]
    assert any("2项" in line for line in content["lines"]) and any("2027年3月17日前" in line for line in content["lines"])
    assert "进度落后，请报告原因。" in content["lines"]


def test_each_kind_has_numbers_of_its_own(letter, promise, actor):
    two = [register(by=actor("su"), **promise(title=f"第{number}项")) for number in (1, 2)]
    assert (letter(two[0]).number, letter(two[1], code="supervision_letter").number) == ("督催〔2027〕1号", "督办〔2027〕1号")


def test_what_was_issued_keeps_its_words(letter):
    issued = letter()
    before = pdf_of(issued)
    LetterTemplate.objects.filter(code="urging_letter").update(body="另外的话", title="另外的标题")
    assert pdf_of(IssuedPaper.objects.get(pk=issued.pk)) == before


def test_the_agency_and_those_who_oversee_have_it_as_pdf_and_word(letter, signed_in):
    issued = letter()
    for who, status in (("lin", 200), ("wei", 200), ("ye", 200), ("tang", 404)):
        client = signed_in(who)
        assert client.get(reverse("paper_pdf", args=[issued.pk])).status_code == status
        assert client.get(reverse("paper_word", args=[issued.pk])).status_code == status
    word = docx.Document(BytesIO(signed_in("lin").get(reverse("paper_word", args=[issued.pk])).content))
    words = "\n".join(one.text for one in word.paragraphs)
    assert "督催〔2027〕1号" in words and "关于催办有关承诺事项的函" in words and "进度落后，请报告原因。" in words
    assert any("工伤认定全程网办" in cell.text for table in word.tables for row in table.rows for cell in row.cells)


def test_anybody_can_check_it_and_reads_nothing_of_what_it_is_about(letter, client):
    issued = letter()
    page = client.get(reverse("verify_code", args=[issued.shown_code])).content.decode()
    assert "督催〔2027〕1号" in page and "云澜市人力资源和社会保障局" in page
    assert "工伤认定全程网办" not in page and "进度落后" not in page
    assert client.get(reverse("verify_paper", args=[issued.shown_code])).status_code == 404


@pytest.mark.parametrize("words", ["请于{deadline}前答复", "{{agency}}", "只有一半{", "{}", "{agency }"])
@pytest.mark.parametrize("field", ["title", "addressee", "body"])
def test_a_template_with_an_unknown_placeholder_is_refused(field, words, db):
    template = LetterTemplate.objects.get(code="urging_letter")
    setattr(template, field, words)
    with pytest.raises(ValidationError) as caught:
        template.full_clean()
    assert field in caught.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterTemplate.objects.filter(pk=template.pk).update(**{field: words})


def test_shipped_templates_are_valid_and_an_administrators_words_stay(db):
    for template in LetterTemplate.objects.all():
        template.full_clean()
    LetterTemplate.objects.filter(code="urging_letter").update(body="请{agency}答复")
    assert load_letter_templates() == 0
    assert LetterTemplate.objects.get(code="urging_letter").body == "请{agency}答复"


def test_braces_in_what_people_type_are_no_placeholders(letter):
    assert "说明{agency}的情况" in letter(reason="说明{agency}的情况").content["lines"]


def test_without_a_template_no_letter_and_no_urge(letter):
    LetterTemplate.objects.all().delete()
    with pytest.raises(DomainError) as caught, transaction.atomic():
        letter()
    assert caught.value.code == "no_template"
    assert not Urge.objects.exists()

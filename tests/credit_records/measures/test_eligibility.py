"""信用审查: yes or no, with the records and articles behind it; kept, and never changed."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from core.directory.models import CivilServant
from core.errors import DomainError
from core.events.services import deliver_all
from credit_records.measures.models import EligibilityAnswer, EligibilityQuestion, Purpose
from credit_records.measures.queries import subjects_named
from credit_records.measures.services import ask_eligibility

pytestmark = pytest.mark.django_db

SANCTION = {"code": "disciplined_warning", "document_name": "处分决定书", "document_on": date(2026, 8, 31)}


def purpose(code):
    return Purpose.objects.get(code=code)


@pytest.fixture
def ask(actor):
    """ask("honours", agency) is the one answer of the credit office's question."""

    def make(code, *subjects, by="ye", on=None):
        deliver_all()
        question = ask_eligibility(by=actor(by), purpose=purpose(code), matter="2026年度先进集体", subjects=subjects, on=on)
        return question.answers.get() if len(subjects) == 1 else list(question.answers.all())

    return make


def test_without_measures_the_answer_is_yes(ask, agencies):
    answer = ask("honours", agencies["市教育局"])
    assert (answer.outcome, answer.grounds) == ("yes", [])


def test_no_names_the_record_and_the_article(ask, in_force, agencies):
    record = in_force()
    answer = ask("honours", agencies["市住建局"])
    (ground,) = answer.grounds
    assert answer.outcome == "no"
    assert (ground["measure"], ground["basis"]) == ("取消评优评先资格", "国发〔2016〕76号")
    assert (ground["record_number"], ground["record_basis"]) == (record.number, "《保障中小企业款项支付条例》第二十六条")
    assert "合同款到期未付" not in str(ground)  # who asks need not read what it tells


def test_what_bars_one_thing_does_not_bar_another(ask, in_force, people):
    in_force(subject=people["tang"].civil_servant, **SANCTION)
    outcomes = {code: ask(code, people["tang"].civil_servant).outcome for code in ("promotion", "wage_step", "recruitment")}
    assert outcomes == {"promotion": "no", "wage_step": "yes", "recruitment": "review"}


def test_the_day_decides(ask, in_force, agencies):
    with time_machine.travel("2026-10-12 10:00+08:00"):
        in_force(happened_on=date(2026, 9, 1))
    deliver_all()
    days = (date(2026, 10, 11), date(2026, 10, 12), timezone.localdate())
    assert [ask("honours", agencies["市住建局"], on=day).outcome for day in days] == ["yes", "no", "no"]


def test_a_repaired_record_bars_nothing(ask, in_force, actor, agencies):
    from credit_records.records.services import repair_record

    repair_record(record=in_force(), by=actor("meng"), reason="已付清")
    assert ask("honours", agencies["市住建局"]).outcome == "yes"


def test_a_day_to_come_is_not_answered(ask, agencies):
    with pytest.raises(DomainError, match="只能审查到今天"):
        ask("honours", agencies["市教育局"], on=timezone.localdate() + timedelta(days=1))


@pytest.mark.parametrize(
    "by, subject, may",
    [
        ("ye", "市教育局", True),
        ("tang", "市住建局", True),
        ("tang", "市不动产登记中心", True),  # below it
        ("tang", "市人社局", False),
        ("tang", "person:tang", True),
        ("tang", "person:lin", False),
        ("jiang", "市教育局", False),
    ],
)
def test_about_whom_an_office_may_ask(by, subject, may, ask, agencies, people):
    kind, _colon, name = subject.rpartition(":")
    subject = people[name].civil_servant if kind else agencies[name]
    if may:
        assert ask("honours", subject, by=by).outcome == "yes"
    else:
        with pytest.raises(DomainError):
            ask("honours", subject, by=by)


def test_an_agency_is_not_promoted(ask, agencies):
    with pytest.raises(DomainError) as error:
        ask("promotion", agencies["市教育局"])
    assert error.value.code == "wrong_subject"


def test_an_answer_can_not_be_changed(ask, agencies):
    ask("honours", agencies["市教育局"])
    for table in ("credit_records_eligibilityanswer", "credit_records_eligibilityquestion"):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE credit_records_eligibilityanswer SET outcome = 'yes'")


def test_a_list_of_names_is_understood_line_by_line(agencies, people):
    text = "市住建局\n云澜市教育局\n" + agencies["市财政局"].credit_code + "\n市人社局 林晓舟\n唐一鸣\n\n无此单位\n市人社局，无此人"
    found, doubtful = subjects_named(text, {agencies["市住建局"].pk})
    wanted = [agencies["市住建局"], agencies["市教育局"], agencies["市财政局"], people["lin"].civil_servant, people["tang"].civil_servant]
    assert (found, doubtful) == (wanted, ["无此单位", "市人社局 无此人"])


def test_two_of_one_name_need_their_title(agencies):
    for title in ("科长", "副科长"):
        CivilServant.objects.create(name="丁宁", agency=agencies["市住建局"], title=title)
    home = {agencies["市住建局"].pk}
    assert subjects_named("丁宁", home) == ([], ["丁宁"])
    assert [person.title for person in subjects_named("市住建局 丁宁 副科长", home)[0]] == ["副科长"]


def test_many_names_cost_as_many_statements_as_one(actor, agencies, people, django_assert_max_num_queries):
    for count in (1, 60):
        names = [CivilServant.objects.create(name=f"某{number}", agency=agencies["市住建局"], title="科员") for number in range(count)]
        with django_assert_max_num_queries(16):
            ask_eligibility(by=actor("ye"), purpose=purpose("honours"), matter="评优", subjects=names)


def test_the_personnel_office_asks_on_the_page(in_force, people, signed_in):
    in_force(subject=people["tang"].civil_servant, **SANCTION)
    deliver_all()
    qiao = signed_in("qiao")
    answers = {"purpose": purpose("promotion").pk, "matter": "拟任副科长", "names": "唐一鸣\n乔若水"}
    text = qiao.post(reverse("eligibility_new"), answers, follow=True).text
    assert "不可以" in text and "处分期内不得晋升职务、职级" in text and "没有查到限制的措施" in text


def test_the_asker_reads_of_a_record_only_what_the_record_lets_them_see(in_force, ask, people, actor, signed_in):
    """He asks about 唐一鸣 of his own agency, whose record he may not see: what it bars and by which article, not which it is."""
    record = in_force(subject=people["tang"].civil_servant, **SANCTION)
    address = ask("promotion", people["tang"].civil_servant, by="qiao").question.get_absolute_url()
    assert EligibilityAnswer.objects.get().grounds[0]["record_number"] == record.number  # what is kept is whole
    for query in ({}, {"format": "csv"}):
        told, whole = (text_of(signed_in(who).get(address, query)) for who in ("qiao", "ye"))
        assert "处分期内不得晋升职务、职级" in told and "依据一条你无权查看的记录，请向信用办核实" in told
        assert record.number not in told and record.type.name not in told
        assert record.number in whole and record.type.name in whole


def text_of(response):
    return b"".join(response.streaming_content if response.streaming else [response.content]).decode()


def test_a_name_that_is_not_there_loses_nothing(signed_in):
    answers = {"purpose": purpose("promotion").pk, "matter": "拟任副科长", "names": "无此人"}
    response = signed_in("qiao").post(reverse("eligibility_new"), answers)
    assert response.status_code == 422
    assert "无此人" in response.text and "拟任副科长" in response.text


def test_who_reads_an_answer(ask, agencies, people, signed_in):
    answer = ask("honours", people["tang"].civil_servant, by="qiao")
    readers = {name for name in people if EligibilityAnswer.objects.visible_to(people[name]).filter(pk=answer.pk).exists()}
    assert readers == {"qiao", "tang", "ye", "meng", "song"}
    assert signed_in("lin").get(answer.question.get_absolute_url()).status_code == 404


def test_the_export_holds_exactly_what_is_shown(ask, in_force, agencies, signed_in):
    in_force()
    ask("honours", agencies["市住建局"], agencies["市教育局"])
    url = EligibilityQuestion.objects.get().get_absolute_url()
    text = signed_in("ye").get(url, {"format": "csv", "outcome": "no"}).getvalue().decode()
    assert "云澜市住房和城乡建设局" in text and "云澜市教育局" not in text and "取消评优评先资格" in text

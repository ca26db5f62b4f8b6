"""M2: a document goes in, a person settles what is doubtful, commitments with deadlines come out; nothing twice, nothing half."""

from datetime import date

import pytest
from django.db import IntegrityError

from commitments.intake import services
from commitments.intake.models import DraftTask, IntakeDocument, IntakeDocumentQuerySet
from commitments.register.models import Commitment
from core.errors import DomainError

pytestmark = pytest.mark.django_db

TEXT = """云澜市人民政府办公室关于印发政务诚信建设任务分工的通知
云政办发〔2026〕31号

各区人民政府，市政府各部门：
现将任务分工印发给你们，请认真落实。

云澜市人民政府办公室
2026年8月28日

一、重点任务
（一）公布办理时限。各部门梳理审批服务事项，2026年10月底前在平台公布。（牵头单位：市行政审批局；配合单位：市人社局、各区人民政府）
（二）清理拖欠账款。建立台账，2027年6月30日前清零。（市财政局牵头，市营商环境促进中心配合）
（三）开展诚信教育。每季度组织一次培训。（市人力资源和社会保障局负责）
（四）规范承诺。坚持长期公开。（市投促办牵头；时间进度：持续推进）
"""


@pytest.fixture
def clerk(actor):
    return actor("su")  # 市政府办公室


@pytest.fixture
def document(agencies, clerk):
    return services.take_in(text=TEXT, agency=agencies["市政府办公室"], by=clerk)


def task(document, title):
    return document.tasks.get(title__startswith=title)


def settle_all(document, agencies, by):
    for words, agency in (("市营商环境促进中心", None), ("市投促办", agencies["市投资促进局"])):
        unit = document.tasks.get(units__words=words).units.get(words=words)
        services.settle_unit(unit=unit, agency=agency, by=by)


def test_head_and_tasks_are_kept_as_read(document):
    assert (document.number, document.issuer, document.written_on) == ("云政办发〔2026〕31号", "云澜市人民政府办公室", date(2026, 8, 28))
    assert [one.ordinal for one in document.tasks.all()] == ["一(一)", "一(二)", "一(三)", "一(四)"]


def test_units_are_matched_through_aliases(document, agencies):
    """市人社局 = 市人力资源和社会保障局; a group stays words; what nobody bears is open."""
    assert [unit.agency for unit in task(document, "公布").leads] == [agencies["市审批局"]]
    assert [(unit.words, unit.agency, unit.is_open) for unit in task(document, "公布").cooperating] == [
        ("市人社局", agencies["市人社局"], False),
        ("各区人民政府", None, False),
    ]
    assert [unit.agency for unit in task(document, "开展").leads] == [agencies["市人社局"]]
    assert [unit.is_open for unit in task(document, "规范").leads] == [True]


def test_the_place_of_each_unit_is_its_words(document):
    for one in DraftTask.objects.filter(document=document):
        for unit in one.units.all():
            assert document.text[unit.start : unit.end] == unit.words


def test_an_open_question_stops_the_confirmation(document, clerk):
    with pytest.raises(DomainError, match=r"市投促办|规范承诺"):
        services.confirm_tasks(document=document, tasks=list(document.tasks.all()), by=clerk)
    assert Commitment.objects.count() == 0


def test_confirming_creates_commitments_with_deadlines(document, agencies, clerk):
    settle_all(document, agencies, clerk)
    made = services.confirm_tasks(document=document, tasks=list(document.tasks.all()), by=clerk)
    document.refresh_from_db()
    assert [one.agency for one in made] == [agencies[name] for name in ("市审批局", "市财政局", "市人社局", "市投资促进局")]
    assert [one.deadline and one.deadline.due_on for one in made] == [date(2026, 10, 31), date(2027, 6, 30), None, None]
    assert made[2].report_deadline is not None and made[3].continuous
    assert document.state == "done"


def test_the_same_document_in_another_agency_is_said_not_shown(document, agencies, actor, clerk):
    assert services.take_in(text=TEXT, agency=document.agency, by=clerk) == document
    with pytest.raises(DomainError) as refused:
        services.take_in(text=TEXT, agency=agencies["市人社局"], by=actor("lin"))
    assert (refused.value.code, refused.value.data["field"]) == ("taken_in_elsewhere", "text")
    assert "市政府办公室" in refused.value.message or "市人民政府办公室" in refused.value.message


def test_confirming_twice_creates_nothing_twice(document, agencies, clerk):
    settle_all(document, agencies, clerk)
    tasks = list(document.tasks.all())
    services.confirm_tasks(document=document, tasks=tasks, by=clerk)
    document.refresh_from_db()
    with pytest.raises(DomainError, match="勾选"):
        services.confirm_tasks(document=document, tasks=tasks, by=clerk)
    assert Commitment.objects.count() == 4


def test_the_same_document_is_taken_in_once(document, agencies, clerk):
    assert services.take_in(text=TEXT, agency=agencies["市政府办公室"], by=clerk) == document
    assert (IntakeDocument.objects.count(), DraftTask.objects.count()) == (1, 4)


def test_another_text_under_the_same_number_is_refused(document, agencies, clerk):
    with pytest.raises(DomainError) as error:
        services.take_in(text=TEXT.replace("清零", "归零"), agency=agencies["市政府办公室"], by=clerk)
    assert error.value.code == "number_taken" and "云政办发〔2026〕31号" in error.value.message
    assert IntakeDocument.objects.count() == 1


def test_the_title_of_another_agencys_document_is_not_told(document, agencies, actor):
    with pytest.raises(DomainError) as error:
        services.take_in(text=TEXT.replace("清零", "归零"), agency=agencies["市人社局"], by=actor("lin"))
    assert error.value.code == "number_taken" and "云澜市人民政府办公室" in error.value.message
    assert document.title not in error.value.message


def test_two_who_take_in_one_document_at_once(document, agencies, clerk, monkeypatch):
    """The second looked before the first had written."""
    monkeypatch.setattr(IntakeDocumentQuerySet, "first", lambda rows: None)
    with pytest.raises(DomainError) as error:
        services.take_in(text=TEXT, agency=agencies["市政府办公室"], by=clerk)
    assert error.value.code == "taken_in_meanwhile"
    assert IntakeDocument.objects.count() == 1


@pytest.mark.parametrize(("text", "code"), [("", "empty"), (" \n", "empty"), ("今天天气很好。", "no_tasks")])
def test_what_has_no_tasks_is_refused_with_what_to_do(agencies, clerk, text, code):
    with pytest.raises(DomainError) as error:
        services.take_in(text=text, agency=agencies["市政府办公室"], by=clerk)
    assert error.value.code == code


def test_only_a_clerk_of_the_agency_takes_in_and_settles(document, agencies, actor):
    for username in ("fang", "lin", "ye", "admin"):
        with pytest.raises(DomainError) as error:
            services.take_in(text=TEXT, agency=agencies["市政府办公室"], by=actor(username))
        assert error.value.code == "refused"
        with pytest.raises(DomainError):
            services.drop_task(task=document.tasks.first(), by=actor(username))


def test_split_keeps_units_and_limit_on_both(document, clerk):
    first = task(document, "公布")
    at = first.text.index("各部门")
    second = services.split_task(task=first, at=at, by=clerk)
    first.refresh_from_db()
    assert first.text + second.text == TEXT[first.start : second.end].replace("（一）", "") or second.text.startswith("各部门")
    assert {unit.words for unit in second.units.all()} == {unit.words for unit in first.units.all()}
    assert second.due_on == first.due_on == date(2026, 10, 31)
    assert [one.pk for one in document.tasks.all()][:2] == [first.pk, second.pk]


def test_merge_joins_text_units_and_the_later_day(document, clerk):
    first = task(document, "公布")
    merged = services.merge_task(task=first, by=clerk)
    assert merged.due_on == date(2027, 6, 30)
    assert {"市行政审批局", "市财政局"} <= {unit.words for unit in merged.units.all()}
    assert document.tasks.count() == 3


def test_the_last_task_has_nothing_to_merge_with(document, clerk):
    with pytest.raises(DomainError, match="没有可以合并"):
        services.merge_task(task=task(document, "规范"), by=clerk)


def test_drop_and_restore(document, clerk):
    for one in document.tasks.all():
        services.drop_task(task=one, by=clerk)
    document.refresh_from_db()
    assert document.state == "done"
    services.restore_task(task=document.tasks.first(), by=clerk)
    document.refresh_from_db()
    assert document.state == "open"


def test_editing_settles_units_and_limit(document, agencies, clerk):
    one = task(document, "规范")
    services.edit_task(
        task=one,
        title="规范招商承诺",
        leads=[agencies["市投资促进局"]],
        cooperating=[],
        limit_kind="date",
        due_on=date(2026, 12, 31),
        by=clerk,
    )
    one = DraftTask.objects.get(pk=one.pk)
    assert (one.open_questions, one.due_on, one.title) == ([], date(2026, 12, 31), "规范招商承诺")


def test_a_registered_task_can_not_be_changed(document, agencies, clerk):
    settle_all(document, agencies, clerk)
    services.confirm_tasks(document=document, tasks=[task(document, "公布")], by=clerk)
    for service in (services.drop_task, services.merge_task):
        with pytest.raises(DomainError, match="已经登记"):
            service(task=task(document, "公布"), by=clerk)


def test_a_dropped_task_is_never_registered_in_the_database(document):
    with pytest.raises(IntegrityError):
        document.tasks.update(dropped=True, registered=True)


def test_a_unit_that_is_only_responsible_leads_when_a_person_says_so(agencies, clerk):
    text = "关于办理时限的通知\n1.公布承诺时限。责任单位：市财政局、市教育局；完成时限：2026年12月底\n2.公布结果。责任单位：市司法局；完成时限：长期坚持\n"
    document = services.take_in(text=text, agency=agencies["市政府办公室"], by=clerk)
    one = task(document, "公布承诺")
    assert any("牵头" in question for question in one.open_questions)
    services.name_lead(task=one, agency=agencies["市教育局"], by=clerk)
    one = DraftTask.objects.get(pk=one.pk)
    assert ([unit.agency for unit in one.leads], one.open_questions) == ([agencies["市教育局"]], [])
    with pytest.raises(DomainError, match="选一个牵头"):
        services.name_lead(task=one, agency=agencies["市公安局"], by=clerk)

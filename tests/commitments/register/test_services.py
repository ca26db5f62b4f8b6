"""M1: what the gate lets through, what it starts, and that nothing is registered twice."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from commitments.register.gate import Promise
from commitments.register.models import Commitment
from commitments.register.services import declare_broken, edit, period_end, register, register_many, withdraw_commitment
from core.accounts.actor import Actor
from core.deadlines.models import Deadline
from core.errors import DomainError
from core.events import names
from core.events.models import Event
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db


def refusal(function, **arguments):
    with pytest.raises(DomainError) as caught:
        function(**arguments)
    return caught.value


def test_a_registered_commitment_has_number_clock_event_and_public_row(commitment):
    year = timezone.localdate().year
    assert commitment.number == f"承诺〔{year}〕1号"
    assert (commitment.state, commitment.deadline.purpose, commitment.deadline.rule.code) == ("open", "fulfil", "document_date")
    assert Event.objects.get(name=names.COMMITMENT_REGISTERED).subject == commitment
    entry = PublicEntry.objects.get(key=f"commitment:{commitment.pk}")
    assert (entry.state, entry.mark, entry.due_on) == ("办理中", "plain", commitment.deadline.due_on)
    assert entry.facts["criterion"] == ["网上申请不再要求到窗口", "决定书可在网上下载"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "长" * 201}, "title"),
        ({"text": "\0"}, "text"),
        ({"beneficiary": ""}, "beneficiary"),
        ({"criterion": "\n"}, "criterion"),
        ({"due_on": None}, "due_on"),
        ({"due_on": date(2000, 1, 1)}, "due_on"),
        ({"due_on": date(9999, 12, 31)}, "due_on"),
        ({"promised_on": date(2999, 1, 1)}, "promised_on"),
        ({"frequency": "hourly"}, "frequency"),
        ({"extra": {"unknown": "1"}}, "unknown"),
    ],
)
def test_the_gate_names_the_field_that_is_missing(promise, actor, changed, field):
    assert refusal(register, by=actor("lin"), **promise(**changed)).data["field"] == field
    assert not Commitment.objects.exists()


def test_nobody_writes_another_agency_a_limit_that_is_over(promise, actor):
    """It would be overdue the moment it is public. A document may name such a day, and an agency may do so itself."""
    over = promise(promised_on=date(2026, 1, 1), due_on=date(2026, 2, 1))
    assert refusal(register, by=actor("tang"), **over).data["field"] == "due_on"
    assert register(by=actor("tang"), allow_incomplete=True, **over)
    assert register(by=actor("lin"), **over)


def test_a_document_may_be_silent_on_whom_and_how(promise, actor):
    made = register(by=actor("lin"), allow_incomplete=True, **promise(criterion="", beneficiary=""))
    assert (made.criterion, made.beneficiary) == ("", "")


def test_the_kinds_rule_counts_where_no_day_is_named(promise, actor, kind):
    given = promise(kind=kind("leader_assignment"), due_on=None, extra={"assigned_at": "市政府常务会议"})
    made = register(by=actor("lin"), **given)
    assert (made.deadline.rule.code, made.deadline.amount, made.deadline.unit) == ("assigned_task", 15, "working_day")
    assert "15个工作日" in made.deadline.sentence


def test_a_kinds_required_field_is_asked_for(promise, actor, kind):
    error = refusal(register, by=actor("lin"), **promise(kind=kind("leader_assignment")))
    assert (error.data["field"], error.message) == ("assigned_at", "填写交办会议或批示")


def test_a_periodic_commitment_owes_a_report_by_the_end_of_the_period(promise, actor):
    made = register(by=actor("lin"), **promise(due_on=None, frequency="quarterly"))
    assert made.deadline is None
    assert made.report_deadline.due_on == period_end("quarterly", timezone.localdate())


def test_a_continuous_commitment_has_no_clock(promise, actor):
    made = register(by=actor("lin"), **promise(due_on=None, continuous=True))
    assert not Deadline.objects.of(made).exists()


@pytest.mark.parametrize(
    ("frequency", "day", "end"),
    [
        ("monthly", date(2026, 2, 3), date(2026, 2, 28)),
        ("monthly", date(2028, 2, 29), date(2028, 2, 29)),
        ("quarterly", date(2026, 5, 1), date(2026, 6, 30)),
        ("half_yearly", date(2026, 6, 30), date(2026, 6, 30)),
        ("half_yearly", date(2026, 7, 1), date(2026, 12, 31)),
        ("yearly", date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_periods_end_with_the_calendar(frequency, day, end):
    assert period_end(frequency, day) == end


def test_further_leads_and_cooperating_units_take_part_once(promise, actor, agencies):
    housing, traffic, own = agencies["市住建局"], agencies["市交通局"], agencies["市人社局"]
    made = register(by=actor("lin"), **promise(leads=(housing, own), cooperating=(traffic, housing, traffic)))
    assert list(made.participations.values_list("agency", "role")) == [(housing.pk, "lead"), (traffic.pk, "cooperating")]


def test_for_another_agency_a_basis_is_needed(promise, actor):
    assert refusal(register, by=actor("su"), **promise(basis="")).data["field"] == "basis"
    made = register(by=actor("su"), **promise())
    assert (made.registrar.short_name, made.agency.short_name) == ("市政府办公室", "市人社局")


@pytest.mark.parametrize("username", ["he", "qin", "admin"])
def test_only_clerks_credit_office_and_supervisors_register(promise, actor, username):
    assert refusal(register, by=actor(username), **promise()).code == "refused"


def test_a_dissolved_agency_promises_nothing(promise, actor, agencies):
    agencies["市教育局"].dissolved_on = date(2020, 1, 1)
    assert refusal(register, by=actor("lin"), **promise(agency=agencies["市教育局"])).data["field"] == "agency"


def test_the_same_place_of_a_document_is_registered_once(promise, actor):
    promises = [Promise(**promise(title=f"任务{n}", source_key=f"abc/{n}")) for n in range(3)]
    first = register_many(promises=promises, by=actor("su"))
    again = register_many(promises=[*promises, Promise(**promise(title="任务3", source_key="abc/3"))], by=actor("su"))
    assert [one.pk for one in first] == [one.pk for one in again[:3]]
    assert [one.number[-2:] for one in again] == ["1号", "2号", "3号", "4号"]
    assert Event.objects.filter(name=names.COMMITMENT_REGISTERED).count() == 4


def test_all_or_none(promise, actor):
    promises = [Promise(**promise()), Promise(**promise(title=""))]
    refusal(register_many, promises=promises, by=actor("su"))
    assert not Commitment.objects.exists()


def test_registering_many_costs_a_constant_number_of_statements(promise, actor, django_assert_max_num_queries):
    by, promises = actor("su"), [Promise(**promise(source_key=f"doc/{n}")) for n in range(50)]
    with django_assert_max_num_queries(52):
        register_many(promises=promises, by=by)


def test_a_system_job_registers_for_each_leading_agency(promise):
    made = register(by=Actor.system("intake"), **promise())
    assert (made.registrar, made.created_by) == (made.agency, None)


def test_the_words_can_be_mended_before_the_first_report(commitment, actor):
    edit(
        commitment=commitment,
        by=actor("lin"),
        title="工伤认定网上办",
        text="全程网办。",
        criterion="不用到窗口",
        beneficiary="职工",
        basis="",
    )
    entry = PublicEntry.objects.get(key=f"commitment:{commitment.pk}")
    assert (entry.title, entry.facts["criterion"]) == ("工伤认定网上办", ["不用到窗口"])


def test_a_new_title_is_that_of_the_running_limit(commitment, actor):
    words = {name: getattr(commitment, name) for name in ("text", "criterion", "beneficiary", "basis")}
    edit(commitment=commitment, by=actor("lin"), title="工伤认定网上办", **words)
    assert Deadline.objects.of(commitment).get(purpose="fulfil").title == "工伤认定网上办"


def at(*day):
    return time_machine.travel(datetime(*day, 10, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False)


def test_registered_longer_than_five_working_days_the_words_change_only_lawfully(promise, actor):
    """Registered on Monday, 2 March 2026: the 3rd to the 6th and the 9th are five working days. What was left empty may be filled in."""
    with at(2026, 3, 2):
        made = register(by=Actor.system("intake"), allow_incomplete=True, **promise(criterion="", due_on=date(2026, 12, 31)))
    words = {"title": made.title, "text": "少办一半。", "criterion": "网上能办", "beneficiary": made.beneficiary, "basis": made.basis}
    with at(2026, 3, 10):
        late = refusal(edit, commitment=Commitment.objects.get(pk=made.pk), by=actor("lin"), **words)
        assert (late.code, late.data["field"]) == ("edited_too_late", "text")
        edit(commitment=Commitment.objects.get(pk=made.pk), by=actor("lin"), **words | {"text": made.text})
        again = words | {"text": made.text, "criterion": "能看说明"}
        assert refusal(edit, commitment=Commitment.objects.get(pk=made.pk), by=actor("lin"), **again).data["field"] == "criterion"
    with at(2026, 3, 9):
        edit(commitment=Commitment.objects.get(pk=made.pk), by=actor("lin"), **words)
    assert Commitment.objects.get(pk=made.pk).text == "少办一半。"


@pytest.mark.parametrize("username", ["he", "tang", "ye"])
def test_only_a_clerk_of_the_agency_or_the_registrar_mends(commitment, actor, username):
    words = {"title": "新", "text": "新", "criterion": "新", "beneficiary": "新"}
    assert refusal(edit, commitment=commitment, by=actor(username), **words).code == "refused"


def test_after_the_first_report_the_words_stand(commitment, actor):
    from commitments.fulfilment.services import report_progress

    report_progress(commitment=commitment, text="已完成需求调研。", percent=10, by=actor("lin"))
    words = {"title": "新", "text": "新", "criterion": "新", "beneficiary": "新"}
    assert refusal(edit, commitment=commitment, by=actor("lin"), **words).code == "already_reported"


def test_what_was_ended_meanwhile_is_not_mended(commitment, actor):
    """The page was read before a supervisor decided."""
    declare_broken(commitment=Commitment.objects.get(pk=commitment.pk), by=actor("jiang"), reason="没有办成")
    words = {"title": "换一个说法", "text": "换一段原文", "criterion": "换一条标准", "beneficiary": "全体市民"}
    assert refusal(edit, commitment=commitment, by=actor("lin"), **words).code == "already_reported"
    assert Commitment.objects.get(pk=commitment.pk).title == commitment.title


STEP_TABLE = {  # who may decide on an open commitment
    "lin": set(),
    "he": set(),
    "su": set(),
    "ye": {"withdrawn"},
    "jiang": {"broken", "withdrawn"},
    "qin": set(),
    "admin": set(),
}


@pytest.mark.parametrize("username", STEP_TABLE)
@pytest.mark.parametrize("target", ["broken", "withdrawn"])
def test_who_may_end_an_open_commitment(commitment, actor, username, target):
    service = {"broken": declare_broken, "withdrawn": withdraw_commitment}[target]
    if target in STEP_TABLE[username]:
        service(commitment=commitment, by=actor(username), reason="项目用地已改作他用。")
        assert commitment.state == target
        assert [deadline.state for deadline in Deadline.objects.of(commitment)] == [{"broken": "failed", "withdrawn": "cancelled"}[target]]
        entry = PublicEntry.objects.get(key=f"commitment:{commitment.pk}")
        assert entry.facts["course"][-1]["text"] == "项目用地已改作他用。"
    else:
        assert refusal(service, commitment=commitment, by=actor(username), reason="理由").code == "refused"


def test_ending_needs_a_reason(commitment, actor):
    assert refusal(declare_broken, commitment=commitment, by=actor("jiang"), reason=" ").code == "missing"


def test_the_database_refuses_a_skipped_step(commitment):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE commitments_commitment SET state = 'kept' WHERE id = %s", [commitment.pk])


@pytest.mark.parametrize(
    ("username", "sees"),
    [
        ("lin", True),
        ("he", True),
        ("tang", True),
        ("su", True),
        ("fang", True),
        ("ye", True),
        ("jiang", True),
        ("qin", True),
        ("admin", True),
    ],
)
def test_staff_of_the_agencies_that_take_part_see_it(promise, actor, agencies, people, username, sees):
    made = register(by=actor("su"), **promise(cooperating=(agencies["市住建局"],)))
    assert (made in Commitment.objects.visible_to(people[username])) is (sees and username != "admin")


def test_staff_of_other_agencies_and_visitors_do_not(commitment, people):
    from django.contrib.auth.models import AnonymousUser

    for user in (people["tang"], people["su"], AnonymousUser()):
        assert not Commitment.objects.visible_to(user).exists()


def test_what_is_published_is_chinese_whatever_the_language_of_the_one_who_acts(promise, actor):
    from django.utils.translation import override

    with override("en"):
        made = register(by=actor("lin"), **promise())
    assert PublicEntry.objects.get(key=f"commitment:{made.pk}").state == "办理中"


def test_an_old_document_is_overdue_at_the_next_sweep(promise, actor):
    from core.deadlines.sweep import sweep

    made = register(by=actor("lin"), **promise(promised_on=date(2018, 3, 1), due_on=date(2018, 6, 30)))
    assert sweep().missed == [made.deadline.pk]


def test_the_number_is_of_the_year_of_registration(promise, actor):
    with time_machine.travel("2027-01-02 09:00+08:00", tick=False):
        made = register(by=actor("lin"), **promise(promised_on=date(2026, 12, 1), due_on=date(2026, 12, 1) + timedelta(days=100)))
    assert made.number == "承诺〔2027〕1号"

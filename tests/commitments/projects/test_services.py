"""What each use case of key projects writes and refuses; days by hand."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from accountability.complaints.models import Clue
from commitments.continuity.services import reassign_orphans, watch
from commitments.fulfilment.services import claim_by_hand, verify_claim
from commitments.projects import services
from commitments.projects.models import Problem, ProjectLead
from commitments.register.services import declare_broken
from commitments.visits.services import record_visit
from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice
from core.search.models import PublicEntry
from credit_records.records.models import CreditRecord

pytestmark = pytest.mark.django_db


def refused(expected, service, /, **arguments):
    with pytest.raises(DomainError) as caught, transaction.atomic():
        service(**arguments)
    assert caught.value.code == expected, (caught.value.code, caught.value.message)
    return caught.value.message


def told(beginning):
    return set(Notice.objects.filter(title__startswith=beginning).values_list("user__username", flat=True))


def public(project):
    return PublicEntry.objects.get(key=f"commitment:{project.pk}")


# raising and assigning


@pytest.mark.parametrize(("who", "agency"), [("lin", "市人社局"), ("he", "市人社局"), ("wen", "市交通局"), ("wei", "市政府督查室")])
def test_who_takes_part_or_supervises_raises_a_problem_for_the_own_agency(raised, who, agency):
    problem = raised(by=who)
    assert (problem.state, problem.agency.short_name) == ("raised", agency)


@pytest.mark.parametrize("who", ["tang", "zhuang", "ye", "qin", "admin", "su"])
def test_others_raise_none(project, raised, who):
    refused("refused", raised, of=project(), by=who)


def test_the_agency_of_a_stage_takes_part(project, stage, raised):
    made = project()
    part = stage(made)
    assert raised(of=made, by="zhuang", stage=part).stage == part


def test_a_problem_waits_for_its_assignment_three_working_days_and_those_who_assign_are_told(project, leads, raised):
    """Wednesday 10 March: 11, 12, 15."""
    made = project()
    leads(made)
    problem = raised(of=made)
    deliver_all()
    limit = problem.deadlines.get()
    assert (limit.purpose, limit.agency.short_name, limit.due_on) == ("problem_assign", "市政府督查室", date(2027, 3, 15))
    assert told("请分派问题") == {"jiang", "wei", "su"}


def test_by_the_rule_a_problem_is_solved_in_fifteen_working_days(assigned, states):
    """From 10 March: 11, 12, 15-19, 22-26, 29-31 March are fifteen."""
    problem = assigned()
    assert problem.limit().due_on == date(2027, 3, 31) and problem.limit().agency.short_name == "市住建局"
    assert states(problem) == {"problem_assign": "met", "problem": "running"}


def test_a_named_day_counts_as_it_is_named(assigned, today, project):
    assert assigned(due_on=date(2027, 4, 4)).limit().due_on == date(2027, 4, 4)  # a Sunday
    made = project(due_on=date(2027, 5, 1))
    refused("bad_day", assigned, of=made, due_on=today - timedelta(days=1))
    refused("bad_day", assigned, of=made, due_on=date(2027, 5, 2))


def test_only_the_supervision_office_or_the_leader_assigns(project, raised, leads, agencies, actor):
    made = project()
    problem = raised(of=made)
    assign = {"problem": problem, "solver": agencies["市住建局"], "level": "leader"}
    for who in ("lin", "he", "wen", "tang", "su", "ye", "qin"):
        refused("refused", services.assign_problem, by=actor(who), **assign)
    leads(made)
    problem = services.assign_problem(by=actor("su"), **assign)
    assert (problem.state, problem.level) == ("assigned", "leader")
    deliver_all()
    assert told("请解决问题") == {"tang"}


def test_odd_assignments_are_refused(raised, agencies, actor, today):
    problem, gone = raised(), agencies["市教育局"]
    gone.dissolved_on = today
    gone.save()
    refused("bad_agency", services.assign_problem, problem=problem, solver=gone, level="agency", by=actor("jiang"))
    refused("bad_level", services.assign_problem, problem=problem, solver=agencies["市住建局"], level="x", by=actor("jiang"))


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("words_missing", {"title": " \0"}),
        ("words_missing", {"text": ""}),
        ("words_too_long", {"title": "长" * 101}),
        ("words_too_long", {"text": "长" * 5_001}),
    ],
)
def test_odd_problems_are_refused(raised, code, changed):
    refused(code, raised, **changed)


def test_a_problem_is_of_a_stage_of_its_own_project(project, stage, raised):
    refused("bad_stage", raised, of=project(), stage=stage(project(title="另一个项目")))


# returned, solved, confirmed, sent back


def test_what_is_not_its_own_an_agency_returns_once(assigned, actor, agencies, states):
    problem = assigned()
    refused("missing", services.return_problem, problem=problem, reason=" ", by=actor("tang"))
    refused("refused", services.return_problem, problem=problem, reason="不归我们", by=actor("wen"))
    problem = services.return_problem(problem=problem, reason="燃气归城管部门", by=actor("qiao"))
    assert (problem.state, problem.solver) == ("raised", None)
    assert states(problem) == {"problem_assign": "running", "problem": "cancelled"}
    deliver_all()
    assert told("问题被退回") == {"jiang", "wei"}
    problem = services.assign_problem(problem=problem, solver=agencies["市住建局"], level="group", by=actor("wei"))
    assert "已经退回过一次" in refused("refused", services.return_problem, problem=problem, reason="还是不归", by=actor("tang"))


def test_a_clerk_of_the_solving_agency_solves_it_with_evidence(assigned, actor, paper, states):
    problem, words = assigned(), {"solution": "已经改线。", "files": [paper()]}
    for who in ("qiao", "wen", "lin", "jiang"):
        refused("refused", services.solve_problem, problem=problem, by=actor(who), **words)
    refused("evidence_missing", services.solve_problem, problem=problem, solution="已经改线。", by=actor("tang"))
    refused("words_missing", services.solve_problem, problem=problem, solution="", files=[paper()], by=actor("tang"))
    problem = services.solve_problem(problem=problem, by=actor("tang"), **words)
    assert problem.state == "solved" and problem.limit().is_held
    assert states(problem)["problem_confirm"] == "running"
    deliver_all()
    assert told("请确认问题") == {"wen", "shi"}


@pytest.mark.parametrize("who", ["wen", "shi", "jiang", "wei"])
def test_the_side_that_raised_it_or_a_supervisor_confirms(solved, actor, states, who):
    problem = services.confirm_problem(problem=solved(), by=actor(who))
    assert (problem.state, states(problem)) == ("closed", {"problem_assign": "met", "problem": "met", "problem_confirm": "met"})


@pytest.mark.parametrize("who", ["tang", "qiao", "lin", "he", "su", "ye", "qin", "admin"])
def test_nobody_else_confirms(solved, actor, who):
    refused("refused", services.confirm_problem, problem=solved(), by=actor(who))


def test_nobody_confirms_what_the_own_agency_solved(solved, actor, leads, now):
    problem = solved(solver="市交通局", by="wen")
    refused("refused", services.confirm_problem, problem=problem, by=actor("wen"))
    assert "督查人员" in refused("refused", services.confirm_problem, problem=problem, by=actor("shi"))
    leads(problem.commitment)
    assert problem.deadlines.get(purpose="problem_confirm").agency.short_name == "市政府督查室"
    assert services.confirm_problem(problem=now(problem), by=actor("su")).state == "closed"


def test_a_leader_does_not_confirm_what_the_leader_solved(project, leads, solved, actor):
    made = project()
    leads(made, "tang")
    refused("refused", services.confirm_problem, problem=solved(of=made), by=actor("tang"))


def test_sent_back_the_limit_runs_on(solved, actor, states):
    problem = solved()
    with time_machine.travel("2027-04-06 10:00+08:00", tick=False):
        sweep()
        assert states(problem)["problem"] == "running"  # held: the raising side is slow
        refused("missing", services.send_back_problem, problem=problem, reason="", by=actor("wen"))
        problem = services.send_back_problem(problem=problem, reason="管线还在", by=actor("wen"))
        assert problem.state == "assigned"
        sweep()
        assert states(problem)["problem"] == "overdue"
        deliver_all()
    assert told("问题没有解决") == {"tang"}


def test_solved_in_time_is_in_time_however_long_confirming_takes(solved, actor, states):
    problem = solved()
    with time_machine.travel("2027-04-06 10:00+08:00", tick=False):
        sweep()
        services.confirm_problem(problem=problem, by=actor("wen"))
    assert states(problem) == {"problem_assign": "met", "problem": "met", "problem_confirm": "late"}


def test_solved_late_is_late_and_drafts_a_record_and_a_clue(assigned, actor, paper, states):
    problem = assigned()
    with time_machine.travel("2027-04-01 10:00+08:00", tick=False):
        sweep()
        deliver_all()
        deliver_all()
        record = CreditRecord.objects.get(source_deadline=problem.limit())
        assert (record.state, record.type.code) == ("draft", "project_problem_missed")
        assert Clue.objects.filter(missed=problem.limit()).count() == 1
        assert public(problem.commitment).facts["problems"][0]["state"] == "逾期，还没有解决"
        services.solve_problem(problem=problem, solution="已经改线。", files=[paper()], by=actor("tang"))
        services.confirm_problem(problem=problem, by=actor("wen"))
    assert states(problem)["problem"] == "late"
    assert public(problem.commitment).facts["problems"][0]["state"] == "逾期解决"


def test_a_problem_that_was_a_mistake_is_withdrawn_with_its_reason(assigned, actor, states):
    problem = assigned()
    refused("missing", services.withdraw_problem, problem=problem, reason="", by=actor("wen"))
    refused("refused", services.withdraw_problem, problem=problem, reason="提错了", by=actor("tang"))
    problem = services.withdraw_problem(problem=problem, reason="提错了", by=actor("shi"))
    assert (problem.state, states(problem)["problem"]) == ("withdrawn", "cancelled")
    assert public(problem.commitment).facts.get("problems") is None


def test_steps_begin_where_they_belong(assigned, solved, actor, agencies):
    refused("no_such_step", services.assign_problem, problem=solved(), solver=agencies["市住建局"], level="agency", by=actor("jiang"))
    refused("no_such_step", services.send_back_problem, problem=assigned(), reason="还差", by=actor("jiang"))
    refused("no_such_step", services.confirm_problem, problem=assigned(), by=actor("jiang"))


def test_the_database_refuses_a_shortcut_too(assigned, solved):
    wrong = ((assigned(), "closed"), (assigned(), "solved"), (solved(), "closed"))  # skipped; without words; confirmed by nobody
    for problem, state in wrong:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE commitments_problem SET state = %s WHERE id = %s", [state, problem.pk])


# until completion


def claimed(project, actor, paper):
    return claim_by_hand(commitment=project, text="已经建成。", by=actor("lin"), files=[paper()])


def test_a_project_is_not_claimed_while_a_problem_is_open(project, solved, actor, paper, now):
    made = project()
    problem = solved(of=made)
    assert "1个问题" in refused("stands_against", claimed, project=now(made), actor=actor, paper=paper)
    services.confirm_problem(problem=problem, by=actor("wen"))
    claimed(now(made), actor, paper)
    assert now(made).state == "claimed"


def test_a_stage_is_not_claimed_while_its_own_problem_is_open(project, stage, raised, actor, paper, now):
    made = project()
    first, second = stage(made, agency="市人社局"), stage(made, "主体施工", agency="市人社局")
    raised(of=made, stage=first)
    refused("stands_against", claimed, project=now(first), actor=actor, paper=paper)
    claimed(now(second), actor, paper)


def test_while_it_is_verified_no_problem_is_raised(project, raised, actor, paper, now):
    made = project()
    claimed(now(made), actor, paper)
    refused("not_open", raised, of=made)


def test_other_commitments_have_no_problems(commitment, raised):
    refused("not_a_project", raised, of=commitment, by="lin")


def test_with_a_project_that_ends_its_problems_end(project, assigned, raised, leads, actor, states, now):
    made = project()
    leads(made)
    first, second = assigned(of=made), raised(of=made)
    services.end_lead(commitment=made, reason="调离", by=actor("jiang"))
    declare_broken(commitment=now(made), reason="项目没有建", by=actor("jiang"))
    deliver_all()
    assert {now(first).state, now(second).state} == {"withdrawn"}
    assert set(states(first).values()) == {"met", "cancelled"}
    assert not Deadline.objects.live().filter(purpose__startswith="pro").exists()


# stages


def test_a_stage_is_a_part_with_its_own_agency_and_day(project, stage, agencies, today):
    made = project()
    part = stage(made)
    assert (part.whole, part.title, part.extra["stage"]) == (made, "公共实训基地：土地平整", "土地平整")
    assert (part.agency, part.deadline.due_on) == (agencies["市教育局"], today + timedelta(days=30))
    refused("bad_due_on", stage, of=made, days=201)
    refused("words_missing", stage, of=made, name=" ")


# who leads


def test_the_leader_is_named_by_the_supervision_office_and_the_public_reads_the_post(project, leads, actor, today, now):
    made = project()
    for who in ("lin", "he", "ye", "qin", "su"):
        refused("refused", services.name_lead, commitment=made, post="副市长", reason="分工", starts_on=today, by=actor(who))
    lead = leads(made, post="常务副市长")
    deliver_all()
    assert told("由你牵头") == {"su"}
    assert now(made).extra["leader"] == "常务副市长" and lead.civil_servant.name not in str(public(made).facts)


def test_one_follows_another_without_a_gap(project, leads, actor, now, today):
    made = project()
    first = leads(made)
    with time_machine.travel("2027-04-06 10:00+08:00", tick=False):
        refused("bad_day", leads, of=made, username="fang", starts_on=date(2027, 3, 9))
        refused("bad_day", leads, of=made, username="fang", starts_on=date(2027, 4, 7))
        second = leads(made, "fang", reason="分工调整", starts_on=date(2027, 4, 1))
    assert (now(first).ends_on, now(first).ended_because, second.ends_on) == (date(2027, 4, 1), "分工调整", None)


def test_a_post_in_words_is_enough_and_a_name_that_is_not_in_the_directory_is_said(project, leads):
    made = project()
    refused("bad_name", leads, of=made, name="无此人")
    refused("bad_name", leads, of=made, agency=None)
    assert leads(made, agency=None, name="").civil_servant is None


@pytest.mark.parametrize("how", ["left", "closed"])
def test_who_leaves_orphans_no_project(project, leads, people, now, how, today):
    made = project()
    lead, user = leads(made), people["su"]
    if how == "left":
        user.civil_servant.left_on = today
        user.civil_servant.save()
    else:
        user.is_active = False
        user.save()
    for _time in range(2):
        watch()
        deliver_all()
    assert now(lead).ends_on == today and now(made).extra["leader"] == "待明确"
    limit = lead.deadlines.get()  # ten working days: 11, 12, 15-19, 22-24
    assert (limit.purpose, limit.agency.short_name, limit.due_on) == ("project_lead", "市政府督查室", date(2027, 3, 24))
    assert Notice.objects.filter(title__startswith="牵头领导待明确").count() == 2  # two supervisors, once
    leads(made, "fang")
    limit.refresh_from_db()
    assert limit.state == "met" and now(made).extra["leader"] == "分管就业的副市长"


def test_the_watch_leaves_finished_projects_alone(project, leads, people, actor, paper, now):
    made = project()
    lead = leads(made)
    claimed(now(made), actor, paper)
    visit = {"place": "工地", "companions": "市人社局", "found": "建成", "verdict": "as_reported", "files": [paper()]}
    record_visit(commitment=now(made), visited_on=date(2027, 3, 10), by=actor("jiang"), **visit)
    verify_claim(commitment=now(made), grade="kept", by=actor("jiang"))
    type(people["su"]).objects.filter(username="su").update(is_active=False)
    watch()
    assert now(lead).ends_on is None


# whose it is when an agency is gone


def test_problems_pass_on_when_the_solving_or_raising_agency_is_dissolved(assigned, agencies, today, now):
    problem = assigned()
    for gone, after in (("市住建局", "市民政局"), ("市交通局", "市财政局")):
        agencies[gone].dissolved_on, agencies[gone].successor = today, agencies[after]
        agencies[gone].save()
    reassign_orphans()
    problem = now(problem)
    assert (problem.solver.short_name, problem.agency.short_name) == ("市民政局", "市财政局")
    assert (problem.limit().agency.short_name, problem.limit().due_on) == ("市民政局", date(2027, 3, 31))
    assert public(problem.commitment).facts["problems"][0]["agency"] == "市民政局"


def test_the_public_reads_title_agency_day_with_its_explanation_and_state_and_nothing_else(solved):
    problem = solved()
    entry = public(problem.commitment)
    [told] = entry.facts["problems"]
    assert told.pop("deadline")["due_on"] == "2027-03-31"
    assert told == {"title": "燃气管线没有迁改", "agency": "市住建局", "due_on": "2027-03-31", "state": "待确认", "mark": "plain"}
    everything = f"{entry.title}{entry.text}{entry.facts}"
    assert "王某某" not in everything and "改线" not in everything and "唐一鸣" not in everything


def test_a_project_has_one_leader_at_a_time(project, leads, people):
    lead = leads(project())
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectLead.objects.create(
            commitment=lead.commitment, post="副市长", starts_on=lead.starts_on, reason="x", named_by=people["jiang"]
        )


def test_a_withdrawn_problem_frees_the_project(raised, project, actor, paper, now):
    made = project()
    problem = raised(of=made)
    services.withdraw_problem(problem=problem, reason="已不存在", by=actor("jiang"))
    claimed(now(made), actor, paper)
    assert Problem.objects.get().state == "withdrawn"

"""More time for a problem: by who assigns it, before the limit has passed, as far as the rule allows, and public with its reason. Days by hand:
assigned on Wednesday 10 March 2027 with 15 working days it is due on Wednesday the 31st; 3 to 5 April are off (weekend, 清明)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from commitments.projects import services
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice
from core.rules.models import Rule
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def extend(actor):
    def make(problem, amount=3, by="jiang", reason="燃气公司停气要等用气低谷。"):
        return services.extend_problem(problem=problem, amount=amount, reason=reason, by=actor(by))

    return make


def refused(expected, service, *arguments, **words):
    with pytest.raises(DomainError) as caught, transaction.atomic():
        service(*arguments, **words)
    assert caught.value.code == expected
    return caught.value.message


def test_working_days_are_added_and_everybody_reads_how_and_why(assigned, extend, now, client):
    problem = assigned()
    assert problem.limit().due_on == date(2027, 3, 31)
    extend(problem)
    assert now(problem).limit().due_on == date(2027, 4, 6)
    deliver_all()
    facts = PublicEntry.objects.get(key=f"commitment:{problem.commitment_id}").facts["problems"][0]
    assert facts["due_on"] == "2027-04-06"
    assert facts["extended"] == [{"days": 3, "on": "2027-03-10", "reason": "燃气公司停气要等用气低谷。"}]
    page = client.get(reverse("public_commitment", args=[problem.commitment_id])).content.decode()
    assert "2027年3月10日经督查部门或者牵头领导批准，延长3个工作日：燃气公司停气要等用气低谷。" in page


def test_a_day_that_was_named_grows_as_far_as_the_rule_allows_too(assigned, extend, now):
    """Named: Wednesday 17 March; two working days later is Friday the 19th."""
    problem = assigned(due_on=date(2027, 3, 17))
    extend(problem, 2)
    assert now(problem).limit().due_on == date(2027, 3, 19)
    refused("extension_too_long", extend, problem, 9)


def test_all_extensions_count_together_and_the_rule_says_how_far(assigned, extend):
    problem = assigned()
    extend(problem, 6)
    assert "最多延长10" in refused("extension_too_long", extend, problem, 5)
    extend(problem, 4)
    assert "最多延长10个工作日，已经延长10个" in refused("may_not_extend", extend, problem, 1)


@pytest.mark.parametrize("limit", [None, 0])
def test_where_the_rule_allows_none_there_is_none(assigned, extend, limit):
    Rule.objects.filter(code="problem_solve").update(extension_limit=limit)
    refused("may_not_extend", extend, assigned())
    refused("may_not_extend", extend, assigned(due_on=date(2027, 3, 17)))


def test_it_is_approved_by_a_supervisor_or_the_leader_never_by_who_solves_it(project, assigned, leads, extend):
    made = project()
    leads(made, "su")
    problem = assigned(made)
    for name in ("tang", "qiao", "lin", "wen", "he", "ye", "qin"):
        refused("refused", extend, problem, by=name)
    extend(problem, 1, by="su")
    extend(problem, 1, by="jiang")


def test_the_office_does_not_lengthen_its_own_limit(assigned, people, actor, extend):
    office = actor("jiang").memberships
    problem = assigned()
    problem.solver_id = min(agency for _role, agency in office)
    assert services.why_not_extend(problem, actor("jiang"))[0] == "refused"


def test_a_missed_limit_a_solved_or_raised_problem_and_no_reason_are_refused(assigned, raised, solved, extend, today):
    refused("no_such_step", extend, raised())
    refused("no_such_step", extend, solved())
    problem = assigned()
    refused("words_missing", extend, problem, reason=" ")
    with time_machine.travel("2027-04-01 08:00+08:00", tick=False):
        refused("limit_missed", extend, problem)
        sweep(at=date(2027, 4, 1))
        refused("limit_missed", extend, problem)


def test_not_past_the_day_of_the_project(project, assigned, extend, today):
    """The project is due on 31 March, too."""
    problem = assigned(project(due_on=today + timedelta(days=21)))
    assert "2027年4月1日" in refused("after_the_project", extend, problem, 1)


def test_the_page_offers_it_says_how_far_and_shows_who_and_why(assigned, signed_in, now):
    problem, client = assigned(), signed_in("jiang")
    address = reverse("problem_extend", args=[problem.pk])
    assert address in client.get(problem.get_absolute_url()).content.decode()
    assert address not in signed_in("tang").get(problem.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    assert "累计最多延长10个工作日，已经延长0个" in page and "2027年3月31日" in page
    wrong = client.post(address, {"amount": "11", "reason": "停气要等。"})
    assert wrong.status_code == 422 and "停气要等。" in wrong.content.decode() and "最多延长10" in wrong.content.decode()
    assert client.post(address, {"amount": "3", "reason": "停气要等。"})["Location"] == problem.get_absolute_url()
    page = client.get(problem.get_absolute_url()).content.decode()
    assert "延长解决期限" in page and "停气要等。" in page and "2027年4月6日" in page
    assert "延长解决期限" in client.get(reverse("project", args=[problem.commitment_id])).content.decode()
    assert client.get(address).status_code == 200  # seven are left
    assert "由督查人员或者牵头领导批准" in signed_in("tang").get(address).content.decode()


def test_the_raising_side_and_the_solving_agency_are_told(assigned, extend, people):
    extend(assigned())
    deliver_all()
    titles = {name: list(Notice.objects.filter(user=people[name]).values_list("title", flat=True)) for name in ("wen", "tang")}
    assert "问题的解决期限延长：燃气管线没有迁改" in titles["wen"]
    assert any("期限有变动" in title for title in titles["tang"])


def test_two_who_read_the_same_limit_do_not_lengthen_it_twice(assigned, extend, signed_in):
    problem, client = assigned(), signed_in("jiang")
    address = reverse("problem_extend", args=[problem.pk])
    seen = client.get(address).context["form"]["seen"].value()
    extend(problem, by="wei")
    page = client.post(address, {"amount": "3", "reason": "停气要等。", "seen": seen})
    assert page.status_code == 422 and "有了改动" in page.content.decode() and "已经延长3个" in page.content.decode()
    problem.refresh_from_db()
    assert problem.limit().extension == 3

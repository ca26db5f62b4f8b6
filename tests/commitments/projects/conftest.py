"""A key project of 市人社局 with 市交通局 beside it; its problems are solved by 市住建局, which takes no part otherwise."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from commitments.projects import services
from commitments.projects.models import Problem
from commitments.register.services import register


@pytest.fixture(autouse=True)
def today():
    """A Wednesday in the future, since events are dated by the database."""
    with time_machine.travel("2027-03-10 10:00+08:00", tick=False):
        yield date(2027, 3, 10)


@pytest.fixture
def project(promise, kind, agencies, actor):
    """project(title=…)"""

    def make(**changed):
        facts = {
            "kind": kind("key_project"),
            "title": "公共实训基地",
            "cooperating": (agencies["市交通局"],),
            "due_on": timezone.localdate() + timedelta(days=200),
            "extra": {"leader": "分管就业的副市长"},
        }
        return register(by=actor("lin"), **promise(**facts | changed))

    return make


@pytest.fixture
def stage(agencies, actor):
    """stage(project, "土地平整", days=30, agency="市教育局")"""

    def make(of, name="土地平整", days=30, agency="市教育局", **changed):
        facts = {"text": "完成平整。", "criterion": "验收单公开", "due_on": timezone.localdate() + timedelta(days=days), "weight": 1}
        return services.add_stage(commitment=of, stage=name, agency=agencies[agency], by=actor("lin"), **facts | changed)

    return make


@pytest.fixture
def raised(project, actor):
    """raised(of=project) by the clerk of 市交通局."""

    def make(of=None, by="wen", **changed):
        words = {"title": "燃气管线没有迁改", "text": "权属单位不同意停气，老板王某某要价太高。"}
        return services.raise_problem(commitment=of or project(), by=actor(by), **words | changed)

    return make


@pytest.fixture
def assigned(raised, agencies, actor):
    """assigned(due_on=…) to 市住建局 by the supervisor."""

    def make(of=None, solver="市住建局", due_on=None, level="agency", by="jiang", **changed):
        problem = raised(of, **changed)
        return services.assign_problem(problem=problem, solver=agencies[solver], level=level, due_on=due_on, by=actor(by))

    return make


@pytest.fixture
def solved(assigned, actor, paper):
    def make(by="tang", **changed):
        return services.solve_problem(problem=assigned(**changed), solution="已经改线。", files=[paper()], by=actor(by))

    return make


@pytest.fixture
def leads(people, actor, agencies):
    """leads(project, "su"): that account is the project's leader. By the supervisor, from today."""

    def make(of, username="su", post="分管就业的副市长", **changed):
        person = people[username].civil_servant
        facts = {"post": post, "reason": "市政府分工文件", "starts_on": timezone.localdate(), "agency": person.agency, "name": person.name}
        return services.name_lead(commitment=of, by=actor("jiang"), **facts | changed)

    return make


@pytest.fixture
def now():
    """now(row): as it stands in the database."""
    return lambda row: type(row).objects.get(pk=row.pk)


@pytest.fixture
def states():
    """states(problem): {purpose: state} of its newest limits."""
    return lambda problem: dict(Problem.objects.get(pk=problem.pk).deadlines.order_by("pk").values_list("purpose", "state"))

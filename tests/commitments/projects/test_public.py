"""All key projects of a year on one public page: what was published, by its year, district and stage, at a constant cost."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.projects import services
from commitments.register.services import register
from core.deadlines.sweep import sweep
from core.directory.models import Agency
from core.events.services import deliver_all

pytestmark = pytest.mark.django_db


def page(query="", status=200):
    response = Client().get(reverse("public_projects") + query)
    assert response.status_code == status
    return response.content.decode()


def test_a_project_stands_with_leader_stage_problems_and_the_next_day(project, stage, assigned, raised):
    made = project()
    later = stage(made, "主体施工", days=90)
    present = stage(made, "土地平整", days=30)
    assigned(made)
    raised(made, title="征地没有完成")
    shown = page()
    assert "公共实训基地" in shown and "分管就业的副市长" in shown and "市人社局" in shown and made.number in shown
    assert "土地平整" in shown and "4月9日" in shown and f"/{present.pk}/#why" in shown
    assert f"/{later.pk}/#why" not in shown and "办完这个阶段" in shown
    lines = file("?format=csv")
    assert lines[0].startswith("项目,编号,牵头领导,责任单位,现在的阶段,进度,没解决的问题,逾期的问题,下一个日期,要办什么,状态")
    assert len(lines) == 2 and ",土地平整,0%,2,,2027-04-09,办完这个阶段," in lines[1]


def file(query):
    answer = Client().get(reverse("public_projects") + query)
    return b"".join(answer.streaming_content).decode().removeprefix("\ufeff").strip().splitlines()


def test_without_stages_the_next_day_is_that_of_the_project(project):
    made = project()
    assert "项目完成" in page() and f"/{made.pk}/#why" in page()


def test_stages_and_other_promises_are_no_projects(project, stage, promise, actor):
    stage(project())
    register(by=actor("lin"), **promise(title="办事大厅延时服务"))
    assert len(file("?format=csv")) == 2


def test_overdue_problems_are_counted_and_solved_ones_are_not(project, assigned, solved, actor, today):
    made = project()
    assigned(made, due_on=today + timedelta(days=1))
    services.confirm_problem(problem=solved(of=made), by=actor("wen"))
    with time_machine.travel("2027-03-15 08:00+08:00", tick=False):
        sweep()
        deliver_all()
        assert ",1,1个逾期," in file("?format=csv")[1]


def test_a_year_shows_what_was_promised_by_its_end_and_was_not_due_before(project):
    """Today is 10 March 2027; one project is due this year, one on 3 December 2028."""
    project()
    project(title="滨江快速路", due_on=date(2028, 12, 3))
    assert "公共实训基地" in page() and "滨江快速路" in page()
    assert "公共实训基地" not in page("?year=2028") and "滨江快速路" in page("?year=2028")
    assert "公共实训基地" not in page("?year=2026")
    assert "公共实训基地" in page("?year=")
    with time_machine.travel("2028-02-01 08:00+08:00", tick=False):
        assert "公共实训基地" in page()  # it is late, but not finished


def test_filters_by_district_and_stage_and_odd_answers_find_nothing(project, stage, agencies):
    stage(project())
    project(title="滨江快速路")
    assert "公共实训基地" in page("?stage=土地平整") and "滨江快速路" not in page("?stage=土地平整")
    assert "滨江快速路" in page("?area=city")
    districts = Agency.objects.filter(level=Agency.Level.COUNTY).values_list("pk", flat=True)
    assert "滨江快速路" not in page(f"?area={districts[0]}")
    for odd in ("?year=x", "?year=99999999", "?stage=x", "?area=x", "?sort=x", "?after=x"):
        page(odd)
    page("?format=exe", 404)


def test_the_looks_at_commitments_lead_to_it_and_it_can_be_printed(project):
    project()
    assert reverse("public_projects") in Client().get(reverse("public_commitments")).content.decode()
    assert reverse("public_projects") in Client().get(reverse("public_lists")).content.decode()
    assert "data-print" in page()


def test_more_projects_cost_no_more_statements(project, stage, assigned):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            page()
        return len(queries)

    stage(project())
    cost()
    before = cost()
    for number in range(4):
        made = project(title=f"项目{number}")
        stage(made, f"阶段{number}")
        assigned(made)
    assert cost() == before

"""The doors of key projects: what staff type and see, and that no page costs more with more rows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.projects import services
from commitments.projects.models import Problem
from core.deadlines.sweep import sweep

pytestmark = pytest.mark.django_db


def body(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def board(project):
    return reverse("project", args=[project.pk])


def at(name, row):
    return reverse(name, args=[row.pk])


def test_who_sees_a_project(signed_in, project, stage, assigned, leads):
    """The responsible agency, who cooperates, who has a stage, who solves a problem, the leader, who looks across; nobody else."""
    made = project()
    stage(made)
    assigned(of=made)
    leads(made)
    for name, status in {
        **dict.fromkeys(("lin", "he", "wen", "shi", "zhuang", "luo", "tang", "qiao", "su", "jiang", "ye", "qin"), 200),
        **dict.fromkeys(("fang", "bai", "gao", "admin"), 404),
    }.items():
        assert signed_in(name).get(board(made)).status_code == status, name
        assert ("公共实训基地" in body(signed_in(name).get(reverse("projects")))) is (status == 200), name
    assert Client().get(board(made)).status_code == 302


def test_another_commitment_has_no_board(signed_in, commitment, stage, project):
    assert signed_in("lin").get(board(commitment)).status_code == 404
    assert signed_in("lin").get(board(stage(project()))).status_code == 404


def test_the_list_shows_stage_and_problems_filters_and_exports(signed_in, project, stage, assigned, raised, leads, today):
    made, other = project(), project(title="滨江快速路")
    stage(made, "主体施工", days=90)
    stage(made, "土地平整", days=30)
    assigned(of=made, due_on=today)
    leads(made)
    sweep(at=made.deadlines.model._meta.get_field("due_on").to_python("2027-03-11"))
    raised(of=other)
    client, address = signed_in("jiang"), reverse("projects")
    page = body(client.get(address))
    assert "土地平整" in page and "主体施工" not in page  # the first that is not finished, by its day
    overdue = body(client.get(address + "?problems=overdue"))
    assert "公共实训基地" in overdue and "滨江快速路" not in overdue
    assert "滨江快速路" in body(client.get(address + "?problems=open"))
    led = body(signed_in("su").get(address + "?mine=true"))
    assert "公共实训基地" in led and "滨江快速路" not in led
    for query in ("sort=due", "sort=problems", "q=滨江", "agency=x", "state=new", "problems=x", "mine=x"):
        assert client.get(f"{address}?{query}").status_code == 200, query
    lines = b"".join(client.get(address + "?format=csv").streaming_content).decode()
    assert "分管就业的副市长" in lines and "土地平整" in lines


def test_from_raising_to_confirming_through_the_pages(signed_in, project, agencies, paper):
    made = project()
    wen, jiang, tang = signed_in("wen"), signed_in("jiang"), signed_in("tang")
    assert "会公开在项目的页面上" in body(wen.get(at("problem_raise", made)))
    assert wen.post(at("problem_raise", made), {"title": "燃气管线没有迁改", "text": "王某某要价太高。"}).status_code == 302
    problem = Problem.objects.get()
    assert "现在要做：办这些问题" in body(jiang.get(board(made)))
    answers = {"solver": agencies["市住建局"].pk, "level": "leader", "due_on": "2027-04-01"}
    assert jiang.post(at("problem_assign", problem), answers).status_code == 302
    assert at("problem_solve", problem) in body(tang.get(problem.get_absolute_url()))
    assert "至少一份" in body(tang.post(at("problem_solve", problem), {"solution": "已经改线。"}), 422)
    assert tang.post(at("problem_solve", problem), {"solution": "已经改线。", "files": paper()}).status_code == 302
    assert "已经改线。" in body(wen.get(at("problem_confirm", problem)))
    assert wen.post(at("problem_confirm", problem), {}).status_code == 302
    problem.refresh_from_db()
    assert problem.state == "closed"
    page = body(Client().get(reverse("public_commitment", args=[made.pk])))
    assert "燃气管线没有迁改" in page and "市住建局" in page and "已解决" in page and "王某某" not in page and "改线" not in page


def test_returned_sent_back_and_withdrawn_through_the_pages(signed_in, assigned, solved):
    problem = assigned()
    assert signed_in("tang").post(at("problem_return", problem), {"reason": "燃气归城管部门"}).status_code == 302
    again = signed_in("tang").get(problem.get_absolute_url())  # who returned it still sees what became of it
    assert "燃气归城管部门" in body(again)
    assert signed_in("shi").post(at("problem_withdraw", problem), {"reason": "已经自行解决"}).status_code == 302
    other = solved()
    assert "填写理由" in body(signed_in("wen").post(at("problem_send_back", other), {"reason": ""}), 422)
    assert signed_in("wen").post(at("problem_send_back", other), {"reason": "管线还在"}).status_code == 302
    assert set(Problem.objects.values_list("state", flat=True)) == {"withdrawn", "assigned"}


def test_a_step_that_is_not_the_next_one_is_said(signed_in, assigned):
    problem = assigned()
    assert signed_in("jiang").get(at("problem_assign", problem)).status_code == 409
    assert signed_in("wen").get(at("problem_confirm", problem)).status_code == 409
    assert signed_in("wen").get(at("problem_solve", problem)).status_code == 403


def test_a_leader_without_any_role_raises_assigns_and_finds_the_own_projects(signed_in, people, project, leads, agencies, actor):
    made = project()
    leads(made)
    people["su"].memberships.all().delete()
    client = signed_in("su")
    assert client.post(at("problem_raise", made), {"title": "征地没有完成", "text": "还差三户。"}).status_code == 302
    problem = Problem.objects.get()
    assert problem.agency == agencies["市政府办公室"]
    answers = {"solver": agencies["市住建局"].pk, "level": "leader"}
    assert client.post(at("problem_assign", problem), answers).status_code == 302
    assert "征地没有完成" in body(client.get(reverse("problems")))


def test_stages_and_leaders_are_entered_on_their_pages(signed_in, project, agencies, people):
    made = project()
    stage = {
        "stage": "土地平整",
        "agency": agencies["市教育局"].pk,
        "due_on": "2027-05-01",
        "text": "完成平整",
        "criterion": "验收",
        "weight": "2",
    }
    assert signed_in("lin").post(at("project_stage", made), stage).status_code == 302
    assert "不能晚于" in body(signed_in("lin").post(at("project_stage", made), stage | {"due_on": "2030-01-01"}), 422)
    lead = {"post": "常务副市长", "agency": agencies["市政府办公室"].pk, "name": "苏明远", "starts_on": "2027-03-10", "reason": "分工文件"}
    assert "名录里没有" in body(signed_in("jiang").post(at("project_lead", made), lead | {"name": "无此人"}), 422)
    assert signed_in("jiang").post(at("project_lead", made), lead).status_code == 302
    page = body(signed_in("lin").get(board(made)))
    assert "土地平整" in page and "市教育局" in page and "常务副市长" in page and "苏明远" in page
    assert signed_in("jiang").post(at("project_lead_end", made), {"reason": "工作调动"}).status_code == 302
    assert "待明确" in body(signed_in("lin").get(board(made)))
    assert "待明确" in body(Client().get(reverse("public_commitment", args=[made.pk])))


def test_the_list_of_problems_filters(signed_in, assigned, raised, agencies, today, project):
    made = project()
    assigned(of=made, due_on=today)
    raised(of=made, title="征地没有完成")
    sweep(at=made.deadlines.model._meta.get_field("due_on").to_python("2027-03-11"))
    client, address = signed_in("jiang"), reverse("problems")
    assert "征地" in body(client.get(address + "?mine=true")) and "燃气" not in body(client.get(address + "?mine=true"))
    assert "燃气" in body(client.get(address + "?overdue=true")) and "征地" not in body(client.get(address + "?overdue=true"))
    assert "燃气" in body(client.get(address + f"?solver={agencies['市住建局'].pk}"))
    for query in ("state=raised", "sort=due", "overdue=false", "mine=false", "state=x", "solver=-1", f"project={made.pk}", "q=征地"):
        assert client.get(f"{address}?{query}").status_code == 200, query
    assert "征地" in b"".join(client.get(address + "?format=csv").streaming_content).decode()
    assert signed_in("tang").get(reverse("work")).status_code == 200 and "燃气" in body(signed_in("tang").get(reverse("work")))


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        body(client.get(address))
    return len(queries)


@pytest.mark.parametrize("who", ["jiang", "lin"])
def test_lists_cost_the_same_with_more_rows(signed_in, project, stage, assigned, who):
    def one():
        made = project()
        stage(made)
        assigned(of=made)

    client = signed_in(who)
    one()
    before = [cost(client, reverse(name)) for name in ("projects", "problems")]
    for _number in range(4):
        one()
    assert [cost(client, reverse(name)) for name in ("projects", "problems")] == before
    assert max(before) <= 30


@pytest.mark.parametrize("who", ["jiang", "lin", "wen", "su"])
def test_a_board_costs_the_same_with_more_stages_and_problems(signed_in, project, stage, assigned, raised, leads, who):
    made = project()
    leads(made)
    stage(made)
    assigned(of=made)
    raised(of=made)
    client = signed_in(who)
    before = cost(client, board(made))
    for _number in range(4):
        stage(made)
        assigned(of=made)
        raised(of=made)
    assert cost(client, board(made)) == before <= 30


def test_a_problem_page_has_a_fixed_price(signed_in, solved):
    problem = solved()
    assert cost(signed_in("wen"), problem.get_absolute_url()) <= 25


def test_publishing_a_project_costs_the_same_with_more_problems(project, raised, actor):
    def publishing(of):
        with CaptureQueriesContext(connection) as queries:
            services.raise_problem(commitment=of, title="征地没有完成", text="还差三户。", by=actor("jiang"))
        return len(queries)

    made = project()
    publishing(made)
    before = publishing(made)
    raised(of=made)
    assert publishing(made) == before

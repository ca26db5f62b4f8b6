"""The key project of the demo city: a leader with an account, three stages, a problem that was solved and one that is overdue."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commitments.fulfilment.services import report_progress
from commitments.projects import services
from commitments.register.models import CommitmentKind
from commitments.register.services import register
from core.deadlines.calendar import load_calendar
from core.deadlines.services import recompute
from core.deadlines.sweep import sweep

STAGES = (
    ("土地平整", "临川新区管委会", 60, 2, "场地标高符合设计，验收单公开"),
    ("主体施工", "市住建局", 200, 5, "主体结构验收合格，验收意见公开"),
    ("设备安装和投产", "市发展改革委", 330, 3, "试生产合格，投产公告公开"),
)


def run_project(agencies, actors):
    """市住建局 is responsible; 市交通局 raised what 市住建局 solved, and waits for 市市场监管局."""
    today = timezone.localdate()
    project = register(
        by=actors["tang"],
        kind=CommitmentKind.objects.get(code="key_project"),
        title="临川新区智能装备产业园一期",
        text="建成标准厂房8万平方米，第一批6家企业投产。",
        criterion="8万平方米厂房通过竣工验收\n6家企业投产",
        beneficiary="入园企业和新区居民",
        agency=agencies["市住建局"],
        cooperating=(agencies["市交通局"], agencies["市投资促进局"]),
        promised_on=today - timedelta(days=90),
        due_on=today + timedelta(days=360),
        extra={"leader": "分管工业的副市长", "investment": 36000},
    )
    office = agencies["市政府办公室"]
    lead = {"post": "分管工业的副市长", "agency": office, "name": "苏明远", "reason": "云澜市重点项目跟踪责任制分工"}
    services.name_lead(commitment=project, starts_on=today - timedelta(days=60), by=actors["jiang"], **lead)
    stages = [add_stage(project, agencies, actors["tang"], today, *stage) for stage in STAGES]
    report_progress(commitment=stages[1], text="桩基完成，主体结构开始施工。", percent=15, by=actors["tang"], files=[paper("监理月报")])
    raise_problems(project, stages, agencies, actors)
    return project


def add_stage(project, agencies, clerk, today, name, agency, days, weight, criterion):
    words = {"stage": name, "text": f"{name}全部完成。", "criterion": criterion, "weight": weight}
    return services.add_stage(commitment=project, agency=agencies[agency], due_on=today + timedelta(days=days), by=clerk, **words)


def raise_problems(project, stages, agencies, actors):
    wen, words = actors["wen"], "施工便道要从规划路接入，路口还没有审批。"
    solved = services.raise_problem(commitment=project, stage=stages[1], title="施工便道接入没有审批", text=words, by=wen)
    services.assign_problem(problem=solved, solver=agencies["市住建局"], level="agency", by=actors["jiang"])
    done = {"solution": "已办理临时占道和接入许可，便道通车。", "files": [paper("接入许可")]}
    services.confirm_problem(problem=services.solve_problem(problem=solved, by=actors["tang"], **done), by=wen)
    words = "园区两台塔吊的使用登记要现场检验，检验机构排期到下个月。"
    late = services.raise_problem(commitment=project, stage=stages[1], title="起重机械检验排期过长", text=words, by=actors["tang"])
    late = services.assign_problem(problem=late, solver=agencies["市市场监管局"], level="leader", by=actors["su"])
    long_ago(late.limit(), 30)
    sweep()


def long_ago(limit, days):
    """As if it had been assigned so many days ago."""
    limit.started_on = timezone.localdate() - timedelta(days=days)
    limit.save(update_fields=["started_on"])
    recompute(limit, load_calendar())


def paper(name):
    return SimpleUploadedFile(f"{name}.txt", f"{name}（演示）".encode(), content_type="text/plain")

"""What the addresses of key projects are about, like targets.py: a project of 市人社局 that the subject leads nothing of."""

from datetime import timedelta

from django.utils import timezone

from commitments.projects import services
from commitments.register.models import CommitmentKind
from commitments.register.services import register
from tests.architecture.access.targets import paper, pk


def made_project(city):
    return register(
        by=city.actor("clerk"),
        kind=CommitmentKind.objects.get(code="key_project"),
        title="公共实训基地",
        text="建成公共实训基地。",
        criterion="验收单公开",
        beneficiary="全市求职者",
        agency=city.own,
        due_on=timezone.localdate() + timedelta(days=200),
        extra={"leader": "分管就业的副市长"},
    )


def raised(city):
    words = {"title": "燃气管线没有迁改", "text": "权属单位不同意停气。"}
    return services.raise_problem(commitment=made_project(city), by=city.actor("clerk"), **words)


def assigned(city):
    return services.assign_problem(problem=raised(city), solver=city.own, level="agency", by=city.actor("supervisor"))


def project(city):
    return pk(made_project(city))


def raised_problem(city):
    return pk(raised(city))


def assigned_problem(city):
    return pk(assigned(city))


def solved_problem(city):
    return pk(services.solve_problem(problem=assigned(city), solution="已经改线。", files=[paper()], by=city.actor("clerk")))

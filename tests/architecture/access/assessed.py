"""What the addresses of the yearly assessment are about, like targets.py: last year's, in which 市人社局 missed a promise."""

from datetime import date

from django.utils import timezone

from commitments.assessment import services
from commitments.register.models import CommitmentKind
from commitments.register.services import register
from core.accounts.actor import Actor
from core.accounts.models import User
from core.deadlines.sweep import sweep
from tests.architecture.access.targets import pk


def last_year():
    return timezone.localdate().year - 1


def made_assessment(city):
    year = last_year()
    register(
        by=city.actor("clerk"),
        kind=CommitmentKind.objects.get(code="policy_task"),
        title="公布服务事项清单",
        text="六月底前公布服务事项清单。",
        agency=city.own,
        criterion="清单公开",
        beneficiary="全市职工",
        basis="年度工作要点",
        promised_on=date(year, 1, 11),
        due_on=date(year, 6, 30),
    )
    sweep()
    return services.begin(year=year, by=Actor.of(another_supervisor()))


def another_supervisor():
    """Another one than the city's "supervisor", who publishes it."""
    return User.objects.get(username="wei")


def draft_assessment(city):
    return pk(made_assessment(city))


def published(city):
    return services.publish(assessment=made_assessment(city), words="一项没有办成。", by=city.actor("supervisor"))


def published_assessment(city):
    return pk(published(city))


def assessed_year(city):
    return {"year": published(city).year}


def no_year(city):
    return {"year": 2001}


def assessed_agency(city):
    return {"year": published(city).year, "pk": city.own.pk}


def no_agency_of_a_year(city):
    return {"year": published(city).year, "pk": city.agencies["市教育局"].pk}

"""What the addresses of yearly lists are about, like targets.py: lists of 市人社局."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commitments.lists import ballots, services
from commitments.lists.models import Ballot
from commitments.register.models import CommitmentKind
from core.accounts.actor import Actor
from tests.architecture.access.targets import pk

SHEET = "事项,责任单位,完成时限,向谁承诺,怎样算做到\n窗口延时服务,{agency},{year}-12-31,全市职工,公布延时的窗口和时间\n"


def made_list(city):
    year = timezone.localdate().year
    kind = CommitmentKind.objects.get(code="public_promise")
    made = services.draw_up(kind=kind, agency=city.own, year=year, title=f"{year}年服务承诺", by=city.actor("clerk"))
    sheet = SimpleUploadedFile("清单.csv", SHEET.format(agency=city.own.name, year=year).encode("utf-8-sig"))
    return services.upload_sheet(yearly_list=made, announced_on=timezone.localdate(), file=sheet, by=city.actor("clerk"))


def submitted(city):
    return services.submit(yearly_list=made_list(city), by=city.actor("clerk"))


def announced(city):
    return services.announce(yearly_list=submitted(city), by=city.actor("reviewer"))


def opened(city):
    return services.open_vote(yearly_list=announced(city), until=timezone.localdate() + timedelta(days=7), by=city.actor("supervisor"))


def draft_list(city):
    return pk(made_list(city))


def submitted_list(city):
    return pk(submitted(city))


def announced_list(city):
    return pk(announced(city))


def voted_list(city):
    return pk(opened(city))


def ballot_token(city):
    opened_list = opened(city)
    key = opened_list.items.values_list("commitment", flat=True)[0]
    ballots.vote(yearly_list=opened_list, grades={key: "satisfied"}, email="a@example.org", language="zh-hans", by=Actor())
    return {"token": ballots.token_to(Ballot.objects.get())}

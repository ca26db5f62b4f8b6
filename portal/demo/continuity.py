"""Continuity in the demo city: what a dissolved institution owed waits to be taken, and a new head must sign for what the old one leaves."""

from datetime import date, timedelta

from django.utils import timezone

from commitments.continuity.services import watch
from commitments.register.models import CommitmentKind
from commitments.register.services import register
from core.accounts.models import Membership, Role, User
from core.directory.models import Agency, Tenure
from portal.demo.cast import CITY, PASSWORD, make_civil_servant

OWED = (
    ("开放公共实训基地晚间时段", "公共实训基地每周三个晚上向市民开放，年底前实行。", "网站公布开放时间和预约方式", 45),
    ("公布技能等级认定机构名单", "公布可以开展职业技能等级认定的机构和工种。", "名单在网站公布，可按工种查询", 25),
)


def continue_commitments(agencies, actors):
    leave_to_superior(agencies, actors)
    change_head(agencies["市住建局"])
    watch()


def leave_to_superior(agencies, actors):
    """An institution of 市人社局 that is dissolved, without anybody named to follow it."""
    today = timezone.localdate()
    centre = Agency.objects.create(
        name="云澜市职业技能开发中心",
        short_name="市技能中心",
        parent=agencies["市人社局"],
        level="institution",
        division_code=f"{CITY}00",
        founded_on=date(2009, 1, 1),
    )
    for title, text, criterion, days in OWED:
        register(
            by=actors["su"],
            kind=CommitmentKind.objects.get(code="public_promise"),
            title=title,
            text=text,
            agency=centre,
            criterion=criterion,
            beneficiary="全市劳动者",
            basis="市政府常务会议纪要",
            promised_on=today - timedelta(days=60),
            due_on=today + timedelta(days=days),
        )
    centre.dissolved_on = today
    centre.save()


def change_head(agency):
    """顾长青 leaves today, and 宁致远 follows; both have accounts."""
    today = timezone.localdate()
    old = agency.tenures.get(ended_on=None)
    old.civil_servant.user = account("gu", old.civil_servant.name)
    old.civil_servant.save()
    old.ended_on = today
    old.save()
    user = account("ning", "宁致远")
    Membership.objects.create(user=user, agency=agency, role=Role.AGENCY_REVIEWER, starts_on=today)
    new = make_civil_servant("宁致远", agency, "主要负责人", 103, user=user)
    Tenure.objects.create(agency=agency, civil_servant=new, began_on=today)


def account(username, name):
    user = User.objects.create(username=username, name=name, email=f"{username}@yunlan.example")
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user

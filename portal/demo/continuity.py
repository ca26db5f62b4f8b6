"""Continuity in the demo city: of what a dissolved institution owed one thing was taken and two wait; of two new heads one has signed."""

from datetime import date, timedelta

from django.utils import timezone

from commitments.continuity.models import Handover, Reassignment
from commitments.continuity.services import sign_handover, take, watch
from commitments.register.models import CommitmentKind
from commitments.register.services import register
from core.accounts.actor import Actor
from core.accounts.models import Membership, Role, User
from core.directory.models import Agency, Tenure
from portal.demo.cast import CITY, PASSWORD, make_civil_servant

OWED = (
    ("开放公共实训基地晚间时段", "公共实训基地每周三个晚上向市民开放，年底前实行。", "网站公布开放时间和预约方式", 45),
    ("编印求职者技能培训地图", "标出各区可以参加培训的地点和课程，向社区发放。", "每个社区都有，网站可以下载", 70),
    ("公布技能等级认定机构名单", "公布可以开展职业技能等级认定的机构和工种。", "名单在网站公布，可按工种查询", 25),
)


def continue_commitments(agencies, actors):
    leave_to_superior(agencies, actors)
    change_head(agencies["市住建局"], "ning", "宁致远", 103)
    account_of_old_head(agencies["市住建局"], "gu")
    change_head(agencies["东泽区政府"], "zhong", "钟毓秀", 104)
    watch()
    take_one(actors)
    sign_both(agencies["东泽区政府"], actors)


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


def change_head(agency, username, name, order):
    """The head leaves today, and another one with an account follows."""
    today = timezone.localdate()
    old = agency.tenures.get(ended_on=None)
    old.ended_on = today
    old.save()
    user = account(username, name)
    Membership.objects.create(user=user, agency=agency, role=Role.AGENCY_REVIEWER, starts_on=today)
    new = make_civil_servant(name, agency, "主要负责人", order, user=user)
    Tenure.objects.create(agency=agency, civil_servant=new, began_on=today)


def account_of_old_head(agency, username):
    person = agency.tenures.exclude(ended_on=None).get().civil_servant
    person.user = account(username, person.name)
    person.save()


def take_one(actors):
    row = Reassignment.objects.get(commitment__title=OWED[1][0])
    take(chosen=[row.pk], by=actors["he"])


def sign_both(agency, actors):
    """The old head has no account: the supervision office signs in place."""
    handover = Handover.objects.get(agency=agency)
    sign_handover(handover=handover, by=actors["jiang"], reason="离任负责人已退休，清单由区政府办公室逐项核对。")
    sign_handover(handover=handover, by=Actor.of(User.objects.get(username="zhong")))


def account(username, name):
    user = User.objects.create(username=username, name=name, email=f"{username}@yunlan.example")
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user

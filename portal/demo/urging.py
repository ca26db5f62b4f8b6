"""Urging in the demo city: two promises of one agency by a letter, the late one again, the other one answered; an assignment by rule."""

from datetime import timedelta

from django.utils import timezone

from commitments.fulfilment.services import report_progress
from commitments.register.models import Commitment, CommitmentKind
from commitments.register.services import register
from commitments.urging.services import urge
from core.accounts.actor import Actor
from core.accounts.models import Membership, Role
from core.deadlines.sweep import sweep
from core.events.services import deliver_all


def urge_the_late(agencies, actors):
    assign_late(agencies, actors)
    sweep()
    deliver_all()
    late = underway().filter(deadlines__state="overdue", deadlines__purpose="fulfil").first()
    if late is None:
        return
    soon = (
        underway().filter(agency=late.agency, deadlines__state="running", deadlines__purpose="fulfil").order_by("deadlines__due_on").first()
    )
    own = [one for one in (late, soon) if one]
    reason = "有的已过期限，有的临近期限，没有看到下一步安排。请说明原因，明确办结日期。"
    made = urge(commitments=own, reason=reason, letter="urging_letter", by=actors["jiang"])
    again = {"again": [made[0].pk], "letter": "supervision_letter"}
    urge(commitments=[late], reason="上次催办以后仍没有安排，请主要负责人研究。", by=actors["wei"], **again)
    if soon:
        answer(soon)


def underway():
    """What nobody urged yet, of agencies that have a clerk in the cast."""
    staffed = Membership.objects.filter(role=Role.CLERK).values("agency")
    rows = Commitment.objects.filter(state="open", agency__in=staffed, kind__by_hand=True, urges=None)
    return rows.select_related("agency").order_by("pk")


def assign_late(agencies, actors):
    """It was due before it was entered: the system urges as soon as it looks."""
    today = timezone.localdate()
    register(
        by=actors["jiang"],
        kind=CommitmentKind.objects.get(code="leader_assignment"),
        title="排查学校周边交通隐患",
        text="会同有关部门排查全市中小学周边交通隐患，逐处提出整改办法。",
        agency=agencies["市交通局"],
        criterion="每所学校有排查记录\n每处隐患有整改办法和期限",
        beneficiary="全市中小学师生",
        basis="市政府专题会议纪要",
        promised_on=today - timedelta(days=20),
        due_on=today - timedelta(days=2),
        extra={"assigned_at": "市政府专题会议"},
        allow_incomplete=True,  # as what is taken in from minutes, whose days may be over
    )


def answer(commitment):
    clerk = Membership.objects.filter(agency=commitment.agency, role=Role.CLERK).select_related("user").earliest("pk").user
    words = "施工单位已增加班组，预计月底前办结。"
    report_progress(commitment=commitment, text=words, percent=max(commitment.percent, 60), by=Actor.of(clerk))

"""Lawful changes in the demo city: one approved, one that waits for a decision."""

from django.core.files.uploadedfile import SimpleUploadedFile

from commitments.changes.models import LawfulReason
from commitments.changes.services import decide_change, propose_change
from commitments.register.models import Commitment
from core.accounts.actor import Actor
from core.accounts.models import Membership, Role

# the first words of a title: reason, why, how those affected were heard, working days
APPROVED = (
    "建成保障性租赁住房",
    "public_interest",
    "施工场地让出一半，用于汛期抢险物资堆放，装修推迟。",
    "向轮候家庭发了告知书，开了两次说明会，主要意见是希望尽早公布新的交付日期。",
    20,
)
WAITING = (
    "更换破损路灯",
    "force_majeure",
    "台风损坏供电线路，抢修完成以前不能安装。",
    "在沿线社区张贴告示并听取意见，居民希望先装学校周边。",
    10,
)


def change_commitments(actors):
    request = proposed(*APPROVED)
    decide_change(request=request, outcome="approved", reason="抢险指挥部的征用通知属实，已经听取意见。", by=actors["jiang"])
    proposed(*WAITING)


def proposed(beginning, reason, explanation, consultation, extension):
    commitment = Commitment.objects.get(title__startswith=beginning)
    clerk = Membership.objects.filter(agency=commitment.agency, role=Role.CLERK).select_related("user").earliest("pk").user
    return propose_change(
        commitment=commitment,
        reason=LawfulReason.objects.get(code=reason),
        explanation=explanation,
        affected=commitment.beneficiary or "全体市民",
        consultation=consultation,
        compensation=False,
        compensation_words="只是推迟，没有收取过费用，没有人因此受损失。",
        extension=extension,
        files=[SimpleUploadedFile("听取意见记录.txt", "听取意见记录\n经办：演示\n".encode(), content_type="text/plain")],
        by=Actor.of(clerk),
    )

"""Suggestions of the demo city: one that runs, one that a deputy is content with, one whose proposer is not and that waits to be handed over again."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commitments.fulfilment.services import claim_fulfilment, verify_claim
from commitments.register.models import CommitmentKind
from commitments.suggestions import services
from core.accounts.actor import Actor
from core.events.services import deliver_all

ANSWERED = [
    ("关于增设滨江路公交站点的建议", "滨江路两公里没有公交站点，建议增设两处。", "第18号", "顾明川", "satisfied", ""),
    (
        "关于统一物业收费公示的建议",
        "各小区公示办法不一，建议出台指导意见。",
        "第27号",
        "林知远",
        "dissatisfied",
        "答复函没有说明何时出台指导意见。",
    ),
]


def suggest(agencies, actors):
    """市政府办公室 hands them to 市住建局."""
    handed("关于在江北片区增建社区食堂的建议", "江北片区老年人多，建议每个社区有一处食堂。", "第9号", "苏景和", agencies, actors, hard=True)
    nobody = Actor.of(AnonymousUser())
    for title, text, number, name, grade, words in ANSWERED:
        made = handed(title, text, number, name, agencies, actors)
        paper = SimpleUploadedFile("答复函.txt", f"{title}的答复\n".encode(), content_type="text/plain")
        claim_fulfilment(commitment=made, text="已书面答复提出人。", by=actors["tang"], files=[paper])
        verify_claim(commitment=made, grade="kept", by=actors["jiang"], reason="已核对答复函。")
        deliver_all()
        services.answer(code=made.proposers.get().code, grade=grade, words=words, by=nobody)


def handed(title, text, number, name, agencies, actors, hard=False):
    return services.register_suggestion(
        by=actors["su"],
        kind=CommitmentKind.objects.get(code="deputy_suggestion"),
        title=title,
        text=text,
        agency=agencies["市住建局"],
        beneficiary="全市居民",
        basis="市人大常委会办公室交办",
        criterion="书面答复提出人，能解决的已经解决，不能解决的说明理由。",
        promised_on=timezone.localdate() - timedelta(days=30),
        extra={"suggestion": f"市十届人大三次会议{number}"},
        hard=hard,
        name=name,
    )

"""What the addresses of lawful changes are about, like targets.py."""

from commitments.changes.models import LawfulReason
from commitments.changes.services import propose_change
from tests.architecture.access.targets import made_commitment, paper, pk


def change(city):
    return pk(
        propose_change(
            commitment=made_commitment(city),
            reason=LawfulReason.objects.get(code="public_interest"),
            explanation="因防汛需要，窗口系统延后上线。",
            affected="全市用人单位",
            consultation="召开座谈会，没有反对意见。",
            compensation=False,
            compensation_words="没有人因此受损失。",
            extension=10,
            files=[paper()],
            by=city.actor("clerk"),
        )
    )

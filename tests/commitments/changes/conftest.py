"""A request of 市人社局 to change its commitment."""

import pytest

from commitments.changes.models import LawfulReason
from commitments.changes.services import propose_change


@pytest.fixture
def propose(commitment, actor, paper):
    """propose(extension=10, text="…") asks for a change, by the clerk, for 社会公共利益需要."""

    def make(*, reason="public_interest", by="lin", of=None, **changed):
        told = {
            "explanation": "因防汛抢险，窗口系统的机房要搬迁。",
            "affected": "全市用人单位和职工",
            "consultation": "召开座谈会，12家单位没有反对意见。",
            "compensation": False,
            "compensation_words": "没有人因此受损失。",
            "files": [paper("座谈会记录.txt")],
        }
        return propose_change(commitment=of or commitment, reason=LawfulReason.objects.get(code=reason), by=actor(by), **told | changed)

    return make

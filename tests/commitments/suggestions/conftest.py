import pytest

from commitments.register.models import CommitmentKind
from commitments.suggestions import services


@pytest.fixture
def suggestion(agencies, actor):
    """A suggestion that the city's office handed to 市住建局, with one proposer."""

    def make(kind="deputy_suggestion", by="su", **changes):
        known = {
            "kind": CommitmentKind.objects.get(code=kind),
            "title": "关于增设滨江路公交站点的建议",
            "text": "滨江路两公里没有公交站点，建议增设。",
            "agency": agencies["市住建局"],
            "criterion": "书面答复提出人，能解决的已经解决，不能解决的说明理由。",
            "beneficiary": "滨江路沿线居民",
            "basis": "市人大常委会办公室交办",
            "extra": {"suggestion": "市十届人大三次会议第18号"},
            "name": "顾明川",
            "body": "江北代表团",
            "email": "gu@example.org",
        }
        return services.register_suggestion(by=actor(by), **known | changes)

    return make

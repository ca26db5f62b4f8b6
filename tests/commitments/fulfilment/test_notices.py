"""Who is told of a claim: whoever may verify it, and the clerks what became of it."""

import pytest

from commitments.fulfilment import services
from commitments.register.services import register
from core.events.services import deliver_all
from core.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed(promise, actor, paper, kind):
    """claimed("policy_task", …) was registered and claimed by 市人社局's clerk; nobody was told before the claim."""

    def make(code, **extra):
        commitment = register(by=actor("lin"), **promise(kind=kind(code), extra=extra))
        return services.claim_fulfilment(commitment=commitment, text="做完了", files=[paper()], by=actor("lin")).commitment

    return make


def told():
    deliver_all()
    return sorted(Notice.objects.filter(event__name__startswith="claim").values_list("user__username", "title"))


def test_the_reviewer_of_the_agency_is_told(claimed):
    claimed("policy_task")
    assert told() == [("he", "请核验：工伤认定全程网办")]


def test_where_supervision_verifies_it_is_told_and_the_reviewer_is_not(claimed):
    claimed("public_promise")
    assert told() == [("jiang", "请核验：工伤认定全程网办"), ("wei", "请核验：工伤认定全程网办")]


def test_who_reported_is_not_asked_to_verify(promise, actor, people, agencies, paper):
    commitment = register(by=actor("lin"), **promise())
    people["he"].memberships.create(agency=agencies["市人社局"], role="clerk", starts_on=commitment.promised_on)
    services.report_progress(commitment=commitment, text="过半", percent=50, by=actor("he"))
    services.claim_fulfilment(commitment=commitment, text="做完了", files=[paper()], by=actor("lin"))
    assert told() == []


def test_the_clerk_is_told_what_became_of_it_and_why(claimed, actor):
    services.send_back_claim(commitment=claimed("policy_task"), reason="缺验收单", by=actor("he"))
    assert told()[1] == ("lin", "完成申报退回补充：工伤认定全程网办")
    assert Notice.objects.get(user__username="lin").body == "理由：缺验收单"

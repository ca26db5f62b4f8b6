"""The edges of the rules of guides: limits, who may take which step, and who is told."""

from datetime import date

import pytest

from commitments.items import queries, services
from commitments.items.models import GuideVersion, ServiceItem
from core.accounts.actor import Actor
from core.accounts.models import Membership, User
from tests.commitments.edges import refused, told
from tests.commitments.items.guides import MATERIALS, guide_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(agencies):
    """both("lin"): that clerk of 市人社局 reviews there, too."""

    def make(name):
        user = User.objects.get(username=name)
        Membership.objects.create(user=user, agency=agencies["市人社局"], role="agency_reviewer", starts_on=date(2024, 1, 1))
        return Actor.of(user)

    return make


@pytest.fixture
def colleague(agencies):
    user = User.objects.create(username="mo", name="莫", email="mo@yunlan.example")
    Membership.objects.create(user=user, agency=agencies["市人社局"], role="clerk", starts_on=date(2024, 1, 1))
    return user


def test_a_promise_has_one_to_as_many_days_as_the_law(draft):
    words = {"kind": "other", "statutory_basis": "《条例》第二条"}
    assert (draft(promised_days=1).promised_days, draft(promised_days=20).promised_days) == (1, 20)
    for days in (0, 21):
        refused({0: "bad_limit", 21: "longer_than_law"}[days], draft, promised_days=days)
    assert draft(statutory_days=1_000, **words).statutory_days == 1_000
    for days in (0, 1_001):
        refused("bad_limit", draft, statutory_days=days, **words)
    refused("bad_kind", draft, kind="permit")


def test_up_to_sixty_papers_in_one_to_99_copies(draft):
    rows = [MATERIALS[0] | {"name": f"材料{number}"} for number in range(61)]
    assert len(draft(materials=rows[:60]).materials) == 60
    refused("bad_materials", draft, materials=rows)
    assert draft(materials=[MATERIALS[0] | {"copies": 99}]).materials[0]["copies"] == 99
    refused("bad_materials", draft, materials=[MATERIALS[0] | {"copies": 100}])


def test_those_that_are_asked_have_the_days_of_the_rule_or_of_the_promise(draft, agencies):
    others = {"participants": (agencies["市住建局"],)}
    assert draft(**others, promised_days=10, opinion_days=10).opinion_days == 10
    assert draft(**others, promised_days=30).opinion_days == 10  # the rule: ten working days
    refused("bad_limit", draft, **others, opinion_days=-1)


def test_the_rule_of_a_version_is_that_of_its_kind(published):
    """By it a case is extended: 10 days for a licence, nothing else is extended."""
    rules = [("licence", "licence_decide", {}), ("payment", "service_decide", {"statutory_days": 15, "statutory_basis": "《条例》第二条"})]
    for kind, rule, words in rules:
        assert published(kind=kind, **words).versions.get().rule_code == rule


def test_another_agency_that_takes_part_sees_it_and_writes_nothing(draft, actor, agencies, people):
    item = draft(participants=(agencies["市住建局"],))
    refused("refused", services.edit_item, item=item, by=actor("tang"), **guide_facts())
    refused("refused", services.submit_item, item=item, by=actor("tang"))
    seen = {name for name, user in people.items() if ServiceItem.objects.visible_to(user).filter(pk=item.pk).exists()}
    assert {"lin", "he", "tang", "qiao", "jiang"} <= seen and not seen & {"bai", "lan", "su", "admin"}


def test_whoever_wrote_at_this_version_does_not_publish_it(draft, actor, both, colleague, people):
    """Two clerks wrote: neither of them publishes, also where the other one handed it in."""
    item = services.edit_item(item=draft(), by=Actor.of(colleague), **guide_facts())
    assert item.writer_ids == sorted([people["lin"].pk, colleague.pk])
    item = services.submit_item(item=item, by=actor("lin"))
    refused("refused", services.publish_item, item=item, by=both("mo"))
    refused("refused", services.publish_item, item=item, by=both("lin"))
    assert list(queries.waiting_for(actor("he"))) == [item]
    assert not queries.waiting_for(actor("qiao")).exists()


def test_who_revises_is_a_writer_of_the_new_version(published, both, now, actor):
    item = services.revise_item(item=published(), by=actor("lin"), reason="压缩期限")
    assert item.writer_ids == [actor("lin").user.pk]
    refused("refused", services.publish_item, item=services.submit_item(item=now(item), by=actor("lin")), by=both("lin"))


def test_each_step_is_taken_by_its_role_and_with_its_reason(draft, published, actor):
    refused("refused", services.submit_item, item=draft(), by=actor("he"))
    waiting = services.submit_item(item=draft(), by=actor("lin"))
    refused("missing", services.send_back_item, item=waiting, by=actor("he"), reason="")
    refused("refused", services.send_back_item, item=waiting, by=actor("lin"), reason="改")
    refused("no_such_decision", services.decide_item, item=waiting, by=actor("he"), decision="perhaps")
    item = published()
    for step in (services.revise_item, services.withdraw_item):
        refused("refused", step, item=item, by=actor("qiao"), reason="改")
    refused("refused", services.revise_item, item=item, by=actor("he"), reason="改")
    refused("missing", services.revise_item, item=item, by=actor("lin"), reason="")
    refused("refused", services.withdraw_item, item=item, by=actor("lin"), reason="取消")
    refused("words_missing", services.withdraw_item, item=item, by=actor("he"), reason=" ")


def test_reviewers_are_told_what_to_review_and_writers_what_became_of_it(draft, actor):
    item = services.submit_item(item=draft(), by=actor("lin"))
    assert told("请审核办事指南") == {"he"}
    item = services.send_back_item(item=item, by=actor("he"), reason="写明收费")
    assert told("办事指南退回修改") == {"lin"}
    services.publish_item(item=services.submit_item(item=item, by=actor("lin")), by=actor("he"))
    assert told("办事指南已公布") == {"lin"}


def test_of_two_items_each_is_offered_in_its_newest_version(published, actor, now):
    one, two = published(), published(name="职业介绍许可")
    item = services.revise_item(item=one, by=actor("lin"), reason="压缩期限")
    services.publish_item(item=services.submit_item(item=now(item), by=actor("lin")), by=actor("he"))
    assert {(version.item_id, version.number) for version in GuideVersion.objects.current()} == {(one.pk, 2), (two.pk, 1)}
    services.withdraw_item(item=two, by=actor("he"), reason="取消")
    assert GuideVersion.objects.current().get().item == one

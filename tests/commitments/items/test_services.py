"""Guides: who writes and who publishes, a promise that is not longer than the law, versions that are kept."""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError

from commitments.items import services
from commitments.items.models import GuideVersion, ServiceItem
from core.errors import DomainError
from core.ledger.queries import latest_entry
from core.search.models import PublicEntry
from core.search.queries import find
from tests.commitments.items.guides import MATERIALS, guide_facts

pytestmark = pytest.mark.django_db


def refused(call, code, field=None):
    with pytest.raises(DomainError) as error:
        call()
    assert error.value.code == code, error.value.message
    assert error.value.data.get("field") == field


def test_a_clerk_writes_it_for_the_own_agency_only(actor, agencies):
    refused(lambda: services.create_item(by=actor("tang"), agency=agencies["市人社局"], **guide_facts()), "refused")
    refused(lambda: services.create_item(by=actor("he"), agency=agencies["市人社局"], **guide_facts()), "refused")


def test_without_a_number_the_licensing_law_counts(draft):
    """《行政许可法》第四十二条: 20 working days; 45 where several agencies decide."""
    item = draft()
    assert (item.statutory_days, item.statutory_basis) == (20, "《行政许可法》第四十二条第一款、第八十二条")


def test_a_parallel_licence_has_45_days_and_its_rule(published, agencies):
    item = published(participants=(agencies["市住建局"],), promised_days=30)
    version = item.versions.get()
    assert (item.statutory_days, version.rule_code, version.opinion_days) == (45, "licence_joint", 10)


def test_what_is_no_licence_needs_its_own_limit_and_basis(draft):
    refused(lambda: draft(kind="payment"), "bad_limit", "statutory_days")
    refused(lambda: draft(kind="payment", statutory_days=15), "basis_missing", "statutory_basis")
    assert draft(kind="payment", statutory_days=15, statutory_basis="《社会救助暂行办法》第十一条").statutory_days == 15


def test_a_promise_longer_than_the_law_is_refused_by_the_form_and_by_the_database(draft):
    refused(lambda: draft(promised_days=21), "longer_than_law", "promised_days")
    item = draft(promised_days=20)
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceItem.objects.filter(pk=item.pk).update(promised_days=21)


def test_a_fee_needs_a_basis(draft):
    refused(lambda: draft(fee="每件50元"), "words_missing", "fee_basis")
    item = draft(fee="每件50元", fee_basis="云价费〔2026〕2号")
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceItem.objects.filter(pk=item.pk).update(fee_basis="")


@pytest.mark.parametrize("rows", [[], [MATERIALS[0], MATERIALS[0]], [MATERIALS[0] | {"form": "fax"}], [MATERIALS[0] | {"copies": 0}]])
def test_materials_are_complete_rows(draft, rows):
    refused(lambda: draft(materials=rows), "bad_materials", "materials")


def test_the_others_have_less_time_than_was_promised(draft, agencies):
    others = {"participants": (agencies["市住建局"],)}
    refused(lambda: draft(**others, opinion_days=11), "bad_limit", "opinion_days")
    refused(lambda: draft(participants=(agencies["市人社局"],)), "bad_participants", "participants")
    assert draft(**others, promised_days=5).opinion_days == 5
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceItem.objects.update(opinion_days=40)


def test_who_wrote_it_cannot_publish_it(draft, actor, people, agencies):
    from core.accounts.actor import Actor
    from core.accounts.models import Membership, Role

    Membership.objects.create(user=people["lin"], agency=agencies["市人社局"], role=Role.AGENCY_REVIEWER, starts_on="2024-01-01")
    item = services.submit_item(item=draft(), by=actor("lin"))
    writer = Actor.of(type(people["lin"]).objects.get(pk=people["lin"].pk))
    refused(lambda: services.publish_item(item=item, by=writer), "refused")
    refused(lambda: services.publish_item(item=item, by=actor("qiao")), "refused")
    assert services.publish_item(item=item, by=actor("he")).state == "published"


def test_published_it_is_found_and_chained(published):
    item = published()
    entry = PublicEntry.objects.get(key=item.public_key)
    assert entry in find(PublicEntry.objects.all(), "人力资源 场所证明")
    assert latest_entry(entry.key).content_hash == entry.content_hash
    assert entry.facts["versions"][0]["content"]["promised_days"] == 10


def test_while_it_is_revised_the_public_reads_the_old_one_and_later_both(published, actor, now):
    item = services.revise_item(item=published(), by=actor("lin"), reason="压缩期限")
    services.edit_item(item=item, by=actor("lin"), **guide_facts(promised_days=7))
    assert PublicEntry.objects.get(key=item.public_key).facts["versions"][0]["content"]["promised_days"] == 10
    services.publish_item(item=services.submit_item(item=now(item), by=actor("lin")), by=actor("he"))
    versions = PublicEntry.objects.get(key=item.public_key).facts["versions"]
    assert [(one["number"], one["content"]["promised_days"]) for one in versions] == [(2, 7), (1, 10)]
    assert [one.promised_days for one in GuideVersion.objects.current()] == [7]


def test_a_published_version_never_changes(published):
    version = published().versions.get()
    with pytest.raises(InternalError), transaction.atomic():
        GuideVersion.objects.filter(pk=version.pk).update(promised_days=1)


def test_only_a_draft_is_edited(published, actor):
    refused(lambda: services.edit_item(item=published(), by=actor("lin"), **guide_facts()), "not_a_draft")


def test_what_was_withdrawn_is_neither_public_nor_offered(published, actor):
    item = services.withdraw_item(item=published(), by=actor("he"), reason="许可已取消")
    assert not PublicEntry.objects.visible_to(None).filter(key=item.public_key).exists()
    assert not GuideVersion.objects.current().exists()


def test_the_database_keeps_one_version_of_a_number_within_the_law(published, people):
    item = published()
    known = item.versions.values("item_id", "name", "rule_code", "content", "statutory_days", "promised_days").get()
    for name, columns in [("guide_version_once", {"number": 1}), ("guide_promised_within_law", {"number": 2, "promised_days": 21})]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            GuideVersion.objects.create(published_by=people["he"], **known | columns)

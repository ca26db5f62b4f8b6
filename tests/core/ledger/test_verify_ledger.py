"""D8: silent change of what is public shows, and the changed row is named."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from core.ledger.models import ChainEntry
from core.ledger.services import broken_entries
from core.search.models import PublicEntry
from core.search.publication import Publication, publish_many, withdraw
from core.search.verification import findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(agencies):
    """Five public rows; the first was renewed once, the last is withdrawn."""
    agency = agencies["市人社局"].pk
    rows = [
        Publication(f"item:{n}", "item", f"事项{n}", agency, f"/items/{n}/", "公开", facts={"days": [1, 2.5], "note": None})
        for n in range(5)
    ]
    publish_many(rows)
    publish_many([Publication("item:0", "item", "事项零", agency, "/items/0/", "公开")])
    withdraw("item:4", reason="含个人信息")
    return PublicEntry.objects.all()


def unguarded(sql, *parameters):
    """What somebody with the database's own rights might do."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_chainentry DISABLE TRIGGER USER")
        cursor.execute(sql, parameters)
        cursor.execute("ALTER TABLE core_chainentry ENABLE TRIGGER USER")


def found():
    return [(finding.fault, finding.key) for finding in findings()]


def test_nothing_is_found_where_all_is_well(published, capsys):
    assert found() == []
    call_command("verify_ledger")
    assert "公开链7条，公开条目5条，全部一致" in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [
        {"title": "别的标题"},
        {"state": "撤销"},
        {"facts": {"days": [1, 3], "note": None}},
        {"due_on": "2026-01-01"},
        {"content_hash": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_row_is_named(published, capsys, change):
    published.filter(key="item:1").update(**change)
    assert found() == [("changed", "item:1")]
    with pytest.raises(SystemExit) as ended:
        call_command("verify_ledger")
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert "公开条目 item:1" in said
    assert "发现1处问题" in said


def test_a_row_that_was_taken_out_or_slipped_in(published, agencies):
    published.filter(key="item:2").delete()
    PublicEntry.objects.create(
        key="item:9", kind="item", title="没有公开过", agency=agencies["市人社局"], path="/", state="", search_text=""
    )
    assert sorted(found()) == [("missing", "item:2"), ("unchained", "item:9")]


def test_a_row_that_was_quietly_withdrawn_or_shown_again(published):
    published.filter(key="item:4").update(withdrawn_at=None)
    published.filter(key="item:1").update(withdrawn_at="2026-01-01T00:00Z")
    assert sorted(found()) == [("shown", "item:4"), ("withdrawn", "item:1")]


@pytest.mark.parametrize(
    "sql", ["UPDATE core_chainentry SET key = 'x' WHERE sequence = 3", "DELETE FROM core_chainentry WHERE sequence = 3"]
)
def test_the_database_refuses_to_touch_the_chain(published, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert found() == []


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ('UPDATE core_chainentry SET content = content || \'{"title": "x"}\' WHERE sequence = 3', [3]),
        ("UPDATE core_chainentry SET key = 'item:8' WHERE sequence = 3", [3]),
        ("UPDATE core_chainentry SET created_at = created_at + interval '1 second' WHERE sequence = 3", [3]),
        ("UPDATE core_chainentry SET previous_hash = repeat('0', 64) WHERE sequence = 3", [3]),
        ("DELETE FROM core_chainentry WHERE sequence = 3", [4]),
    ],
)
def test_a_chain_that_was_touched_all_the_same_is_found(published, sql, broken):
    unguarded(sql)
    assert [entry.sequence for entry in broken_entries()] == broken
    assert ("chain", ChainEntry.objects.get(sequence=broken[0]).key) in found()


def test_a_chain_that_was_cut_off_at_its_end_is_found_by_the_rows(published):
    unguarded("DELETE FROM core_chainentry WHERE sequence >= 6")
    assert list(broken_entries()) == []
    assert sorted(found()) == [("changed", "item:0"), ("withdrawn", "item:4")]


def test_nothing_new_is_written_where_nothing_changed(published):
    before = ChainEntry.objects.count()
    publish_many([Publication("item:0", "item", "事项零", published.get(key="item:0").agency_id, "/items/0/", "公开")])
    assert ChainEntry.objects.count() == before

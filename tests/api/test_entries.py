"""The open data show what the public may see and nothing else: each kind by the same rules."""

import hashlib
import json

import pytest

from core.directory.models import AgencyName
from core.search.models import PublicEntry
from core.search.publication import withdraw
from portal.open_data.base import SequencePagination

pytestmark = pytest.mark.django_db
KINDS = {"commitments": "commitment", "items": "item", "records": "record", "cases": "case"}
each_kind = pytest.mark.parametrize(("name", "kind"), KINDS.items())


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, response.content
    return response.json()


def ids(client, address):
    return [row["id"] for row in read(client, address)["results"]]


def walk(client, address):
    rows = []
    while address:
        page = read(client, address)
        rows += page["results"]
        address = page["next"]
    return rows


@pytest.fixture
def all_kinds(fill):
    for kind in KINDS.values():
        fill(kind)


@each_kind
def test_a_list_has_its_kind_and_leads_to_details(client, all_kinds, agencies, name, kind):
    rows = read(client, f"/api/{name}/")["results"]
    assert {row["kind"] for row in rows} == {kind}
    assert [row["id"] for row in rows] == [3, 2, 1]
    bureau = agencies["市住建局"]
    assert rows[0]["agency"] == {"id": bureau.pk, "name": bureau.name, "short_name": "市住建局"}
    assert read(client, rows[0]["url"])["title"] == "加装电梯3"
    assert rows[0]["page"] == "http://testserver/3/"


@each_kind
def test_a_detail_has_facts_the_explained_limit_and_its_place_in_the_chain(client, all_kinds, name, kind):
    one = read(client, f"/api/{name}/2/")
    assert one["facts"]["deadline"]["due_on"] == one["deadline"]["due_on"] == "2026-03-16"
    assert "自2026年2月10日的次日起算20个工作日" in one["deadline"]["sentence"]
    assert one["deadline"]["explanation"]["rule_code"] == "foi_reply"
    assert one["chain"]["content_hash"] == one["content_hash"]
    assert read(client, "/api/ledger/")["results"][one["chain"]["sequence"] - 1]["entry_hash"] == one["chain"]["entry_hash"]


def test_the_sentence_is_chinese_for_every_reader(client, fill):
    fill("item")
    response = client.get("/api/items/1/", headers={"accept-language": "en"})
    assert "个工作日" in response.json()["deadline"]["sentence"]


@each_kind
def test_who_knows_how_can_check_a_detail_offline(client, all_kinds, name, kind):
    one = read(client, f"/api/{name}/1/")
    canonical = json.dumps(one["content"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode()).hexdigest() == one["content_hash"]
    assert one["content"]["facts"] == one["facts"]


@each_kind
def test_what_was_withdrawn_is_gone_everywhere(client, all_kinds, name, kind):
    withdraw(f"{kind}:2", reason="公示期满")
    assert read(client, f"/api/{name}/2/", 404)["code"] == "not_found"
    assert ids(client, f"/api/{name}/") == [3, 1]
    assert [row["id"] for row in read(client, "/api/search/?q=加装电梯2")["results"] if row["kind"] == kind] == []
    assert "加装电梯" not in client.get("/api/ledger/").content.decode()


@each_kind
def test_what_was_never_there_is_not_found(client, all_kinds, name, kind):
    for pk in ("4", "0", "9" * 30):
        assert read(client, f"/api/{name}/{pk}/", 404).keys() == {"code", "message"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=办理中", [3, 2, 1]),
        ("state=办结", []),
        ("mark=plain", [3, 2, 1]),
        ("mark=bad", []),
        ("due_from=2026-03-16&due_to=2026-03-16", [3, 2, 1]),
        ("due_from=2026-03-17", []),
        ("due_to=2026-03-15", []),
        ("updated_since=0001-01-01T00:00:00", [3, 2, 1]),
        ("updated_since=2020-01-01T00:00:00Z", [3, 2, 1]),
        ("updated_since=2090-01-01T00:00:00%2B08:00", []),
        ("agency=999999999999999999999999", []),
        ("kind=policy_task", [3, 2, 1]),
        ("kind=debt", []),
    ],
)
def test_filters(client, fill, query, found):
    fill("commitment")
    assert ids(client, f"/api/commitments/?{query}") == found


@pytest.mark.parametrize(
    ("name", "query", "found"),
    [("items", "category=policy", 3), ("items", "category=pol", 0), ("records", "dimension=commitment", 3), ("records", "dimension=x", 0)],
)
def test_filters_of_a_kind(client, all_kinds, name, query, found):
    assert len(ids(client, f"/api/{name}/?{query}")) == found


def test_the_entries_of_an_agency(client, fill, agencies):
    fill("item", 3)
    fill("item", 1, agency="市人社局")
    assert ids(client, f"/api/items/?agency={agencies['市人社局'].pk}") == [1]
    assert ids(client, f"/api/items/?agency={agencies['市住建局'].pk}") == [3, 2]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("commitments/?mark=purple", "invalid_choice"),
        ("commitments/?due_from=yesterday", "invalid"),
        ("commitments/?updated_since=now", "invalid"),
        ("commitments/?agency=x", "invalid"),
        ("commitments/?agency=1.5", "invalid"),
        ("commitments/?state=%00", "null_characters_not_allowed"),
        ("commitments/?colour=red", "unknown_parameter"),
        ("commitments/?after=nonsense", "bad_token"),
        ("commitments/?before=W10", "bad_token"),
        ("agencies/?level=moon", "invalid_choice"),
        ("search/", "required"),
        ("search/?q=%00", "null_characters_not_allowed"),
        ("ledger/?after=-1", "bad_token"),
        ("ledger/?after=" + "9" * 40, "bad_token"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_and_says_where(client, fill, address, code):
    fill("commitment")
    refusal = read(client, f"/api/{address}", 400)
    assert refusal["code"] == code
    assert refusal["message"] and refusal["field"] in address + "q"


@each_kind
def test_pages_lead_through_all_rows_once(client, fill, name, kind):
    fill(kind, 120)
    rows = walk(client, f"/api/{name}/?mark=plain")
    assert [row["id"] for row in rows] == list(range(120, 0, -1))
    second = read(client, read(client, f"/api/{name}/")["next"])
    assert ids(client, second["previous"]) == list(range(120, 70, -1))


def test_search_finds_words_titles_first(client, fill):
    fill("commitment", 60)
    fill("item", 1, title="老旧小区改造")
    found = walk(client, "/api/search/?q=老旧小区")
    assert len(found) == 61 and found[0]["kind"] == "item"
    assert ids(client, "/api/search/?q=老旧小区&kind=item") == [1]
    assert ids(client, "/api/search/?q=没有的词") == []


def test_agencies_with_their_figures(client, fill, agencies):
    fill("commitment", 2, mark="bad")
    fill("record", 1, mark="bad")
    rows = {row["short_name"]: row for row in walk(client, "/api/agencies/")}
    assert len(rows) == len(agencies)
    bureau = rows["市住建局"]
    assert (bureau["commitment_count"], bureau["broken_count"], bureau["bad_record_count"]) == (2, 2, 1)
    one = read(client, f"/api/agencies/{bureau['id']}/")
    assert one["figures"] == {"kept": 0, "late": 0, "broken": 2, "open": 0}
    assert "市建设局" in one["aliases"] and one["parent"]["short_name"] == "市政府"
    assert {row["level"] for row in read(client, "/api/agencies/?level=county")["results"]} == {"county"}
    assert rows["柳湾街道办"]["id"] in ids(client, f"/api/agencies/?parent={agencies['东泽区政府'].pk}")
    assert read(client, "/api/agencies/99999999999999999999/", 404)["code"] == "not_found"


def test_the_chain_can_be_read_in_pieces_and_checked_offline(client, fill, monkeypatch):
    monkeypatch.setattr(SequencePagination, "page_size", 2)
    fill("item", 4)
    withdraw("item:3", reason="含个人信息")
    links = walk(client, "/api/ledger/")
    assert [link["sequence"] for link in links] == [1, 2, 3, 4, 5]
    assert [link["sequence"] for link in read(client, "/api/ledger/?after=4")["results"]] == [5]
    previous = "0" * 64
    for link in links:
        assert link["previous_hash"] == previous
        parts = (str(link[name]) for name in ("sequence", "kind", "key", "content_hash", "previous_hash", "created_at"))
        previous = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        assert link["entry_hash"] == previous


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("commitments/", 1), ("items/", 1), ("records/", 1), ("cases/", 1), ("agencies/", 1), ("search/?q=电梯", 1), ("ledger/", 1),
        ("commitments/1/", 2), ("items/1/", 2),
    ],
)  # fmt: skip
@pytest.mark.parametrize("count", [1, 40])
def test_a_page_costs_the_same_however_many_there_are(client, fill, django_assert_num_queries, address, queries, count):
    for kind in KINDS.values():
        fill(kind, count)
    with django_assert_num_queries(queries):
        read(client, f"/api/{address}")


def test_an_agency_costs_the_same_however_many_names_it_has(client, fill, agencies, django_assert_num_queries):
    bureau = agencies["市住建局"]
    AgencyName.objects.bulk_create(AgencyName(agency=bureau, name=f"别名{n}", normalised=f"别名{n}") for n in range(20))
    with django_assert_num_queries(3):
        read(client, f"/api/agencies/{bureau.pk}/")


def test_who_has_it_already_is_told_so(client, fill):
    fill("item")
    first = client.get("/api/items/1/")
    assert client.get("/api/items/1/", headers={"if-none-match": first["ETag"]}).status_code == 304
    PublicEntry.objects.filter(key="item:1").update(state="废止")
    assert client.get("/api/items/1/", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, fill, method):
    fill("item")
    for address in ("/api/items/", "/api/items/1/"):
        response = getattr(client, method)(address)
        assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")

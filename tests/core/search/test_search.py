"""I11: nothing that contains the words is missed, whatever a segmenter would think; what is published is chained."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.ledger.models import ChainEntry
from core.ledger.services import broken_entries
from core.search.grams import grams, normalised, query_grams
from core.search.models import PublicEntry
from core.search.publication import Publication, publish, publish_many, withdraw
from core.search.queries import find, ranked

ALPHABET = st.text(alphabet="政务诚信市人社局ab12〔〕，。 𠮷", max_size=30)


def publication(
    agency, key="commitment:1", title="老旧小区加装电梯", text="市住建局于2026年6月底前完成加装电梯120部。", number="云诺〔2026〕12号"
):
    return Publication(
        key=key, kind="commitment", title=title, agency_id=agency.pk, path="/commitments/1/", state="进行中", number=number, text=text
    )


@given(text=ALPHABET, start=st.integers(0, 30), length=st.integers(1, 8))
def test_every_substring_is_among_the_candidates(text, start, length):
    """Table of truth: LIKE. Whatever LIKE finds, the pairs must not rule out."""
    text = normalised(text)
    part = text[start : start + length].strip()
    assert set(query_grams(part)) <= set(grams(text))


@pytest.mark.parametrize(
    "words", ["加装电梯", "装电", "梯", "住建局", "2026", "12号", "[2026]12号", "（2026）12号", "１２号", "电梯 市住建局", "诺〔2026"]
)
def test_found_by_any_piece_of_it(agencies, words):
    publish(publication(agencies["市住建局"]))
    assert find(PublicEntry.objects.all(), words).count() == 1


@pytest.mark.parametrize("words", ["电装", "加装扶梯", "2027", "电梯 教育局"])
def test_what_is_not_in_it_does_not_find_it(agencies, words):
    publish(publication(agencies["市住建局"]))
    assert find(PublicEntry.objects.all(), words).count() == 0


def test_a_hit_in_the_title_comes_first(agencies):
    publish(publication(agencies["市住建局"], key="commitment:1", title="其他", text="电梯"))
    publish(publication(agencies["市住建局"], key="commitment:2", title="电梯", text=""))
    publish(publication(agencies["市住建局"], key="commitment:3", title="又一项", text="电梯"))
    found = ranked(PublicEntry.objects.all(), "电梯").order_by("-in_title", "-updated_at", "-id")
    assert [entry.key for entry in found] == ["commitment:2", "commitment:3", "commitment:1"]


def test_what_did_not_change_is_not_published_again(agencies):
    first = publish(publication(agencies["市住建局"]))
    again = publish(publication(agencies["市住建局"]))
    assert (again.pk, again.updated_at, ChainEntry.objects.count()) == (first.pk, first.updated_at, 1)


def test_a_withdrawn_entry_is_found_by_nobody_and_the_chain_says_so(agencies):
    publish(publication(agencies["市住建局"]))
    assert withdraw("commitment:1", reason="公示期满") and not withdraw("commitment:1", reason="公示期满")
    assert not PublicEntry.objects.visible_to(None).exists()
    assert list(ChainEntry.objects.values_list("kind", flat=True).order_by("sequence")) == ["published", "withdrawn"]


def test_publishing_again_after_a_takedown_keeps_the_first_day(agencies):
    first = publish(publication(agencies["市住建局"]))
    withdraw("commitment:1", reason="更正")
    again = publish(publication(agencies["市住建局"], title="更正后的标题"))
    assert (again.published_at, again.withdrawn_at, again.withdrawal_reason) == (first.published_at, None, "")


def test_the_chain_is_whole_after_many_at_once(agencies):
    publish_many([publication(agencies["市住建局"], key=f"commitment:{number}") for number in range(30)])
    assert list(broken_entries()) == []


@pytest.mark.django_db
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(words=st.text(max_size=20))
def test_any_words_are_a_valid_search(agencies, words):
    list(ranked(PublicEntry.objects.all(), words.replace("\0", "")).order_by("-in_title")[:5])

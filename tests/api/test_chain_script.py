"""The script that the site offers does what it says: anyone recomputes the chain and a page, and a change shows."""

import importlib.util
import io

import pgtrigger
import pytest
from django.conf import settings

from core.ledger.models import ChainEntry
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture
def check(client, monkeypatch, fill):
    """The script, reading from the test's own site."""
    fill("commitment")
    path = settings.BASE_DIR / "static" / "check_chain.py"
    spec = importlib.util.spec_from_file_location("check_chain", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "urlopen", lambda address: io.BytesIO(client.get(address.removeprefix(SITE)).content))
    return script.check


def test_an_untouched_chain_and_page_are_recomputed(check, capsys):
    check(SITE, "/api/commitments/1/")
    page, last = capsys.readouterr().out.splitlines()
    assert page == "/api/commitments/1/ unchanged"
    assert last == f"3 {ChainEntry.objects.get(sequence=3).entry_hash}"


def test_a_changed_entry_is_named(check):
    with pgtrigger.ignore("core.ChainEntry:append_only"):
        ChainEntry.objects.filter(sequence=2).update(content_hash="a" * 64)
    with pytest.raises(SystemExit, match="entry 2 was changed"):
        check(SITE)


def test_a_changed_page_is_named(check, capsys):
    PublicEntry.objects.filter(key="commitment:1").update(title="加装电梯6部")
    check(SITE, "/api/commitments/1/")
    assert "/api/commitments/1/ CHANGED" in capsys.readouterr().out


def test_the_site_shows_the_script_and_where_to_read_the_chain(client):
    page = client.get("/verify/").content.decode()
    assert "def check(site, *pages):" in page
    assert 'href="/api/ledger/"' in page


def test_open_data_leads_to_every_list_of_the_api(client):
    page = client.get("/open-data/").content.decode()
    assert all(f'href="/api/{name}/"' in page for name in ("commitments", "agencies", "items", "records", "cases", "ledger"))

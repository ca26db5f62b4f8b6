"""Nothing is forgotten before a deployment: migrations, Django's own deployment checks, the description of the API."""

import io
import os
import subprocess
import sys

import pytest
from django.core.management import call_command

from tests.architecture.project import PROJECT


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def manage(*arguments, **environment):
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=os.environ | environment, capture_output=True, text=True, timeout=900, check=False)


DEPLOYED = {
    "HTTPS": "1",
    "SECRET_KEY": "a-long-key-for-this-test-only-0123456789-abcdefghij-klmnop",
    "SEALING_KEYS": "b25seS1mb3ItdGhlLWNoZWNrcy0wMTIzNDU2Nzg5YWI=",
    "LOOKUP_KEY": "a-key-for-this-test-only",
    "ALLOWED_HOSTS": "example.org",
    "SITE_URL": "https://example.org",
}


def test_the_deployment_checks_are_clean():
    run = manage("check", "--deploy", "--fail-level", "WARNING", **DEPLOYED)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "SEALING_KEYS", "LOOKUP_KEY", "ALLOWED_HOSTS", "SITE_URL"])
def test_what_a_deployment_must_set_is_named(name):
    run = manage("sweep", **DEPLOYED | {name: ""})
    assert run.returncode == 1
    assert run.stderr.startswith(f"{name} is not set") and run.stderr.count("\n") == 1, run.stderr


def test_the_description_of_the_api_is_current():
    described = io.StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=described)
    kept = PROJECT / "docs" / "openapi.yaml"
    hint = "run manage.py spectacular --file docs/openapi.yaml"
    assert kept.exists(), hint
    assert kept.read_text().strip() == described.getvalue().strip(), hint


def test_a_naive_datetime_is_an_error(pytestconfig):
    assert any("naive datetime" in line and line.startswith("error") for line in pytestconfig.getini("filterwarnings"))


@pytest.mark.parametrize("scale", ["0.005"])
def test_bench_measures_everything(scale):
    run = manage("bench", "--scale", scale)
    assert run.returncode == 0, run.stderr
    for measured in (
        "sweep of 100 due",
        "the same among",
        "import of 500 rows",
        "file of 50 records",
        "as of an earlier day",
        "list of commitments",
        "rare word",
        "common word",
        "reading",
    ):
        assert measured in run.stdout

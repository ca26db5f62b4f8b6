"""The description of the API is true, current, and readable for people."""

from http import HTTPStatus

import pytest
import schemathesis
import yaml
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance, response_schema_conformance

from config.wsgi import application
from tests.architecture.project import PROJECT

# an empty parameter asks nothing, and a page's token comes from the page before: no description can say so
BEYOND_THE_DESCRIPTION = [negative_data_rejection, positive_data_acceptance]
description = schemathesis.openapi.from_wsgi("/api/schema/", application)


@pytest.fixture
def one_connection(db):
    """The application must not close the connection in whose transaction the test runs; Django's own test client sees to that too."""
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@description.parametrize()
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_sent_is_answered_as_described(case, fill, one_connection):
    fill("commitment")
    fill("record", 1)
    response = case.call()
    checks = [not_a_server_error] + [response_schema_conformance] * (response.status_code == HTTPStatus.OK)
    case.validate_response(response, checks=checks)


def test_the_committed_description_is_current(tmp_path):
    call_command("spectacular", file=str(tmp_path / "now.yaml"), validate=True, fail_on_warn=True)
    now, committed = ((folder / name).read_text() for folder, name in ((tmp_path, "now.yaml"), (PROJECT / "docs", "openapi.yaml")))
    assert now == committed, "run manage.py spectacular --file docs/openapi.yaml"


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "title"), [("zh-hans", "程序接口"), ("en", "")])
def test_people_find_every_address_on_the_page(client, language, title):
    response = client.get("/api/", headers={"accept-language": language})
    page = response.content.decode()
    assert title in page and "<style" not in page and "style=" not in page
    for address in yaml.safe_load((PROJECT / "docs" / "openapi.yaml").read_text())["paths"]:
        assert address in page

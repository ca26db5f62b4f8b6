"""A query that is compiled once still reads what is there now."""

import pytest

from core.directory.models import Agency
from core.prepared import Prepared

pytestmark = pytest.mark.django_db


def test_each_run_reads_what_is_there_now(agencies):
    bureaus = Prepared(Agency.objects.filter(short_name__endswith="教育局").values_list("pk", "name"))
    education = agencies["市教育局"]
    assert bureaus.rows() == [(education.pk, "云澜市教育局")]
    Agency.objects.filter(pk=education.pk).update(name="云澜市教育委员会")
    assert bureaus.rows() == [(education.pk, "云澜市教育委员会")]


def test_one_statement_a_run(agencies, django_assert_num_queries):
    bureaus = Prepared(Agency.objects.values_list("pk", "name"))
    bureaus.rows()
    with django_assert_num_queries(1):
        assert len(bureaus.rows()) == len(agencies)

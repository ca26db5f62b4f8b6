"""A database that stands between two releases is named as such, and no table of a wing is left out in silence."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from config.embedded.faults import Fault
from config.embedded.schema import migrate_if_needed
from core.ledger.schema import half_upgraded

pytestmark = pytest.mark.django_db


def test_a_database_that_finished_all_earlier_migrations_goes_on():
    assert half_upgraded(None, databases=["default"]) == []


def test_a_database_with_some_of_the_replaced_migrations_is_refused_by_name():
    replaced = MigrationLoader(connection).replacements["commitments", "0001_schema"].replaces
    MigrationRecorder(connection).migration_qs.filter(app="commitments", name__in=["0001_schema", replaced[-1][1]]).delete()
    [error] = half_upgraded(None, databases=["default"])
    assert error.id == "core.E001" and "commitments.0001_schema" in error.msg


def test_no_command_takes_such_a_database_for_a_complete_one():
    replaced = MigrationLoader(connection).replacements["commitments", "0001_schema"].replaces
    MigrationRecorder(connection).migration_qs.filter(app="commitments", name__in=["0001_schema", replaced[-1][1]]).delete()
    with pytest.raises(Fault, match="commitments"):
        migrate_if_needed()


def test_an_empty_database_is_no_half_upgraded_one():
    MigrationRecorder(connection).migration_qs.all().delete()
    assert half_upgraded(None, databases=["default"]) == []


def test_checks_that_ask_no_database_leave_it_alone():
    assert half_upgraded(None, databases=None) == []

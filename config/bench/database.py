"""A database of its own beside the portal's, so that measuring touches nobody's data."""

from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection

NAME = "portal_bench"


@contextmanager
def bench_database():
    """Every query within goes to a new database with the portal's schema; it is dropped afterwards."""
    portal = connection.settings_dict["NAME"]
    run_once(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    run_once(f"CREATE DATABASE {NAME}")
    try:
        use(NAME)
        call_command("migrate", interactive=False, verbosity=0)
        yield
    finally:
        use(portal)
        run_once(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def use(name):
    connection.close()
    connection.settings_dict["NAME"] = name


def run_once(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def run(statement, parameters=None):
    """Run one statement; returns the number of rows that it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


def run_unwatched(table, statement, parameters=None):
    """Run one statement without the table's own triggers: it prepares, and is not measured."""
    run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    run(statement, parameters)
    run(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def settle(table):
    """What autovacuum would do sooner or later: fresh statistics, and no dead rows in the way."""
    run(f"VACUUM ANALYZE {table}")

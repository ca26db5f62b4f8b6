"""A demo city for every journey: built once, then copied as a database template in a fraction of a second."""

from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections

TEMPLATE = "journeys_city"


@contextmanager
def database(name):
    """Every connection, in whatever thread, goes to this database."""
    settings = connections.settings["default"]
    usual = settings["NAME"]
    connections.close_all()
    settings["NAME"] = connections["default"].settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"] = connections["default"].settings_dict["NAME"] = usual


def execute(statement):
    """Run one statement outside the databases that it makes or drops."""
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(statement)


def make_template(name):
    execute(f'DROP DATABASE IF EXISTS "{name}"')
    execute(f'CREATE DATABASE "{name}"')
    with database(name):
        call_command("migrate", verbosity=0)
        call_command("load_demo")


@contextmanager
def copy_of(template, name):
    """A fresh copy of the template, in use until the end of the block. Whoever still holds it then is cut off."""
    execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    with database(name):
        yield
    execute(f'DROP DATABASE "{name}" WITH (FORCE)')

"""Bring the schema up to date, if and only if it is not. Django must be set up."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.embedded.faults import Fault
from core.ledger.schema import half_upgraded

ONE_AT_A_TIME = 20180918  # the key of the advisory lock; any constant does


def migrate_if_needed():
    """Run `migrate` where a migration is missing, one process at a time. Returns whether it ran.

    Raises Fault for a database that stands between two releases: to Django's plan it looks complete.
    """
    if half := half_upgraded(None, databases=["default"]):
        names = "、".join(error.obj for error in half)
        raise Fault(f"数据库停在两个版本之间（{names}）：请先用上一个版本启动一次，让它升级完，再用这个版本。")
    if is_current():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    return True


def is_current():
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())

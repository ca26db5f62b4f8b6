"""What the first migrations of the wings use, and what keeps a database that never finished the ones before them from being taken for a new one."""

from django.core.checks import Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation


class InstallTriggers(Operation):
    """Installs every trigger that the models of the app have in the state.

    One operation for all of them, since pgtrigger's AddTrigger makes Django draw its picture of all models anew: with some hundred triggers that
    was most of the time in which a new database is made. For a wing's first migration only; later triggers come by AddTrigger.
    """

    reversible = True

    def state_forwards(self, app_label, state):
        """The triggers stand in the options of the models already."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for trigger in triggers_of(app_label, to_state):
            schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for trigger in triggers_of(app_label, from_state):
            schema_editor.execute(trigger.uninstall_sql, params=None)

    def describe(self):
        return "Install the triggers of all models of the app"


def triggers_of(app_label, state):
    return [trigger for (label, _), model in state.models.items() if label == app_label for trigger in model.options.get("triggers", [])]


@register(Tags.database)
def half_upgraded(app_configs, databases=(), **kwargs):
    """A wing's first migration stands for earlier ones: where only some of them ran, Django would silently leave the whole wing out."""
    return [
        _half(*key) for alias in databases or () for key in _half_replaced(MigrationLoader(connections[alias], ignore_no_migrations=True))
    ]


def _half_replaced(loader):
    for key, migration in loader.replacements.items():
        ran = [replaced in loader.applied_migrations for replaced in migration.replaces]
        if any(ran) and not all(ran):
            yield key


def _half(app_label, name):
    return Error(
        f"This database has some of the migrations that {app_label}.{name} stands for, but not all.",
        hint="Finish them with the release that still has them (migrate there), then start this one.",
        obj=app_label,
        id="core.E001",
    )

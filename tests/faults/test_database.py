"""What raw SQL may not do, the database refuses; what was changed behind everybody's back, verify_ledger finds."""

import io

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from core.search.models import PublicEntry
from core.states.models import Stateful
from portal.demo.cast import make_cast
from tests.architecture.access import targets

pytestmark = pytest.mark.django_db
MODELS = [model for model in apps.get_models() if issubclass(model, Stateful)]


@pytest.fixture
def demo(db):
    """The demo city, and one of each that it does not have."""
    call_command("load_demo", stdout=io.StringIO())
    city = targets.City(*make_cast())
    targets.made_batch(city)  # and its job
    targets.made_query(city)


def forbidden(model):
    """(from, to) of every pair of states that the step table does not have."""
    allowed = {(step.source, step.target) for step in model.STEPS}
    states = model.State.values
    return [(source, target) for source in states for target in states if source != target and (source, target) not in allowed]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_raw_update_that_skips_a_step_is_refused(demo, model):
    tried = 0
    for source, target in forbidden(model):
        key = model._base_manager.filter(state=source).values_list("pk", flat=True).first()
        if key is None:
            continue
        with pytest.raises(DatabaseError, match="cannot go from"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{model._meta.db_table}" SET state = %s WHERE id = %s', [target, key])
        tried += 1
    assert tried or not forbidden(model)


@pytest.mark.parametrize("model", [model for model in MODELS if hasattr(model, "pgh_event_model")], ids=lambda model: model.__name__)
def test_history_can_not_be_rewritten(demo, model):
    history = model.pgh_event_model._meta.db_table
    for statement in (f'UPDATE "{history}" SET pgh_label = %s', f'DELETE FROM "{history}" WHERE pgh_label = %s'):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, ["insert"])


def test_verify_ledger_names_the_public_row_that_was_changed(demo):
    call_command("verify_ledger", stdout=io.StringIO())
    entry = PublicEntry.objects.of_kind("commitment").first()
    PublicEntry.objects.filter(pk=entry.pk).update(title="悄悄改过的标题")
    told = io.StringIO()
    with pytest.raises((CommandError, SystemExit)) as error:
        call_command("verify_ledger", stdout=told, stderr=told)
    assert entry.key in told.getvalue() + str(error.value)

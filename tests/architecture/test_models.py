"""Every model brings what the mechanisms need: guard, history, scope."""

import pgtrigger
import pytest
from django.apps import apps

from core.accounts.scoping import ScopedQuerySet
from core.states.models import Stateful
from tests.architecture.project import WINGS

WITHOUT_HISTORY = {
    "commitments.AssessedCommitment": "computed anew while the run is a draft, then kept by a trigger",
    "commitments.Ballot": "a citizen's address is forgotten when the year is assessed; what was counted a trigger keeps",
    "commitments.Allocation": "append-only by a trigger",
    "commitments.GuideVersion": "append-only by a trigger",
    "commitments.OverdueYear": "append-only by a trigger",
    "commitments.Payment": "append-only by a trigger",
    "credit_records.EligibilityAnswer": "append-only by a trigger",
    "credit_records.EligibilityQuestion": "append-only by a trigger",
    "credit_records.Receipt": "append-only by a trigger",
    "core.Assignment": "a row says who had the task, from when to when; only its end is written later",
    "core.ChainEntry": "append-only by a trigger; it is a history itself",
    "core.Delivery": "a dispatch mark beside its event",
    "core.Event": "never changed; it is a history itself",
    "core.Heartbeat": "beats every few seconds",
    "core.Job": "its steps are events; its progress changes every second",
    "core.IssuedPaper": "append-only by a trigger; it is a history itself",
    "core.Mail": "a dispatch mark beside its notice",
    "core.Notice": "what one was told; only its read mark changes",
    "credit_records.FileLook": "append-only by a trigger; it is a history itself",
    "core.NumberSeries": "a counter; what got the number keeps it",
    "credit_records.Rating": "written once, by a trigger; its run has history",
    "core.User": "password and last sign-in change often; the roles have history",
    "portal.Subscription": "a citizen's; who leaves is forgotten",
    "credit_records.SheetRow": "what the latest check found; the next one replaces it",
}


def domain_models():
    return [model for model in apps.get_models() if model._meta.app_label in WINGS and not hasattr(model, "pgh_tracked_model")]


def label(model):
    return model._meta.label


def test_every_domain_table_keeps_its_history():
    tracked = {model.pgh_tracked_model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
    assert {label(model) for model in domain_models() if model not in tracked} - set(WITHOUT_HISTORY) == set()


def stateful_models():
    return [model for model in domain_models() if issubclass(model, Stateful)]


@pytest.mark.parametrize("model", stateful_models(), ids=label)
def test_every_model_with_states_is_guarded_by_the_database(model):
    names = {trigger.name for owner, trigger in pgtrigger.registered() if owner is model}
    assert "state_guard" in names, f"{label(model)} lacks @guarded"


@pytest.mark.parametrize("model", stateful_models(), ids=label)
def test_every_state_can_be_reached_and_every_step_leads_somewhere(model):
    states, reached = set(model.State.values), set(model.INITIAL)
    assert reached, f"{label(model)} has no INITIAL"
    for step in model.STEPS:
        assert {step.source, step.target} <= states, f"{label(model)}: {step.source} -> {step.target}"
    for _ in model.STEPS:
        reached |= {step.target for step in model.STEPS if step.source in reached}
    assert states - reached == set()


@pytest.mark.parametrize("model", domain_models(), ids=label)
def test_a_scoped_queryset_says_who_may_see_its_rows(model):
    queryset = type(model._default_manager.all())
    if issubclass(queryset, ScopedQuerySet):
        assert queryset.visible_to is not ScopedQuerySet.visible_to, f"{label(model)}: visible_to is missing"

"""Who may take a step: by role and agency, never the maker as checker, never somebody who is named in the row."""

from types import SimpleNamespace

import pytest

from core.accounts.actor import Actor
from core.accounts.models import Role
from core.states.models import Stateful
from core.states.services import missing_for
from core.states.steps import Step

pytestmark = pytest.mark.django_db
SUBMIT = Step("draft", "in_review", "提交", who=(Role.CLERK,))
CONFIRM = Step("in_review", "in_force", "确认", who=(Role.AGENCY_REVIEWER, Role.CREDIT_OFFICE), maker_is_not_checker=True)
DISMISS = Step("in_review", "dismissed", "不予认定", who=(Role.AGENCY_REVIEWER,), needs=("reason",))
EXPIRE = Step("in_review", "expired", "期满")


def row(agency, state="draft", created_by_id=None, involved=()):
    """A row with steps, without a table: the rules read nothing else of it."""
    shape = SimpleNamespace(STEPS=[SUBMIT, CONFIRM, DISMISS, EXPIRE], state=state, agency_id=agency.pk, created_by_id=created_by_id)
    shape.excluded = lambda: set(involved)
    for name in ("refusal", "acting_agency_id", "makers", "missing", "steps_for", "steps_for_others", "next_steps"):
        if not hasattr(shape, name):
            setattr(shape, name, getattr(Stateful, name).__get__(shape))
    return shape


def labels(steps):
    return [step.label for step in steps]


def test_local_roles_act_for_their_own_agency_only(agencies, actor):
    draft = row(agencies["市人社局"])
    assert labels(draft.steps_for(actor("lin"))) == ["提交"]
    for username in ("he", "tang", "ye", "admin"):
        assert draft.steps_for(actor(username)) == []
    assert "经办人" in draft.refusal(SUBMIT, actor("tang"))


def test_city_roles_act_anywhere(agencies, actor):
    reviewed = row(agencies["市住建局"], "in_review")
    assert labels(reviewed.steps_for(actor("ye"))) == ["确认"]
    assert labels(reviewed.steps_for(actor("qiao"))) == ["确认", "不予认定"]


def test_a_local_role_is_not_held_where_there_is_no_agency(agencies, actor):
    nowhere = row(agencies["市人社局"])
    nowhere.agency_id = None
    assert nowhere.steps_for(actor("lin")) == []


def test_the_maker_is_not_the_checker(agencies, actor, people):
    reviewed = row(agencies["市人社局"], "in_review", created_by_id=people["he"].pk)
    assert labels(reviewed.steps_for(actor("he"))) == ["不予认定"]
    assert "录入和审核不能是同一人" in reviewed.refusal(CONFIRM, actor("he"))
    assert labels(reviewed.steps_for(actor("ye"))) == ["确认"]


def test_whoever_is_named_does_not_act(agencies, actor, people):
    reviewed = row(agencies["市人社局"], "in_review", involved=[people["ye"].pk])
    assert reviewed.steps_for(actor("ye")) == []
    assert "涉及你本人" in reviewed.refusal(CONFIRM, actor("ye"))


def test_others_steps_are_told_with_the_reason(agencies, actor):
    reviewed = row(agencies["市人社局"], "in_review")
    told = reviewed.steps_for_others(actor("lin"))
    assert labels(step for step, why in told) == ["确认", "不予认定"]  # what only the system does is nobody's
    assert all(why for step, why in told)


def test_a_visitor_may_nothing_and_a_job_everything(agencies):
    reviewed = row(agencies["市人社局"], "in_review")
    assert reviewed.steps_for(Actor()) == []
    assert labels(reviewed.steps_for(Actor.system("sweep"))) == ["确认", "不予认定", "期满"]


def test_a_reason_of_spaces_is_none(agencies):
    reviewed = row(agencies["市人社局"], "in_review")
    assert missing_for(reviewed, DISMISS, "  ") == ["请写明理由。"]
    assert missing_for(reviewed, DISMISS, "证据不足") == []
    reviewed.missing = lambda step: ["请上传证据。"]
    assert missing_for(reviewed, CONFIRM, "") == ["请上传证据。"]

"""Cases: from a clue to the decision of somebody who neither opened nor investigated it; seen by their handlers only."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accountability.cases import queries, services
from accountability.cases.models import Case, Ground, Measure
from accountability.complaints import services as complaints
from core.accounts.models import Grant, Membership, Role
from core.directory.models import CivilServant
from core.errors import DomainError
from core.events import names
from core.events.models import Event
from core.search.models import PublicEntry
from tests.accountability.conftest import DECISION, FINDING, TODAY, WHO, deliver
from tests.accountability.test_clues import code_of

pytestmark = pytest.mark.django_db


def refreshed(case):
    return Case.objects.get(pk=case.pk)


def test_the_catalogues_are_there(db):
    assert (Ground.objects.count(), Measure.objects.count()) == (5, 7)


def test_opening_a_case_settles_the_clue(make_case, clue):
    case = make_case()
    clue.refresh_from_db()
    assert (case.number, case.state, clue.state) == ("问责〔2026〕1号", "open", "case_opened")
    assert clue.deadlines.get().state == "met"
    assert Event.objects.filter(name=names.CASE_OPENED).count() == 1


def test_a_clue_becomes_one_case_only(make_case, clue, ground, actor):
    make_case()
    assert code_of(services.open_case, clue=clue, ground=ground, title="再立", facts="再立", by=actor("qin")) == "no_such_step"
    assert code_of(complaints.dismiss_clue, clue=clue, reason="算了", by=actor("qin")) == "no_such_step"


@pytest.mark.parametrize("who", ["lin", "tang", "ye", "admin"])
def test_only_supervision_opens_a_case(clue, ground, actor, who):
    assert code_of(services.open_case, clue=clue, ground=ground, title="立案", facts="事实", by=actor(who)) == "refused"


def test_the_respondent_serves_in_the_agency(clue, ground, actor, agencies):
    other = CivilServant.objects.get(name="白云帆", agency=agencies["市人社局"])
    arguments = {"clue": clue, "ground": ground, "title": "立案", "facts": "事实", "respondent": other}
    assert code_of(services.open_case, by=actor("jiang"), **arguments) == "other_agency"


# who may take which step of a case that jiang opened and investigated and that qin handles
STEPS = [
    ("open", "investigating", {"jiang"}),
    ("investigating", "closed", {"qin"}),
    ("investigating", "dismissed", {"qin"}),
]


@pytest.mark.parametrize(("source", "target", "allowed"), STEPS)
def test_each_step_is_open_to_its_handlers_only(make_case, people, actor, source, target, allowed):
    case = make_case(source, finding=True)
    assert {name for name in WHO for step in case.steps_for(actor(name)) if step.target == target} == allowed


def test_every_step_of_the_table_is_tried():
    assert {(step.source, step.target) for step in Case.STEPS} == {(source, target) for source, target, _allowed in STEPS}


def test_a_case_is_seen_by_its_handlers_only(make_case, people):
    case = make_case()
    assert {name for name in WHO if case in Case.objects.visible_to(people[name])} == {"jiang"}
    make_grant_to(case, people["qin"], people["jiang"])
    assert {name for name in WHO if case in Case.objects.visible_to(people[name])} == {"jiang", "qin"}


def make_grant_to(case, user, granted_by):
    services.assign_handler(case=case, handler=user, by=services.Actor.of(granted_by))


def test_a_grant_names_purpose_basis_and_expiry_and_ends_with_it(make_case, people, ground):
    case = make_case("investigating")
    grant = Grant.objects.get()
    assert (grant.user, grant.basis, grant.granted_by) == (people["qin"], ground.legal_basis, people["jiang"])
    assert case.number in grant.purpose
    assert people["qin"].has_perm("accountability.handle_case", case)
    with time_machine.travel(grant.expires_at + timedelta(seconds=1), tick=False):
        assert case not in Case.objects.visible_to(people["qin"])


def test_the_accused_and_their_agency_cannot_handle_it(make_case, people, agencies, actor, respondent):
    case = make_case()
    Membership.objects.create(user=people["qin"], agency=agencies["市住建局"], role=Role.CLERK, starts_on=TODAY)
    Membership.objects.create(user=people["su"], agency=agencies["市监委"], role=Role.INSPECTOR, starts_on=TODAY)
    CivilServant.objects.filter(user=people["su"]).update(user=None)
    CivilServant.objects.filter(pk=respondent.pk).update(user=people["su"])
    for name in ("qin", "su", "tang"):
        assert code_of(services.assign_handler, case=case, handler=people[name], by=actor("jiang")) == "accused"
    assert not {"qin", "su", "jiang"} & {user.username for user in queries.possible_handlers(refreshed(case))}


def test_an_accused_who_was_let_in_before_sees_it_no_more(make_case, people, respondent):
    case = make_case("investigating")
    CivilServant.objects.filter(user=people["qin"]).update(user=None)
    CivilServant.objects.filter(pk=respondent.pk).update(user=people["qin"])
    assert case not in Case.objects.visible_to(people["qin"])
    assert not refreshed(case).steps_for(services.Actor.of(people["qin"]))


@pytest.mark.parametrize(
    ("handler", "by", "days", "code"),
    [
        ("lin", "jiang", 90, "not_supervision"),
        ("jiang", "jiang", 90, "already_handler"),
        ("qin", "qin", 90, "refused"),
        ("qin", "jiang", -1, "bad_expiry"),
        ("qin", "jiang", 400, "bad_expiry"),
        ("qin", "jiang", 0, ""),
    ],
)
def test_who_can_be_assigned_and_for_how_long(make_case, people, actor, handler, by, days, code):
    arguments = {"case": make_case(), "handler": people[handler], "expires_on": TODAY + timedelta(days=days)}
    assert code_of(services.assign_handler, by=actor(by), **arguments) == code


def test_nobody_is_assigned_twice(make_case, people, actor):
    case = make_case("investigating")
    assert code_of(services.assign_handler, case=case, handler=people["qin"], by=actor("jiang")) == "already_handler"


def test_a_finding_is_written_by_a_handler_and_changed_by_its_writer_only(make_case, actor):
    case = make_case("investigating")
    assert code_of(services.record_finding, case=case, finding=FINDING, by=actor("ye")) == "refused"
    services.record_finding(case=case, finding=FINDING, by=actor("jiang"))
    services.record_finding(case=case, finding="补充：" + FINDING, by=actor("jiang"))
    assert code_of(services.record_finding, case=case, finding="另一种说法", by=actor("qin")) == "finding_of_another"


def test_nothing_is_decided_without_a_finding(make_case, actor, measure):
    case = make_case("investigating")
    assert code_of(services.close_case, case=case, measure=measure, decision=DECISION, by=actor("qin")) == "missing"
    assert refreshed(case).decision == ""


@pytest.mark.parametrize(("finder", "decider"), [("jiang", "jiang"), ("qin", "qin"), ("qin", "jiang")])
def test_who_opened_or_investigated_it_cannot_decide(make_case, actor, measure, finder, decider):
    case = make_case("investigating")
    services.record_finding(case=case, finding=FINDING, by=actor(finder))
    for service, arguments in ((services.close_case, {"measure": measure}), (services.dismiss_case, {})):
        assert code_of(service, case=case, decision=DECISION, by=actor(decider), **arguments) == "refused"
    assert refreshed(case).state == "investigating"


def test_a_closed_case_publishes_its_outcome_with_masked_names(make_case):
    case = make_case("closed")
    entry = PublicEntry.objects.get(key=case.public_key)
    assert (case.state, case.decided_by.username, case.decided_on) == ("closed", "qin", TODAY)
    assert (entry.kind, entry.number, entry.state, entry.path) == ("case", case.number, "作出书面检查", f"/cases/{case.pk}/")
    assert (entry.title, entry.text) == ("市住建局顾某某未按期改造农贸市场", "责令顾某某作出书面检查。")
    assert entry.facts["respondent"] == "顾某某"
    assert "顾长青" not in str(entry.facts) and FINDING not in str(entry.facts)
    assert Event.objects.filter(name=names.CASE_CLOSED).count() == 1


def test_an_outcome_that_was_not_chosen_to_be_public_stays_inside(make_case, actor, measure):
    case = make_case("investigating", finding=True)
    case = services.close_case(case=case, measure=measure, decision=DECISION, by=actor("qin"))
    assert not case.is_public and not PublicEntry.objects.exists()


def test_a_public_apology_is_public_whatever_was_chosen(make_case, actor):
    case = make_case("investigating", finding=True)
    services.close_case(case=case, measure=Measure.objects.get(code="public_apology"), decision=DECISION, by=actor("qin"))
    assert PublicEntry.objects.get().state == "公开道歉"


def test_a_dismissed_case_is_not_public(make_case):
    case = make_case("dismissed")
    assert (case.state, case.measure, case.decision) == ("dismissed", None, "已经及时补救。")
    assert not PublicEntry.objects.exists()


@pytest.mark.parametrize(("source", "target"), [("open", "closed"), ("closed", "investigating"), ("dismissed", "closed")])
def test_the_database_refuses_a_skipped_step(make_case, source, target):
    case = make_case(source)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accountability_case SET state = %s WHERE id = %s", [target, case.pk])


def test_the_database_refuses_a_closed_case_without_a_decision(make_case):
    case = make_case("closed")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accountability_case SET decision = '' WHERE id = %s", [case.pk])


def test_what_waits_for_whom(make_case, people, actor):
    def waiting(query):
        return {name for name in WHO if query(actor(name)).exists()}

    case = make_case()
    assert waiting(queries.to_investigate) == {"jiang"}
    services.assign_handler(case=case, handler=people["qin"], by=actor("jiang"))
    assert waiting(queries.to_investigate) == {"jiang", "qin"}
    services.record_finding(case=case, finding=FINDING, by=actor("jiang"))
    assert (waiting(queries.to_investigate), waiting(queries.to_decide)) == (set(), {"qin"})


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=320), facts=st.text(max_size=200), finding=st.text(max_size=100), decision=st.text(max_size=100))
def test_whatever_is_typed_is_kept_or_refused(clue, ground, measure, actor, people, title, facts, finding, decision):
    with transaction.atomic():
        clue.refresh_from_db()
        try:
            case = services.open_case(clue=clue, ground=ground, title=title, facts=facts, by=actor("jiang"))
            services.assign_handler(case=case, handler=people["qin"], by=actor("jiang"))
            services.record_finding(case=case, finding=finding, by=actor("jiang"))
            case = services.close_case(case=case, measure=measure, decision=decision, by=actor("qin"), publish=True)
        except DomainError as refused:
            assert refused.message
        else:
            assert PublicEntry.objects.filter(key=case.public_key).exists()
        transaction.set_rollback(True)


def test_whoever_is_to_handle_a_case_is_told(make_case, people, actor):
    services.assign_handler(case=make_case(), handler=people["qin"], by=actor("jiang"))
    deliver()
    assert people["qin"].notices.filter(title__startswith="请承办问责案件").count() == 1

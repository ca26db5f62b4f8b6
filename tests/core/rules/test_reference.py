from datetime import date

import pytest
from django.core.management import call_command

from core.reference import read_rows
from core.rules.models import CalendarDay, CalendarYear, Rule
from core.rules.reference import FIXTURES, load_reference
from tests.golden.calendars import shipped_rules

LOCAL = {
    "document_date",
    "commitment_report",
    "commitment_change_decide",
    "commitment_edit",
    "assignment_receipt",
    "work_calendar_enter",
    "cppcc_proposal_reply",
    "cppcc_proposal_reply_complex",
    "handover_sign",
    "yearly_list_publish",
    "yearly_list_assess",
    "yearly_assessment_from",
    "yearly_assessment_publish",
    "record_review",
    "clue_triage",
    "urging_answer",
    "urging_again",
    "problem_assign",
    "problem_solve",
    "problem_confirm",
    "project_lead_name",
    "service_decide",
    "parallel_opinion",
    "credit_objection_answer",
    "file_query_decision",
    "file_query_longest",
    "exchange_receipt",
    "exchange_mend",
}


@pytest.mark.django_db
def test_everything_is_there_and_loading_again_adds_nothing():
    load_reference()
    assert {rule.code for rule in Rule.objects.all()} >= set(shipped_rules())
    assert set(CalendarYear.objects.values_list("year", flat=True)) >= {2024, 2025, 2026, 2027}
    assert load_reference() == {"rules": 0, "years": 0}


@pytest.mark.django_db
def test_what_an_administrator_changed_stays():
    load_reference()
    Rule.objects.filter(code="record_review").update(amount=3)
    Rule.objects.filter(code="foi_reply").update(effective_from=date(2019, 5, 1))
    CalendarDay.objects.filter(date="2026-10-07").delete()
    assert load_reference() == {"rules": 0, "years": 0}
    assert Rule.objects.get(code="record_review").amount == 3
    assert Rule.objects.get(code="foi_reply").effective_from == date(2019, 5, 1)
    assert not CalendarDay.objects.filter(date="2026-10-07").exists()


@pytest.mark.django_db
def test_a_missing_rule_comes_back(capsys):
    load_reference()
    Rule.objects.filter(code="clue_triage").delete()
    call_command("load_reference")
    assert "新增规则1条" in capsys.readouterr().out
    assert Rule.objects.in_force("clue_triage").amount == 5


@pytest.mark.django_db
def test_versions_by_date():
    load_reference()
    assert Rule.objects.in_force("credit_public_ordinary", date(2026, 4, 1)).amount_max == 12
    assert Rule.objects.in_force("foi_reply_legacy", date(2019, 5, 14)).amount == 15


@pytest.mark.django_db
@pytest.mark.parametrize("code", sorted(shipped_rules()))
def test_every_row_is_a_valid_rule(code):
    Rule(**shipped_rules()[code]).full_clean(validate_unique=False, validate_constraints=False)


def test_the_catalogue_keeps_every_source_rule():
    assert len({rule["source_code"] for rule in shipped_rules().values()} - {""}) == 135


def test_what_was_not_verified_says_so():
    for rule in shipped_rules().values():
        assert rule["verification"] == "text" or rule["verification_note"], rule["code"]
    assert {code for code, rule in shipped_rules().items() if rule["verification"] == "none"} == LOCAL


def test_periods_that_merely_run():
    running = {code for code, rule in shipped_rules().items() if rule.get("runs")}
    assert running >= {"discipline_warning", "discipline_demerit", "credit_public_ordinary", "credit_public_serious"}
    assert not running & {"discipline_case", "foi_reply", "petition_conclude"}


def test_a_rule_with_an_amount_has_a_unit_and_the_other_way_round():
    for rule in shipped_rules().values():
        if rule["code"] != "service_decide":  # each guide names its own number of working days
            assert ("amount" in rule) == ("unit" in rule), rule["code"]


def test_special_days_are_what_they_say():
    for year in read_rows(FIXTURES / "work_calendar.json"):
        for day in year["workdays"]:
            assert date.fromisoformat(day).weekday() >= 5, day
        assert not set(year["holidays"]) & set(year["workdays"])
        assert {day[:4] for day in [*year["holidays"], *year["workdays"]]} == {str(year["year"])}

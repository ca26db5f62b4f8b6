"""M13: what is counted for a year, who computes and publishes it, and that what was published stays."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from commitments.assessment import queries, services
from commitments.assessment.models import AssessedCommitment, AssessmentIndicator, YearlyAssessment
from commitments.assessment.scores import Cell
from commitments.fulfilment.services import report_progress
from commitments.lists.models import ListItem, YearlyList
from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.search.models import PublicEntry
from tests.commitments.assessment.conftest import at

pytestmark = pytest.mark.django_db


def refusal(function, **named):
    with pytest.raises(DomainError) as caught:
        function(**named)
    return caught.value.code


def rows(assessment, indicator):
    found = assessment.rows.filter(indicator=indicator).values_list("commitment__title", "counted", "met")
    return {title: (counted, met) for title, counted, met in found}


def limit(assessment):
    return Deadline.objects.of(assessment).get()


def test_kept_in_time_counts_what_came_to_its_day(draft):
    """Not counted: due next year, due on 31 December and running, being verified (none of them is settled)."""
    assert rows(draft, "on_time") == {
        "按期": (1, 1),
        "逾期兑现": (1, 0),
        "部分兑现": (1, 0),
        "没有兑现": (1, 0),
        "逾期没办完": (1, 0),
    }


def test_kept_late_is_kept_and_half_a_promise_counts_as_the_indicator_says(draft, actor):
    assert rows(draft, "kept")["逾期兑现"] == (1, 1) and rows(draft, "kept")["部分兑现"] == (1, Decimal("0.5"))
    AssessmentIndicator.objects.filter(code="kept").update(part_share=80)
    with at(2027, 12, 21):
        services.compute(assessment=draft, by=actor("jiang"))
    assert rows(draft, "kept")["部分兑现"] == (1, Decimal("0.8"))


def test_the_score_by_hand(draft, agencies):
    """1 of 5 in time, 1 + 1 + 0.5 of 5 kept: (40 × 0.2 + 30 × 0.5) / 70 × 100 = 23 / 70 × 100 = 32.857… = 32.86."""
    (one,) = queries.results(draft)
    assert one.agency == agencies["市人社局"] and one.rank == 1
    assert one.cells == {"on_time": Cell(5, Decimal(1)), "kept": Cell(5, Decimal("2.50"))}
    assert one.score == Decimal("32.86")


def test_the_rows_add_up_to_the_figures(draft):
    for one in queries.results(draft):
        for code, cell in one.cells.items():
            behind = list(draft.rows.filter(agency=one.agency, indicator=code))
            assert (sum(row.counted for row in behind), sum(row.met for row in behind)) == cell


def test_what_was_not_settled_is_made_up_the_next_year_and_nothing_is_counted_twice(published, year, claimed, actor):
    claimed(year["年底到期"], date(2027, 12, 30), "kept")
    from commitments.fulfilment.services import verify_claim

    with at(2028, 1, 5):
        year["在核验"].refresh_from_db()
        verify_claim(commitment=year["在核验"], grade="kept", by=actor("he"))
    with at(2028, 12, 20):
        sweep()
        following = YearlyAssessment.objects.get(year=2028)
        services.compute(assessment=following, by=actor("jiang"))
    assert rows(following, "on_time") == {"年底到期": (1, 1), "在核验": (1, 1), "明年到期": (1, 0)}


def test_an_indicator_may_count_some_kinds_only(draft, actor):
    AssessmentIndicator.objects.filter(code="kept").update(kinds=["livelihood_project"])
    with at(2027, 12, 21):
        services.compute(assessment=draft, by=actor("jiang"))
    assert rows(draft, "kept") == {} and rows(draft, "on_time")
    draft.refresh_from_db()
    assert draft.indicators[1]["kind_names"] == ["民生实事"]


def test_every_report_that_was_due_counts(promised, actor):
    """Monthly from 11 January; one came in time, then nothing until the assessment: the next is overdue."""
    commitment = promised("每月报告", None, frequency="monthly")
    with at(2027, 1, 20):
        report_progress(commitment=commitment, text="开工。", percent=10, by=actor("lin"))
    with at(2027, 12, 20):
        sweep()
        made = services.begin(year=2027, by=actor("jiang"))
    assert rows(made, "reports") == {"每月报告": (2, 1)} and rows(made, "on_time") == {}


def test_votes_come_from_the_assessed_lists(year, agencies, kind, actor):
    yearly_list = YearlyList.objects.create(
        kind=kind("policy_task"), agency=agencies["市人社局"], year=2027, title="清单", created_by=actor("lin").user
    )
    ListItem.objects.create(yearly_list=yearly_list, position=1, commitment=year["按期"])
    results = {str(year["按期"].pk): {"satisfied": 6, "acceptable": 3, "dissatisfied": 1}}
    for state in ("in_review", "published"):
        YearlyList.objects.update(state=state)
    YearlyList.objects.update(results=results, assessment="办成。", assessed_on="2027-12-10")
    with at(2027, 12, 20):
        made = services.begin(year=2027, by=actor("jiang"))
    assert rows(made, "votes") == {"按期": (10, 9)}


def test_supervisors_compute_and_one_who_computed_does_not_publish(draft, actor):
    for who in ("lin", "he", "ye", "qin"):
        assert refusal(services.compute, assessment=draft, by=actor(who)) == "refused"
    with at(2027, 12, 28):
        assert refusal(services.publish, assessment=draft, words="好", by=actor("jiang")) == "refused"
        assert refusal(services.publish, assessment=draft, words="好", by=actor("ye")) == "refused"
        assert refusal(services.publish, assessment=draft, words=" ", by=actor("wei")) == "words_missing"
        services.compute(assessment=draft, by=actor("wei"))
        assert refusal(services.publish, assessment=draft, words="好", by=actor("wei")) == "refused"


def test_there_is_one_a_year_until_it_is_discarded(draft, actor):
    with at(2027, 12, 21):
        assert refusal(services.begin, year=2027, by=actor("wei")) == "there_already"
        assert refusal(services.begin, year=2028, by=actor("wei")) == "bad_year"
        assert refusal(services.discard, assessment=draft, reason="", by=actor("jiang")) == "missing"
        services.discard(assessment=draft, reason="指标没有定好", by=actor("jiang"))
        assert limit(draft).state == "cancelled"
        assert refusal(services.compute, assessment=draft, by=actor("jiang")) == "not_draft"
        assert services.begin(year=2027, by=actor("wei")).pk != draft.pk


class TestLimit:
    """Published from 1 to 31 December of its year (both set locally)."""

    def test_in_december_it_is_in_time_and_next_years_is_due(self, published):
        assert limit(published).due_on == date(2027, 12, 31) and limit(published).state == "met"
        following = YearlyAssessment.objects.get(year=2028)
        assert following.state == "draft" and limit(following).due_on == date(2028, 12, 31)

    def test_not_before_december(self, year, actor):
        with at(2027, 11, 30):
            made = services.begin(year=2027, by=actor("jiang"))
            assert refusal(services.publish, assessment=made, words="好", by=actor("wei")) == "too_early"

    def test_in_january_it_is_late(self, draft, actor):
        with at(2028, 1, 6):
            sweep()
            assert limit(draft).state == "overdue"
            services.publish(assessment=draft, words="好", by=actor("wei"))
        assert limit(draft).state == "late"

    def test_an_old_year_has_none(self, year, actor):
        with at(2029, 3, 1):
            assert not Deadline.objects.of(services.begin(year=2027, by=actor("jiang"))).exists()


def test_what_was_not_computed_is_not_published(published, actor):
    following = YearlyAssessment.objects.get(year=2028)
    with at(2028, 12, 20):
        assert refusal(services.publish, assessment=following, words="好", by=actor("wei")) == "missing"


@pytest.mark.parametrize(
    "change",
    [
        lambda made: YearlyAssessment.objects.filter(pk=made.pk).update(words="别的"),
        lambda made: made.rows.update(met=0),
        lambda made: made.rows.all().delete(),
        lambda made: AssessedCommitment.objects.filter(assessment=made).update(assessment=YearlyAssessment.objects.get(year=2028)),
        lambda made: made.rows.create(agency=made.agency, indicator="kept", commitment=made.rows.last().commitment, counted=1, met=1),
    ],
)
def test_what_was_published_never_changes(published, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change(published)


def test_the_public_entries_hold_what_stood_that_day(published, agencies, year):
    agency = agencies["市人社局"]
    city = PublicEntry.objects.get(key="assessment:2027").facts
    own = PublicEntry.objects.get(key=f"assessment:2027:{agency.pk}").facts
    assert [(one["name"], one["score"], one["rank"]) for one in city["agencies"]] == [(agency.name, "32.86", 1)]
    assert {one["title"] for one in city["not_kept"]} == {"逾期兑现", "部分兑现", "没有兑现", "逾期没办完"}
    assert {one["title"]: one["cells"] for one in own["rows"]}["部分兑现"] == {"kept": [1, "0.5"], "on_time": [1, "0"]}


def test_computing_and_publishing_cost_the_same_however_many_commitments(year, promised, claimed, actor):
    def cost(function):
        with CaptureQueriesContext(connection) as caught:
            function()
        return len(caught)

    with at(2027, 12, 20):
        made = services.begin(year=2027, by=actor("jiang"))
        few = cost(lambda: services.compute(assessment=made, by=actor("jiang")))
    for number in range(4):
        claimed(promised(f"又一项{number}"), date(2027, 6, 20), "kept")
    with at(2027, 12, 20):
        assert cost(lambda: services.compute(assessment=made, by=actor("jiang"))) == few
        assert AssessedCommitment.objects.filter(indicator="on_time").count() == 9

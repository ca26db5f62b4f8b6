"""What the database itself refuses of applications, each constraint by name."""

import pytest
from django.db import IntegrityError, transaction

from commitments.cases import services
from commitments.cases.models import Opinion, ServiceCase

pytestmark = pytest.mark.django_db


def refused(name, rows, **columns):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.update(**columns)


def rows(case):
    return ServiceCase.objects.filter(pk=case.pk)


def test_what_was_accepted_was_accepted_on_a_day(accepted):
    refused("service_case_accepted_on_a_day", rows(accepted()), accepted_on=None)


@pytest.mark.parametrize("columns", [{"decision": ""}, {"decided_on": None}, {"decided_by": None}, {"outcome": ""}])
def test_a_decision_has_its_day_its_person_and_its_reasons(decided, columns):
    refused("service_case_decided_with_reasons", rows(decided()), **columns)


def test_a_refusal_has_its_legal_basis(decided):
    refused("service_case_refused_with_basis", rows(decided()), outcome="refused")


def test_what_was_delivered_was_delivered_on_a_day(decided, actor):
    case = services.deliver_case(case=decided(), delivery="到窗口领取，已签收", by=actor("lin"))
    refused("service_case_delivered_on_a_day", rows(case), delivered_on=None)


def test_an_agency_is_asked_once_and_objects_with_reasons(accepted, joint, actor, agencies):
    case = accepted(version=joint())
    asked = case.opinions.get(agency=agencies["市住建局"])
    refused("opinion_once", Opinion.objects.filter(pk=asked.pk), agency=agencies["市市场监管局"])
    services.answer_opinion(opinion=asked, answer="objected", words="消防通道不足", by=actor("tang"))
    refused("opinion_objects_with_reasons", Opinion.objects.filter(pk=asked.pk), words="")

"""Credit files (C1): who opens which, and how a file stood on a day."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse

from credit_records.files import queries, shown
from credit_records.records.models import CreditFile

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "username, sees",
    [("ye", True), ("jiang", True), ("qin", True), ("tang", True), ("qiao", True), ("lin", False), ("su", False), ("admin", False)],
)
def test_who_opens_an_agencys_file(username, sees, in_force, signed_in):
    url = in_force().file.get_absolute_url()
    assert signed_in(username).get(url).status_code == (200 if sees else 404)
    assert ("云澜市住房和城乡建设局" in signed_in(username).get(reverse("files")).text) is sees


def test_a_visitor_sees_no_file(in_force):
    in_force()
    assert not CreditFile.objects.visible_to(AnonymousUser()).exists()


def test_a_civil_servant_opens_only_the_own_file(in_force, people, signed_in):
    url = in_force(subject=people["tang"].civil_servant).file.get_absolute_url()
    assert {name: signed_in(name).get(url).status_code for name in ("tang", "qiao")} == {"tang": 200, "qiao": 404}


def test_a_file_has_one_subject(agencies, people):
    for subjects in ({}, {"agency": agencies["市住建局"], "civil_servant": people["tang"].civil_servant}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CreditFile.objects.create(**subjects)


def test_a_file_as_it_stood_on_a_day(in_force, revoke, signed_in):
    with time_machine.travel("2026-05-06 10:00+08:00"):
        record = in_force(title="拖欠维修款", happened_on=date(2026, 5, 1))
    revoke(record, "改判")
    url, ye = record.file.get_absolute_url(), signed_in("ye")
    shown_on = {day: "拖欠维修款" in ye.get(url, {"on": day}).text for day in ("2026-05-05", "2026-05-06", "2026-11-01")}
    assert shown_on == {"2026-05-05": False, "2026-05-06": True, "2026-11-01": True}
    assert "拖欠维修款" not in ye.get(url).text


def test_a_day_that_does_not_exist_is_said(in_force, signed_in):
    assert "写一个日历上有的日期" in signed_in("ye").get(in_force().file.get_absolute_url(), {"on": "2026-2-30"}).text


def test_the_public_part_holds_public_records_only(in_force, agencies):
    in_force(title="公开的")
    in_force(title="不公开的", code="service_limit_broken")
    (label, entries), *others = shown.public_groups(queries.public_records(agencies["市住建局"]))
    assert (str(label), [entry.title for entry in entries], others) == ("商务", ["公开的"], [])


def test_records_stand_in_the_order_of_the_dimensions(in_force, agencies):
    for code in ("payment_default", "decision_procedure_broken", "kept_early"):
        in_force(code=code)
    groups = shown.groups(queries.records_in_force(queries.file_of(agencies["市住建局"])))
    assert [str(label) for label, _entries in groups] == ["决策", "执行", "商务"]

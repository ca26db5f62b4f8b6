"""The catalogue of record types: shipped, then the administrator's own."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from commitments.register.models import CommitmentKind
from core.rules.models import Rule
from credit_records.records.models import RecordType
from credit_records.records.reference import load_catalogue
from disclosure.items.models import Category

pytestmark = pytest.mark.django_db


def test_the_shipped_types_are_there_and_what_an_administrator_changed_stays(record_type):
    RecordType.objects.filter(code="commended").update(name="获得诚信表彰")
    RecordType.objects.filter(code="kept_early").delete()
    assert load_catalogue() == 1
    assert (record_type("commended").name, record_type("kept_early").name) == ("获得诚信表彰", "提前兑现承诺")


def test_every_period_rule_is_in_the_rule_catalogue():
    codes = set(RecordType.objects.exclude(period_rule="").values_list("period_rule", flat=True))
    public = {"credit_public_minor", "credit_public_ordinary", "credit_public_serious"}
    sanctions = {"discipline_warning", "discipline_demerit", "discipline_major_demerit", "discipline_downgrade_dismissal"}
    assert codes == public | sanctions
    assert all(Rule.objects.in_force(code).amount_max for code in public)


def test_the_severity_of_a_type_is_that_of_its_publicity_rule():
    for type in RecordType.objects.exclude(period_rule="").exclude(origin="discipline"):
        assert type.period_rule == f"credit_public_{type.severity}"


@pytest.mark.parametrize(
    "changes",
    [
        {"opened_by_purpose": "fulfil"},
        {"severity": ""},
        {"polarity": "good"},
        {"origin": "discipline"},
    ],
)
def test_the_database_keeps_the_catalogue_consistent(changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordType.objects.filter(code="payment_default").update(**changes)


def test_the_administrator_edits_types_and_only_looks_at_records(in_force, signed_in):
    record, admin = in_force(), signed_in("admin")
    changed = reverse("admin:credit_records_recordtype_change", args=[record.type_id])
    assert 'name="_save"' in admin.get(changed).text
    looked_at = admin.get(reverse("admin:credit_records_creditrecord_change", args=[record.pk]))
    assert looked_at.status_code == 200 and 'name="_save"' not in looked_at.text
    assert admin.get(reverse("admin:credit_records_creditrecord_add")).status_code == 403


def test_what_records_were_decided_by_is_not_changed_under_them(in_force, signed_in):
    record, admin = in_force(), signed_in("admin")
    page = admin.get(reverse("admin:credit_records_recordtype_change", args=[record.type_id]))
    form = page.context["adminform"].form
    assert not {"code", "polarity", "dimension", "severity"} & set(form.fields)
    values = {name: form[name].value() or "" for name in form.fields}
    admin.post(page.request["PATH_INFO"], values | {"polarity": "good", "severity": "", "name": "守信了"})
    changed = RecordType.objects.get(pk=record.type_id)
    assert (changed.name, changed.polarity, changed.severity) == ("守信了", record.type.polarity, record.type.severity)


@pytest.mark.parametrize("model", [CommitmentKind, Category])
def test_the_code_by_which_others_name_a_row_is_not_changed(model, signed_in):
    row = model.objects.first()
    page = signed_in("admin").get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk]))
    assert "code" not in page.context["adminform"].form.fields

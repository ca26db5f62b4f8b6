"""Choosing agencies: boxes that stay ticked, and names as a document lists them. Works without script."""

from datetime import date

import pytest
from django import forms
from django.http import QueryDict

from commitments.register.forms import AgencyNamesField
from core.directory.models import Agency

pytestmark = pytest.mark.django_db


class LeadsForm(forms.Form):
    leads = AgencyNamesField()


def sent(*values):
    """The form as a browser would send it."""
    data = QueryDict(mutable=True)
    data.setlist("leads", values)
    return LeadsForm(data)


def chosen(form):
    assert form.is_valid()
    return [agency.short_name for agency in form.cleaned_data["leads"]]


def test_boxes_come_first_then_names_and_each_agency_once(agencies):
    assert chosen(sent(str(agencies["市财政局"].pk), "市建设局、市财政局；云澜市教育局")) == ["市财政局", "市住建局", "市教育局"]


def test_an_agency_that_is_no_more_is_not_taken(agencies):
    Agency.objects.filter(short_name="市教育局").update(dissolved_on=date(2020, 1, 1))
    assert chosen(sent(str(agencies["市教育局"].pk), "市财政局")) == ["市财政局"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("卫生", "名称相近的有：云澜市卫生健康委员会"),
        ("市气象局", "写全称或者常用简称"),
        ("9" * 40, "机构名录里没有"),
        ("", "必填"),
        ("\0", "必填"),
    ],
)
def test_what_is_not_understood_is_asked_back(agencies, typed, told):
    assert told in str(sent(typed).errors)


def test_what_was_chosen_and_typed_stays(agencies):
    page = str(sent(str(agencies["市财政局"].pk), "卫生")["leads"])
    assert f'value="{agencies["市财政局"].pk}" checked' in page
    assert 'value="卫生"' in page

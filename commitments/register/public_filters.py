"""What the pages over public commitments are filtered by: the list, the calendar, the comparison."""

import django_filters
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.register import outcomes, queries
from core.directory.areas import areas
from core.pages.forms import DayInput
from core.pages.tables import PageFilter


class KindFilter(PageFilter):
    kind = django_filters.ChoiceFilter(label=_("种类"), choices=queries.kind_choices, field_name="facts__kind__code")


class DueYear(django_filters.Filter):
    """A year that is typed: to offer those that there are would cost every list a statement."""

    field_class = forms.IntegerField


class AgencyFilter(PageFilter):
    agency = django_filters.ChoiceFilter(label=_("责任单位"), choices=queries.promising_agencies, field_name="agency_id")


class AreaFilter(PageFilter):
    """By the district to which the responsible agency belongs, or the city itself."""

    area = django_filters.ChoiceFilter(label=_("区域"), choices=lambda: area_choices(), method="in_area")

    def in_area(self, rows, name, value):
        return rows.filter(agency__in=areas()[value][1])


def area_choices():
    return [(key, name or _now("市本级")) for key, (name, agencies) in areas().items()]


class PublicFilter(AgencyFilter, KindFilter):
    mark = django_filters.ChoiceFilter(label=_("状态"), choices=outcomes.CHOICES, method="with_outcome")
    year = DueYear(label=_("哪一年到期"), field_name="due_on", lookup_expr="year", min_value=2000, max_value=2100)
    due = django_filters.DateFilter(label=_("哪天到期"), field_name="due_on", widget=DayInput)

    def with_outcome(self, rows, name, value):
        return rows.filter(outcomes.condition(value))

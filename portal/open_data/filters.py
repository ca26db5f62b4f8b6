"""What may be asked of each list. A value that a filter does not know is refused with 400."""

from datetime import MINYEAR, UTC

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from core.directory.models import Agency
from core.search.models import PublicEntry


class AgencyFilter(django_filters.NumberFilter):
    """An agency by its id; an id that there is not finds nothing."""

    field_class = forms.IntegerField


class Entries(django_filters.FilterSet):
    """For every kind of public entry."""

    agency = AgencyFilter(label=_("责任单位的id"))
    state = django_filters.CharFilter(label=_("状态，按页面上的写法"))
    mark = django_filters.ChoiceFilter(label=_("标志"), choices=PublicEntry.Mark.choices)
    due_from = django_filters.DateFilter(label=_("期限不早于"), field_name="due_on", lookup_expr="gte")
    due_to = django_filters.DateFilter(label=_("期限不晚于"), field_name="due_on", lookup_expr="lte")
    updated_since = django_filters.IsoDateTimeFilter(label=_("在此以后更新过"), method="since")

    def since(self, rows, name, moment):
        """In UTC: PostgreSQL does not know every offset that ISO 8601 can write."""
        try:
            return rows.filter(updated_at__gte=moment.astimezone(UTC))
        except OverflowError:
            return rows if moment.year == MINYEAR else rows.none()


class Commitments(Entries):
    kind = django_filters.CharFilter(label=_("承诺种类的代码"), field_name="facts__kind__code")


class Items(Entries):
    category = django_filters.CharFilter(
        label=_("公开类别的代码，包括下级类别"), field_name="facts__category_codes", lookup_expr="contains"
    )


class Records(Entries):
    dimension = django_filters.CharFilter(label=_("信用维度的代码"), field_name="facts__dimension__code")


class Ratings(Entries):
    grade = django_filters.CharFilter(label=_("等级"), field_name="facts__grade")


class Agencies(django_filters.FilterSet):
    level = django_filters.ChoiceFilter(label=_("层级"), choices=Agency.Level.choices)
    parent = AgencyFilter(label=_("上级机构的id"))


class Search(Entries):
    q = django_filters.CharFilter(label=_("要找的词，用空格隔开"), required=True, method="keep")
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=PublicEntry.Kind.choices)

    def keep(self, rows, name, words):
        """The view itself searches: its order needs the words too."""
        return rows

"""What people type about rule sets, and how a run's ratings are filtered."""

import django_filters
from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.directory.areas import CITY
from core.directory.models import Agency
from core.pages.forms import DecidingForm
from core.pages.tables import PageFilter
from credit_records.ratings import queries
from credit_records.ratings.models import Rating
from credit_records.records.models import RecordType

MOVES = (("up", _("升了")), ("down", _("降了")), ("same", _("不变")), ("regraded", _("等级变了")))


class ApproveForm(DecidingForm):
    """`what_if`: the run whose result stands above the form."""

    what_if = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("理由"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写明为什么修改、试算结果有没有不合理的升降。"),
    )


class RatingFilter(PageFilter):
    """District: the agency above; of a civil servant, the agency where they work."""

    subject = django_filters.ChoiceFilter(
        label=_("主体"), method="of_subject", choices=(("agency", _("机关单位")), ("person", _("公务员")))
    )
    district = django_filters.ModelChoiceFilter(
        label=_("上级机构"),
        field_name="file__agency__parent",
        queryset=lambda request: Agency.objects.filter(children__isnull=False).distinct(),
    )
    area = django_filters.ChoiceFilter(
        label=_("区县"),
        method="of_area",
        choices=lambda: [(CITY, _("市本级")), *((str(one.pk), one.short_name) for one in Agency.objects.filter(level="county"))],
    )
    level = django_filters.ChoiceFilter(label=_("层级"), field_name="file__agency__level", choices=Agency.Level.choices)
    grade = django_filters.CharFilter(label=_("等级"))
    dimension = django_filters.ChoiceFilter(label=_("低于基准分的维度"), method="below_base", choices=RecordType.Dimension.choices)
    moved = django_filters.ChoiceFilter(label=_("与对照相比"), method="that_moved", choices=MOVES)

    class Meta:
        model = Rating
        fields = ()

    def of_subject(self, rows, name, value):
        return rows.filter(file__agency__isnull=value == "person")

    def of_area(self, rows, name, key):
        return queries.in_area(rows, key)

    def below_base(self, rows, name, dimension):
        return rows.filter(queries.is_below_base(dimension))

    def that_moved(self, rows, name, value):
        if value == "regraded":
            return rows.exclude(before_grade="").exclude(grade=F("before_grade"))
        return rows.filter(**{"up": {"change__gt": 0}, "down": {"change__lt": 0}, "same": {"change": 0}}[value])

"""M12: the public boards of a kind whose promises are divided by a field (街道乡镇承诺: 14 fields). One board an agency, and all side by side."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Count
from django.db.models.fields.json import KeyTextTransform
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from commitments.overview import queries, shown
from commitments.overview.views import ComparisonFilter, Overview
from commitments.register.models import CommitmentKind
from commitments.register.public_views import why
from commitments.register.queries import LISTED_COMMITMENTS
from core.directory.models import Agency
from core.pages.numbers import Number
from core.pages.parts import Crumb, Entry, Mark
from core.pages.views import Page

COUNTED = ("done", "kept_late", "partly_kept", "overdue", "broken")  # the outcomes that the side-by-side table shows


def divided_kind(code):
    """The kind and the field that divides its promises: the first choice that must be made. Raises Http404 for a kind without one."""
    kind = get_object_or_404(CommitmentKind, code=code)
    field = next((spec for spec in kind.fields if spec["type"] == "choice" and spec.get("required") and spec.get("public")), None)
    if field is None:
        raise Http404
    return kind, field


class BoardFilter(ComparisonFilter):
    """By the year in which a promise falls due."""

    kind = None


class Boards(Overview):
    """All agencies that promise something of the kind: in how many of the fields, and what became of it."""

    name, filter_class = "promise_boards", BoardFilter
    template_name = "commitments/overview/boards.html"

    @cached_property
    def divided(self):
        return divided_kind(self.kwargs["code"])

    def queryset(self):
        return super().queryset().filter(facts__kind__code=self.divided[0].code)

    def page_title(self):
        return _("%(kind)s，各单位比较") % {"kind": self.divided[0].name}

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("政府承诺"), reverse("public_commitments")), Crumb(self.divided[0].name)]

    def file_name(self):
        return self.page_title()

    def labels(self):
        return [_("单位"), *cell_labels(), _("按期兑现率")]

    @cached_property
    def lines(self):
        kind, field = self.divided
        covered = fields_covered(self.filters.qs, field["name"])
        return [board_line(row, kind, len(field["choices"]), covered, self.chosen) for row in queries.by_agency(self.filters.qs)]

    def exported(self):
        return self.labels(), ([line.name, *(cell.value for cell in line.cells), line.rate] for line in self.lines)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            labels=self.labels(), lines=self.lines, count=len(self.lines), unit=_("个单位"), sort_label=_("按单位顺序"), **kwargs
        )


def cell_labels():
    return [_("有承诺的领域"), *(shown.LABELS[name] for name in COUNTED), _("合计")]


def fields_covered(rows, name):
    """{agency: in how many of the fields it has promised something}; one statement."""
    value = KeyTextTransform(name, KeyTextTransform("fields", "facts"))
    return dict(rows.order_by().values_list("agency_id").annotate(fields=Count(value, distinct=True)))


def board_line(row, kind, fields, covered, filters):
    key = row["agency_id"]
    own = filters | {"kind": kind.code, "agency": key}
    cells = [Number(_("%(covered)d／%(fields)d") % {"covered": covered.get(key, 0), "fields": fields})]
    cells += [shown.number(row[outcome], shown.MARKS[outcome], mark=outcome, **own) for outcome in COUNTED]
    cells.append(shown.number(row["total"], **own))
    url = reverse("promise_board", args=[kind.code, key])
    return shown.Line(row["agency__short_name"], url, cells, shown.rate_of(row), row, cell_labels())


class Field(NamedTuple):
    """A field of the board with what the agency promises in it."""

    name: str
    entries: list


class Board(Page, TemplateView):
    """What one agency promises in each of the fields, and where it promises nothing."""

    public, section, template_name = True, "public_commitments", "commitments/overview/board.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.kind, self.field = divided_kind(kwargs["code"])
        self.agency = get_object_or_404(Agency, pk=kwargs["agency"])

    def page_title(self):
        return _("%(agency)s：%(kind)s") % {"agency": self.agency.short_name, "kind": self.kind.name}

    def crumbs(self):
        way = [Crumb(_("首页"), reverse("home")), Crumb(_("政府承诺"), reverse("public_commitments"))]
        return [*way, Crumb(self.kind.name, reverse("promise_boards", args=[self.kind.code])), Crumb(self.agency.short_name)]

    def get_context_data(self, **kwargs):
        rows = LISTED_COMMITMENTS.all().visible_to(self.request.user).filter(agency=self.agency, facts__kind__code=self.kind.code)
        found = defaultdict(list)
        for entry in rows.order_by("due_on", "id"):
            found[entry.listed["fields"].get(self.field["name"])].append(board_entry(entry))
        fields = [Field(name, found[name]) for name in self.field["choices"]]
        covered = sum(bool(field.entries) for field in fields)
        words = _("%(fields)d个领域，%(covered)d个有承诺。") % {"fields": len(fields), "covered": covered}
        return super().get_context_data(**kwargs | {"agency": self.agency, "fields": fields, "lead": words})


def board_entry(entry):
    return Entry(entry.title, entry.path, [entry.number, Mark(entry.mark, entry.state_words)], entry.due_on, why=why(entry))

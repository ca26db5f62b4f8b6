"""What citizens read of all key projects of a year on one page. Public entries only."""

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from commitments.projects import additions, public_queries
from commitments.register import public_views as register
from commitments.register.models import Commitment
from commitments.register.public_filters import AreaFilter, DueYear
from commitments.register.shown import public_tabs
from core.pages.parts import Crumb, Mark
from core.pages.tables import Column, Sort
from core.pages.views import ListPage
from core.pages.words import as_date
from core.search.models import PublicEntry


class PublicProjectFilter(AreaFilter):
    year = DueYear(label=gettext_lazy("哪一年的项目"), method="of_year", min_value=2000, max_value=2100)
    stage = django_filters.ChoiceFilter(
        label=gettext_lazy("现在的阶段"), choices=public_queries.stage_choices, field_name="present_stage__name"
    )

    def of_year(self, rows, name, value):
        return public_queries.of_year(rows, int(value))


def leader(entry):
    return entry.listed["fields"].get("leader", "")


def is_unfinished(entry):
    return entry.listed["state"] in Commitment.UNFINISHED


def stage(entry):
    return entry.present_stage["name"] if entry.present_stage and is_unfinished(entry) else ""


def next_day(entry):
    """Of the present stage; else of the project itself, as long as it is not finished."""
    if not is_unfinished(entry):
        return None
    return as_date(entry.present_stage["due_on"]) if entry.present_stage else entry.due_on


def next_what(entry):
    if not next_day(entry):
        return ""
    return _("办完这个阶段") if entry.present_stage else _("项目完成")


def why_next(entry):
    """The public page of the stage, or of the project, explains the day."""
    return f"{entry.present_stage['path'] if entry.present_stage else entry.path}#why" if next_day(entry) else ""


def open_problems(entry):
    return additions.count_open(entry.listed.get("problems", ())) or ""


def late_problems(entry):
    late = additions.count_late(entry.listed.get("problems", ()))
    return Mark("bad", _("%(count)d个逾期") % {"count": late}) if late else None


class PublicProjects(ListPage):
    """This year's unless another one is asked for; an empty year asks for all."""

    public, model, section, filter_class = True, PublicEntry, "public_commitments", PublicProjectFilter
    template_name = "commitments/projects/public.html"
    title = gettext_lazy("重点项目一览")
    lead = gettext_lazy("每个项目谁牵头、哪个单位负责、到了哪个阶段、卡在哪里、下一个日期是哪天。")
    page_size = 100  # the whole year on one page, to be read and printed
    columns = (
        Column(pgettext_lazy("工程", "项目"), "title", note="number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("牵头领导"), leader, note="agency.short_name", note_label=gettext_lazy("责任单位")),
        Column(gettext_lazy("现在的阶段"), stage),
        Column(gettext_lazy("进度"), register.percent, numeric=True),
        Column(gettext_lazy("没解决的问题"), open_problems, note=late_problems, note_label=gettext_lazy("逾期的问题"), numeric=True),
        Column(gettext_lazy("下一个日期"), next_day, note=next_what, note_label=gettext_lazy("要办什么"), why=why_next),
        Column(gettext_lazy("状态"), lambda entry: Mark(entry.mark, entry.state_words)),
    )
    sorts = {
        "due": Sort(gettext_lazy("先到期的在前"), ("due_on", "id")),
        "agency": Sort(gettext_lazy("按单位"), ("agency__sort_key", "id")),
    }
    unit = ngettext_lazy("个", "个")
    empty_title, empty_text = gettext_lazy("还没有公开的重点项目"), gettext_lazy("登记以后，会马上出现在这里。")

    def queryset(self):
        return public_queries.public_projects()

    def filters(self):
        if not hasattr(self, "_filters"):
            chosen = self.request.GET.copy()
            chosen.setdefault("year", str(timezone.localdate().year))
            self._filters = self.filter_class(chosen, queryset=self.visible(), request=self.request)
        return self._filters

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("政府承诺"), reverse("public_commitments")), Crumb(self.title)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=public_tabs("public_projects"), **kwargs)

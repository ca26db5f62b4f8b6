"""The staff doors of the ratings: the runs, what came out of one, and one rating with every record behind it."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from core.evidence.shown import files_of
from core.pages.parts import Crumb, Fact
from core.pages.tables import Column, Sort
from core.pages.views import ActionPage, DetailPage, ListPage
from credit_records.ratings import queries, shown
from credit_records.ratings.forms import RatingFilter
from credit_records.ratings.models import Rating, RatingRun
from credit_records.ratings.models.run import DIMENSIONS
from credit_records.ratings.services import asking
from credit_records.records.views.looking import ExportLeavesLooks, LeavesLook


class RunList(ListPage):
    model, section = RatingRun, "records"
    title, lead = (
        gettext_lazy("信用评价"),
        gettext_lazy("每月、每年各评价一次：期满次日自动计算，公布各机关单位的结果。公务员的结果不公开。"),
    )
    sorts = {
        "newest": Sort(gettext_lazy("最近的在前"), ("-as_of", "-pk")),
        "oldest": Sort(gettext_lazy("最早的在前"), ("as_of", "pk")),
    }
    unit = ngettext_lazy("次", "次")
    columns = (
        Column(gettext_lazy("评价"), str, note=lambda run: run.get_kind_display(), note_label=gettext_lazy("种类"), link=True),
        Column(gettext_lazy("截至"), "as_of"),
        Column(gettext_lazy("规则集"), "rule_set"),
        Column(gettext_lazy("主体"), "rated", numeric=True),
        Column(gettext_lazy("平均分"), "average", numeric=True),
    )
    empty_title = gettext_lazy("还没有评价")
    empty_text = gettext_lazy("评价规则集批准以后，期满的月份和年度会自动评价。")

    def queryset(self):
        return super().queryset().select_related("rule_set")


def dimension_column(dimension):
    return Column(shown.dimension_label(dimension), lambda rating: shown.number(getattr(rating, dimension)), numeric=True)


class RunRatings(ExportLeavesLooks, ListPage):
    """What came out of a run: official, or a what-if compared with the rule set in force."""

    model, section = Rating, "records"
    template_name, filter_class = "credit_records/ratings/run.html", RatingFilter
    search_fields = ("file__agency__name", "file__agency__short_name", "file__civil_servant__name")
    search_label = gettext_lazy("单位或者姓名")
    order_choices = {
        "best": Sort(gettext_lazy("分高的在前"), ("-score", "-pk")),
        "worst": Sort(gettext_lazy("分低的在前"), ("score", "pk")),
        "fallen": Sort(gettext_lazy("降得多的在前"), ("change", "pk")),
        "risen": Sort(gettext_lazy("升得多的在前"), ("-change", "-pk")),
    }
    unit = ngettext_lazy("个主体", "个主体")
    columns = (
        Column(
            gettext_lazy("主体"), "file.subject", note=lambda rating: above(rating), note_label=gettext_lazy("上级或所在机构"), link=True
        ),
        *(dimension_column(dimension) for dimension in DIMENSIONS),
        Column(gettext_lazy("总分"), "score", numeric=True),
        Column(gettext_lazy("等级"), shown.grade_mark),
        Column(
            gettext_lazy("变化"),
            lambda rating: shown.signed(rating.change),
            note="before_grade",
            note_label=gettext_lazy("原等级"),
            numeric=True,
        ),
    )
    empty_title = gettext_lazy("没有可以看的结果")
    empty_text = gettext_lazy("你能看到本单位和你本人的评价。")

    @property
    def sorts(self):
        """Of a what-if, who falls most comes first."""
        first = "best" if self.run.is_official else "fallen"
        return {first: self.order_choices[first]} | self.order_choices

    @cached_property
    def run(self):
        runs = RatingRun.objects.visible_to(self.request.user).select_related("rule_set", "compared_with__rule_set")
        return get_object_or_404(runs, pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        self.run  # noqa: B018  a run that one may not see answers 404
        return super().get(request, *args, **kwargs)

    def files_shown(self):
        return queries.people_rated(self.rows())

    def queryset(self):
        return queries.listed(super().queryset().filter(run=self.run)).select_related("run__rule_set")

    def page_title(self):
        return str(self.run)

    def crumbs(self):
        return [Crumb(_("信用评价"), reverse("rating_runs")), Crumb(str(self.run))]

    def get_context_data(self, **kwargs):
        run, oversees = self.run, self.actor().oversees
        return super().get_context_data(
            run=run,
            facts=shown.run_facts(run),
            figures=shown.grade_figures(run, run.get_absolute_url()) if oversees else [],
            moves=shown.move_figures(run, run.get_absolute_url()) if oversees and run.compared_with else [],
            chart=shown.moves_chart(run) if oversees and run.compared_with and not run.is_official else None,
            grades=queries.grades_of(run) if oversees else [],
            files=files_of(run) if oversees else [],
            oversees=oversees,
            **kwargs,
        )


def above(rating):
    file = rating.file
    return file.civil_servant.agency.short_name if file.civil_servant else file.agency.parent and file.agency.parent.short_name


class RatingDetail(LeavesLook, DetailPage):
    """One subject's rating, with what every record gave and took."""

    model, section = Rating, "records"
    template_name = "credit_records/ratings/rating.html"

    def files_shown(self):
        return queries.people_rated(self.rows_shown())

    def queryset(self):
        return queries.listed(super().queryset()).select_related("run__rule_set", "run__compared_with")

    def page_title(self):
        return str(self.object.file)

    def crumbs(self):
        run = self.object.run
        return [Crumb(_("信用评价"), reverse("rating_runs")), Crumb(str(run), run.get_absolute_url()), Crumb(str(self.object.file))]

    def get_context_data(self, **kwargs):
        rating = self.object
        parts = shown.parts_of(rating, queries.lines_of(rating, self.request.user))
        history = queries.ratings_of(rating.file).values("score", period=queries.period())
        return super().get_context_data(
            kind=str(rating.run),
            state=shown.grade_mark(rating),
            facts=rating_facts(rating),
            parts=parts,
            sum_words=shown.sum_words(parts, rating.score),
            differs=any(part.score != getattr(rating, part.dimension) for part in parts),
            chart=shown.dimension_chart(rating.dimension_scores, _("五个维度的得分")),
            history=shown.history_chart(list(history[: shown.CHARTED]), _("历次正式评价的总分")),
            **kwargs,
        )


def rating_facts(rating):
    run, change = rating.run, shown.signed(rating.change)
    return [
        Fact(_("总分"), rating.score, _("%(grade)s级") % {"grade": rating.grade}),
        Fact(_("截至"), run.as_of, _("当天日终")),
        Fact(_("规则集"), run.rule_set, url=run.rule_set.get_absolute_url()),
        Fact(_("与上次相比") if run.is_official else _("与现行规则相比"), change or _("没有可比的"), rating.before_grade),
    ]


class RecomputeRun(ActionPage):
    """Compute a past run again and say whether every score is the same."""

    model, object_argument, section = RatingRun, "run", "records"
    service, title, submit_label = asking.ask_recompute, gettext_lazy("重新计算这次评价"), gettext_lazy("重新计算，逐个比对")
    hint = gettext_lazy("按当天日终有效的记录和当时的规则集再算一遍，与留存的结果逐个比对。不改动任何结果。")

    def get(self, request, *args, **kwargs):
        self.object  # noqa: B018  what may not be seen answers 404 before anybody is refused
        asking.check_may_recompute(self.actor())
        return super().get(request, *args, **kwargs)

    def crumbs(self):
        return [Crumb(_("信用评价"), reverse("rating_runs")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(self.title)]

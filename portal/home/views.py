"""The home page: did the government do what it said?"""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from core.pages.parts import Figure
from core.pages.views import Page
from portal.home import queries


class Home(Page, TemplateView):
    public = True
    title = gettext_lazy("首页")
    template_name = "portal/home.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        outcome = queries.outcome_of_year(today)
        due = outcome["kept"] + outcome["late"] + outcome["broken"]
        days = queries.days_ahead(today)
        return super().get_context_data(
            days=days,
            due_soon=sum(len(day.entries) + day.more for day in days),
            due_today=outcome["today"],
            due_so_far=due,
            share=share(outcome, due),
            figures=figures(outcome, due),
            newest=queries.newest_items(),
            today=today,
            **kwargs,
        )


def share(outcome, due):
    """The bar of the year: pairs of colour, start and width in per cent, each at least wide enough to be seen."""
    parts, start = [], 0.0
    for name, mark in (("kept", "done"), ("late", "warn"), ("broken", "bad")):
        width = 100 * outcome[name] / due if due else 0
        if width:
            parts.append({"mark": mark, "x": round(start, 2), "width": round(max(width - 0.3, 0.3), 2)})
        start += width
    return parts


def figures(outcome, due):
    commitments = reverse("public_commitments")
    rows = [
        ("kept", "done", _("按期兑现")),
        ("late", "warn", _("逾期或部分兑现")),
        ("broken", "bad", _("逾期或未兑现")),
    ]
    shown = [
        Figure(label, outcome[name], ngettext("项", "项", outcome[name]), percent(outcome[name], due), f"{commitments}?mark={mark}", mark)
        for name, mark, label in rows
    ]
    return [
        *shown,
        Figure(
            _("还没到期"),
            outcome["ahead"],
            ngettext("项", "项", outcome["ahead"]),
            _("今天到期%(count)d项") % {"count": outcome["today"]},
            f"{commitments}?mark=plain",
        ),
    ]


def percent(part, whole):
    return _("占%(share)s%%") % {"share": f"{100 * part / whole:.1f}"} if whole else ""

"""The dashboard of the credit office: what waits, how long, where, and what takes longest. It owns no rule and changes nothing."""

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.accounts.models import Role
from core.pages import export
from core.pages.views import Page
from core.pages.words import moment
from credit_records.ratings.queries import newest_month
from credit_records.records.models import FileLook
from credit_records.records.services import log_looks
from portal.dashboard import queries, shown


class Dashboard(Page, TemplateView):
    """For the credit office only; everybody else's work stands in 待办. `?table=left&format=csv` is one of its tables as a file."""

    title, section = gettext_lazy("信用看板"), "dashboard"
    template_name = "portal/dashboard.html"

    @cached_property
    def run(self):
        return newest_month(self.request.user)

    def get(self, request, *args, **kwargs):
        if not self.actor().has(Role.CREDIT_OFFICE):
            raise Http404
        kind = request.GET.get("format", "")
        return self.download(kind, request.GET.get("table", "")) if kind else super().get(request, *args, **kwargs)

    def download(self, kind, name):
        """Exactly the rows and columns that the page shows. As with the export of a list, it leaves a look at each file that it names a record of."""
        made = shown.tables(self.request.user, self.run, timezone.localdate())
        if kind not in export.FORMATS or name not in made:
            raise Http404
        table = made[name]()
        if self.request.method == "GET":
            files = queries.files_named(table, self.request.user)
            log_looks(files=files, by=self.actor(), way=FileLook.Way.EXPORT, otherwise=FileLook.Under.SOURCE)
        title = f"{table.title} {timezone.localdate():%Y-%m-%d}"
        return export.response(kind, title, table.labels, table.values())

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        left, states = queries.by_time_left(user, today), queries.records_by_state(user, today)
        return super().get_context_data(
            kind=_("信用办"),
            lead=_("截至%(moment)s") % {"moment": moment(timezone.now())},
            figures=shown.figures(left, states, queries.waiting_for_approval(user)),
            left=shown.left_table(left),
            states=shown.states_table(states),
            taken=shown.taken_table(queries.time_taken(user, today)),
            slowest=shown.slowest_table(queries.open_longest(user), today),
            run=self.run,
            **(self.ratings() if self.run else {}),
            **kwargs,
        )

    def ratings(self):
        rated = queries.rated(self.run, self.request.user)
        return {
            "chart": shown.grades_chart(self.run, rated),
            "grades": shown.grades_table(self.run, rated),
            "dimensions": shown.dimensions_table(self.run, rated),
            "low": shown.low_table(self.run, rated),
        }

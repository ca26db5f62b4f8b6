"""How one limit was counted, and what became of it: where every due date on a staff page leads."""

from django.http import Http404
from django.utils.translation import gettext as _

from core.deadlines import shown
from core.deadlines.models import Deadline
from core.pages.parts import Crumb
from core.pages.views import DetailPage


class DeadlinePage(DetailPage):
    """Rule, basis, days counted and skipped; pauses and extensions with reason and approver; what happened, the latest first.

    Only for who may see what the limit is about.
    """

    model, section = Deadline, "work"
    template_name = "core/deadlines/deadline.html"

    def queryset(self):
        return super().queryset().select_related("rule", "agency").prefetch_related("pauses__by", "extensions__approved_by", "subject")

    @property
    def object(self):
        found = super().object
        if not shown.is_seen(found.subject, self.request.user):
            raise Http404
        return found

    def page_title(self):
        return self.object.title

    def crumbs(self):
        return [Crumb(str(self.object.subject), self.object.get_absolute_url()), Crumb(_("期限"))]

    def own_steps(self):
        """A limit is moved by what moves its subject."""
        return []

    def others_steps(self):
        return []

    def get_context_data(self, **kwargs):
        deadline = self.object
        return super().get_context_data(
            facts=shown.facts(deadline),
            pauses=deadline.pauses.all(),
            extensions=deadline.extensions.all(),
            moments=shown.moments(deadline),
            **kwargs,
        )

"""The leader's door: one line on a phone, then the register's form with what was understood."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from commitments.assigned.reading import read_line
from commitments.register import services
from commitments.register.models import CommitmentKind
from commitments.register.views import NewCommitment
from core.pages.parts import Crumb
from core.pages.views import Page

KIND = "leader_assignment"
MOST = 500


class Line(Page, TemplateView):
    """One box: who, what, by when."""

    title, template_name = gettext_lazy("交办一句话"), "commitments/assigned/line.html"

    def get(self, request, *args, **kwargs):
        services.check_may_register(self.actor(), services.default_registrar(self.actor()))
        return super().get(request, *args, **kwargs)

    def crumbs(self):
        return [Crumb(_("承诺"), reverse("commitments")), Crumb(self.title)]


class Assign(NewCommitment):
    """What was understood stands in the form; what was not is empty. Without a day the rule for assigned tasks counts."""

    title, submit_label = gettext_lazy("交办"), gettext_lazy("交办并计时")
    success_message = gettext_lazy("已交办。责任单位要先签收，再报告进展和结果。")
    template_name = "commitments/assigned/assign.html"
    whole = None

    @cached_property
    def kind(self):
        return CommitmentKind.objects.get(code=KIND)

    def get_initial(self):
        read = read_line(self.request.GET.get("words", "").replace("\0", "")[:MOST])
        return {
            "beneficiary": _("交办的领导"),
            "criterion": _("交办的事项全部办到，书面报告结果。"),
            "assigned_at": _("%(name)s交办") % {"name": self.request.user},
            "basis": _("领导交办"),
        } | read

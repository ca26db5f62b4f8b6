"""The doors of this room: a report of a file, and the public query."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from core.directory.models import Agency
from core.errors import DomainError
from core.pages.parts import Crumb
from core.pages.views import ActionPage, Page
from core.papers import tries
from credit_records.records.models import CreditFile
from credit_records.reports import queries, services
from credit_records.reports.forms import DayForm, NothingFoundForm, ReportForm

MOST_PAPERS = 20  # of one address in a quarter of an hour


class IssueReport(ActionPage):
    model, object_argument, section = CreditFile, "file", "records"
    title, submit_label = gettext_lazy("开具信用报告"), gettext_lazy("开具报告")
    hint = gettext_lazy("报告有文号和核验码，收到的人可以在网上核对真伪和以后的变化。同一天内容没有变化的，不另编文号。")
    form_class, service = ReportForm, services.issue_report
    success_message = gettext_lazy("报告已开具")

    def queryset(self):
        return super().queryset().select_related("agency", "civil_servant__agency")

    def get_form(self, form_class=None):
        services.check_issuer(self.object, self.actor())
        return super().get_form(form_class)

    def crumbs(self):
        return [Crumb(_("信用档案"), reverse("files")), Crumb(str(self.title))]


class CertifyNothingFound(IssueReport):
    title, submit_label = gettext_lazy("开具某一天的无公示失信记录证明"), gettext_lazy("开具证明")
    hint = gettext_lazy("只有本单位和信用办能开具过去某一天的证明：公示期已满、已修复、已撤销的记录不再公开，公众查不到那一天的全部情况。")
    form_class, service = NothingFoundForm, services.certify_nothing_found_on
    success_message = gettext_lazy("证明已开具")

    def queryset(self):
        return super().queryset().filter(agency__isnull=False)


class CreditQuery(Page, TemplateView):
    """信用查询, for everybody."""

    public, section = True, "agencies"
    title, template_name = gettext_lazy("信用查询"), "credit_records/reports/query.html"

    def get_context_data(self, **kwargs):
        words = self.request.GET.get("q", "").replace("\0", "").strip()[:100]
        form = DayForm(self.request.GET)
        on = form.cleaned_data["on"] if form.is_valid() else None
        agencies = queries.found_agencies(words) if words and on else []
        counts = queries.public_counts(agencies, on) if agencies else {}
        found = [(agency, *counts.get(agency.pk, (0, 0))) for agency in agencies]
        return super().get_context_data(words=words, form=form, found=found, on=on, is_past=on and on < timezone.localdate(), **kwargs)


class PublicPaper(Page, View):
    """Issues one of the public papers about an agency and leads to its page."""

    public = True
    service = None

    def post(self, request, pk):
        agency = get_object_or_404(Agency, pk=pk)
        if tries.too_many("paper", request, MOST_PAPERS):
            raise DomainError("too_many", _("开具的次数太多，请15分钟以后再试。"))
        tries.count("paper", request)
        issued = type(self).service(agency=agency, by=self.actor(), **self.arguments())
        return redirect("verify_code", code=issued.shown_code)

    def arguments(self):
        return {}


class PublicReport(PublicPaper):
    service = services.issue_public_report

    def arguments(self):
        """The day that was queried."""
        form = DayForm(self.request.POST)
        if not form.is_valid():
            raise DomainError("wrong_day", " ".join(form.errors["on"]))
        return {"on": form.cleaned_data["on"]}


class NothingFound(PublicPaper):
    service = services.certify_nothing_found

"""The doors of continuity: what arrived and waits to be taken, giving it to another agency in bulk, and the lists that heads sign."""

from operator import attrgetter

import django_filters
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from commitments.continuity import queries, services, shown
from commitments.continuity.forms import MOST, AssignForm, SignInPlaceForm, TakeForm
from commitments.continuity.models import Handover, Reassignment
from core.accounts.models import Role
from core.deadlines.shown import limit_column
from core.directory.models import Agency
from core.errors import DomainError
from core.pages import export
from core.pages.forms import PageForm
from core.pages.parts import Crumb
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage


def all_agencies(request):
    """Dissolved ones, too."""
    return Agency.objects.all()


class ReassignmentFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Reassignment.State.choices)
    cause = django_filters.ChoiceFilter(label=gettext_lazy("原因"), choices=Reassignment.Cause.choices)
    from_agency = django_filters.ModelChoiceFilter(label=gettext_lazy("原责任单位"), queryset=all_agencies)
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("现责任单位"), queryset=all_agencies)


class ReassignmentList(ListPage):
    model, section, filter_class = Reassignment, "commitments", ReassignmentFilter
    title = gettext_lazy("承诺承接")
    template_name = "commitments/continuity/list.html"
    lead = gettext_lazy("单位撤销、人员离任，承诺不撤销：由职能承接机构负责；没有的由上级机构代管，指定承接单位以前由上级负责。期限不变。")
    search_fields, search_label = ("commitment__title", "commitment__number"), gettext_lazy("承诺的事项、编号")
    columns = (
        Column(gettext_lazy("承诺"), "commitment.title", note="commitment.number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("原责任单位"), "from_agency.short_name", note="get_cause_display", note_label=gettext_lazy("原因")),
        Column(gettext_lazy("现责任单位"), "agency.short_name", note="get_route_display", note_label=gettext_lazy("交给")),
        limit_column(gettext_lazy("期限"), shown.limit_of),
        Column(gettext_lazy("状态"), shown.state_mark, note=shown.waiting_since, note_label=gettext_lazy("承接日期")),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近承接的在前"), ("-pk",)),
        "old": Sort(gettext_lazy("等得最久的在前"), ("pk",)),
    }
    unit = ngettext_lazy("项", "项")
    empty_title = gettext_lazy("没有承接的承诺")
    empty_text = gettext_lazy("单位撤销或者人员都已离任时，没有办完的承诺会由承接的单位负责，列在这里。")

    def queryset(self):
        return queries.with_parts(super().queryset())

    def cells(self, row):
        """Who gave it away reads the public page; the staff page is for those who answer for it now."""
        first, *others = super().cells(row)
        own = self.actor().oversees or row.agency_id in self.actor().agency_ids and row.state != "passed_on"
        return [first if own else first._replace(url=reverse("public_commitment", args=[row.commitment_id])), *others]

    def get_context_data(self, **kwargs):
        actor = self.actor()
        waiting = {"to_take": queries.to_take(actor).count(), "to_assign": queries.to_assign(actor).count()}
        return super().get_context_data(**waiting, **kwargs)


class BulkPage(ActionPage):
    """One form over everything that waits and that the reader may decide on; `?from_agency=` narrows it."""

    section = "commitments"

    def waiting(self):
        raise NotImplementedError

    def shown_rows(self):
        """The oldest first, no more than the page holds."""
        rows = queries.with_parts(self.waiting())
        before = self.request.GET.get("from_agency", "")
        rows = rows.filter(from_agency=before) if before.isascii() and before.isdecimal() and len(before) < 19 else rows
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:MOST])
        return rows.filter(pk__in=keys).order_by("pk")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"waiting": self.shown_rows()}

    def get_initial(self):
        return super().get_initial() | {"chosen": self.shown_rows()}

    def arguments(self, form):
        return super().arguments(form) | {"chosen": [row.pk for row in form.cleaned_data["chosen"]]}

    def crumbs(self):
        return [Crumb(_("承诺承接"), reverse("reassignments")), Crumb(self.title)]

    def next_url(self, result):
        return reverse("reassignments")

    def cancel_url(self):
        return reverse("reassignments")


class TakeCommitments(BulkPage):
    title = submit_label = gettext_lazy("接手承诺")
    form_class, service = TakeForm, services.take
    success_message = gettext_lazy("已接手。请按原期限接着办，并指派经办人。")
    hint = gettext_lazy("责任从承接之日起就在现责任单位，期限不变。接手表示已经有人接着办。")
    check = services.check_may_take

    def waiting(self):
        return queries.to_take(self.actor())


class AssignCommitments(BulkPage):
    title, submit_label = gettext_lazy("指定承接单位"), gettext_lazy("指定并公开")
    form_class, service = AssignForm, services.assign
    success_message = gettext_lazy("已指定，承接的单位会收到通知。")
    hint = gettext_lazy("职能分给几个单位的，分几次指定：每次选出归同一单位的。指定以后由该单位负责，期限不变；同一笔欠款的各期一起转。")
    check = services.check_may_assign

    def waiting(self):
        return queries.to_assign(self.actor())

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"agencies": queries.may_get(self.actor())}


class HandoverFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Handover.State.choices)
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("单位"), queryset=all_agencies)


class HandoverPage:
    model, section = Handover, "commitments"

    def queryset(self):
        rows = super().queryset().select_related("agency", "outgoing__civil_servant__user", "incoming__civil_servant__user")
        return rows.select_related("outgoing_signed_by", "incoming_signed_by").prefetch_related("deadlines__rule")


class HandoverList(HandoverPage, ListPage):
    title, filter_class = gettext_lazy("交接清单"), HandoverFilter
    lead = gettext_lazy("主要负责人任期结束时，系统列出本单位没有办完的承诺、欠款和期限，由离任和新任的负责人签字。")
    search_fields, search_label = ("agency__name",), gettext_lazy("单位名称")
    columns = (
        Column(gettext_lazy("单位"), "agency.name", link=True),
        Column(gettext_lazy("离任负责人"), shown.outgoing),
        Column(gettext_lazy("新任负责人"), shown.incoming),
        Column(gettext_lazy("截至"), "as_of"),
        limit_column(gettext_lazy("签字期限"), attrgetter("signing_deadline")),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    unit = ngettext_lazy("份", "份")
    empty_title = gettext_lazy("没有交接清单")
    empty_text = gettext_lazy("主要负责人离任那天，系统会列出清单。")

    def queryset(self):
        return super().queryset().defer("content")


class HandoverDetail(HandoverPage, DetailPage):
    """First whether the reader must sign; then the list, which prints as it stands."""

    template_name = "commitments/continuity/handover.html"

    def get(self, request, *args, **kwargs):
        kind = request.GET.get("format", "")
        if not kind:
            return super().get(request, *args, **kwargs)
        if kind not in export.FORMATS:
            raise Http404
        return export.response(kind, str(self.object), shown.labels(), shown.rows(self.object))

    def crumbs(self):
        return [Crumb(_("交接清单"), reverse("handovers")), Crumb(self.object.agency.short_name)]

    def others_steps(self):
        """The page names the people instead (`parties`)."""
        return []

    def get_context_data(self, **kwargs):
        handover, actor = self.object, self.actor()
        signs = not services.why_not_sign(handover, actor)
        return super().get_context_data(
            kind=_("交接清单"),
            state=shown.state_mark(handover),
            facts=shown.facts(handover),
            form=sign_form(handover, actor)() if signs else None,
            panel_action=reverse("handover_sign", args=[handover.pk]),
            submit_label=SignHandover.submit_label,
            checks=shown.checks(handover),
            parties=shown.parties(handover),
            sections=shown.sections(handover),
            most=shown.SHOWN,
            works_here=actor.has(Role.CLERK, Role.AGENCY_REVIEWER, agency=handover.agency_id),
            moments=shown.moments(handover),
            **kwargs,
        )


def sign_form(handover, actor):
    return SignInPlaceForm if services.signs_in_place(handover, actor) else PageForm


class SignHandover(HandoverPage, ActionPage):
    object_argument, service = "handover", services.sign_handover
    title, submit_label = gettext_lazy("签署交接清单"), gettext_lazy("核对无误，签字")
    success_message = gettext_lazy("已签字。")
    hint = gettext_lazy("签字表示清单已经核对，签字以后不能撤回，清单不能再改。")

    @cached_property
    def why_not(self):
        return services.why_not_sign(self.object, self.actor())

    def get(self, request, *args, **kwargs):
        if self.why_not:
            raise DomainError(*self.why_not)
        return super().get(request, *args, **kwargs)

    def get_form_class(self):
        return PageForm if self.why_not else sign_form(self.object, self.actor())

    def crumbs(self):
        return [Crumb(_("交接清单"), reverse("handovers")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(self.title)]

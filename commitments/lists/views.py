"""The staff door of yearly lists: drawing one up from a sheet, announcing it, opening the vote, assessing the year."""

import django_filters
from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views import View

from commitments.lists import queries, services, shown
from commitments.lists.forms import AssessForm, NewListForm, OpenVoteForm, SheetForm
from commitments.lists.models import YearlyList
from commitments.lists.sheet import columns
from commitments.register.models import CommitmentKind
from core.accounts.models import Role
from core.deadlines.shown import limit_column, live_limit
from core.directory.models import Agency
from core.errors import DomainError
from core.evidence.shown import files_of
from core.pages.course import course
from core.pages.export import XLSX_TYPE
from core.pages.forms import DecidingForm, PageForm, ReasonForm
from core.pages.own_agency import ForOwnAgency
from core.pages.parts import Action, Crumb
from core.pages.tables import Column, PageFilter
from core.pages.views import ActionPage, DetailPage, ListPage, ObjectMixin, Page
from core.sheets.template import template


class ListFilter(PageFilter):
    year = django_filters.NumberFilter(label=gettext_lazy("年度"), min_value=2000, max_value=2100)
    kind = django_filters.ModelChoiceFilter(label=gettext_lazy("种类"), queryset=lambda request: CommitmentKind.objects.all())
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=YearlyList.State.choices)


class YearlyLists(ListPage):
    model, title, section, filter_class = YearlyList, gettext_lazy("年度清单"), "commitments", ListFilter
    template_name = "commitments/lists/list.html"
    lead = gettext_lazy("年初公布要办的事，年底评估。一张表格一次登记，每一项都是公开的承诺。")
    search_fields, search_label = ("title", "basis"), gettext_lazy("清单名称、依据")
    order = ("-year", "-pk")
    columns = (
        Column(gettext_lazy("清单"), "title", note="agency.short_name", note_label=gettext_lazy("公布单位"), link=True),
        Column(gettext_lazy("种类"), "kind.name"),
        Column(gettext_lazy("年度"), "year", numeric=True),
        Column(gettext_lazy("公布日期"), "announced_on"),
        limit_column(gettext_lazy("期限"), live_limit),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    unit = ngettext_lazy("份", "份")
    empty_title, empty_text = gettext_lazy("还没有年度清单"), gettext_lazy("先建一份，再上传表格。")

    def queryset(self):
        return queries.with_parts(super().queryset())

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_draw_up=self.actor().has(Role.CLERK), **kwargs)


class NewList(ForOwnAgency, ActionPage):
    title, submit_label, section = gettext_lazy("编制年度清单"), gettext_lazy("建好，去上传表格"), "commitments"
    form_class, service = NewListForm, services.draw_up
    not_a_clerk = gettext_lazy("年度清单由公布单位的经办人编制。")

    def crumbs(self):
        return [Crumb(_("年度清单"), reverse("yearly_lists")), Crumb(self.title)]

    def cancel_url(self):
        return reverse("yearly_lists")


class YearlyListDetail(DetailPage):
    model, section, template_name = YearlyList, "commitments", "commitments/lists/detail.html"
    pages_of_steps = {
        "in_review": "yearly_list_submit",
        "published": "yearly_list_announce",
        "draft": "yearly_list_send_back",
        "discarded": "yearly_list_discard",
    }

    def queryset(self):
        return queries.with_parts(super().queryset())

    def page_title(self):
        return self.object.title

    def crumbs(self):
        return [Crumb(_("年度清单"), reverse("yearly_lists")), Crumb(str(self.object.year))]

    def get_context_data(self, **kwargs):
        yearly_list, items = self.object, list(self.object.items.select_related("commitment").prefetch_related("commitment__deadlines"))
        names = dict(Agency.objects.filter(pk__in={item.values.get("agency") for item in items}).values_list("pk", "short_name"))
        return super().get_context_data(
            kind=_("年度清单"),
            state=shown.state_mark(yearly_list),
            facts=shown.facts(yearly_list),
            limit_shown=live_limit(yearly_list),
            verb=_("公布") if yearly_list.state != "published" else _("评估"),
            rows=shown.rows(items, names),
            files=files_of(yearly_list),
            moments=course(yearly_list),
            **self.panel(items),
            **kwargs,
        )

    def panel(self, items):
        """What to do now: upload, hand over, announce, open the vote, assess; the rest are links."""
        yearly_list, actor, links = self.object, self.actor(), self.actions()
        upload = Action(_("上传表格") if not items else _("换一份表格"), reverse("yearly_list_upload", args=[yearly_list.pk]))
        if yearly_list.state == "draft" and actor.has(Role.CLERK, agency=yearly_list.agency_id):
            ready = items and not any(item.problems for item in items)
            others = [link for link in links if ready or not link.url.endswith("/submit/")]
            first = [upload._replace(primary=not ready)] if not ready else []
            rest = [link._replace(primary=link.url.endswith("/submit/")) for link in others]
            what = _("送审核人公布") if ready else _("上传表格，逐行核对") if not items else _("按下面的原因改好表格，重新上传")
            return {"what": what, "checks": shown.checks(items), "panel_actions": [*first, *rest, *([upload] if ready else [])]}
        if yearly_list.state == "published":
            return self.closing(yearly_list, actor)
        return {"what": _("核对清单，公布"), "checks": shown.checks(items), "panel_actions": links} if links else {}

    def closing(self, yearly_list, actor):
        steps = []
        if not services.why_not_open_vote(yearly_list, actor) and not yearly_list.assessed_on:
            steps.append(Action(_("开始群众评议"), reverse("yearly_list_vote", args=[yearly_list.pk])))
        if not services.why_not_assess(yearly_list, actor):
            steps.append(Action(_("作年度评估"), reverse("yearly_list_assess", args=[yearly_list.pk]), primary=True))
        return {"what": _("年底评估这份清单"), "panel_actions": steps} if steps else {}


class ListAction(ActionPage):
    model, object_argument, section = YearlyList, "yearly_list", "commitments"

    def queryset(self):
        return super().queryset().select_related("kind", "agency")

    def crumbs(self):
        return [Crumb(_("年度清单"), reverse("yearly_lists")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(self.title)]


class UploadSheet(ListAction):
    title, submit_label = gettext_lazy("上传清单表格"), gettext_lazy("上传并核对")
    template_name = "commitments/lists/upload.html"
    form_class, service = SheetForm, services.upload_sheet
    hint = gettext_lazy("只核对，不登记。有误的行会写明原因；换一份表格，原来的就不算了。")
    check = services.check_may_draw_up


class Template(ObjectMixin, Page, View):
    """The workbook to fill in, with the fields of the list's kind."""

    model = YearlyList

    def get(self, request, pk):
        name = _("%(kind)s清单模板") % {"kind": self.object.kind} + ".xlsx"
        return FileResponse(template(columns(self.object.kind)), as_attachment=True, filename=name, content_type=XLSX_TYPE)


class Submit(ListAction):
    title, submit_label, step = gettext_lazy("送审核人公布"), gettext_lazy("送审"), "in_review"
    form_class, service, success_message = PageForm, services.submit, gettext_lazy("已送审。")


class Announce(ListAction):
    title, submit_label, step = gettext_lazy("公布清单"), gettext_lazy("公布清单，登记全部承诺"), "published"
    form_class, service = DecidingForm, services.announce
    success_message = gettext_lazy("已公布，每一项都登记成公开的承诺。")
    hint = gettext_lazy("公布以后每一项都开始计算期限，只能依法变更。有一项登记不了，就一项也不登记。")


class SendBack(ListAction):
    title, submit_label, step = gettext_lazy("退回修改"), gettext_lazy("退回修改"), "draft"
    form_class, service, success_message = ReasonForm, services.send_back, gettext_lazy("已退回。")


class Discard(ListAction):
    title, submit_label, step = gettext_lazy("作废这份清单"), gettext_lazy("作废这份清单"), "discarded"
    form_class, service, success_message = ReasonForm, services.discard, gettext_lazy("已作废。")


class OpenVote(ListAction):
    title, submit_label = gettext_lazy("开始群众评议"), gettext_lazy("今天开始评议")
    form_class, service, success_message = OpenVoteForm, services.open_vote, gettext_lazy("评议已经开始，公开页面上可以投票。")
    hint = gettext_lazy("每个邮箱计一票，由本人确认。评议只开一次。")

    def get(self, request, *args, **kwargs):
        if why := services.why_not_open_vote(self.object, self.actor()):
            raise DomainError(*why)
        return super().get(request, *args, **kwargs)


class Assess(ListAction):
    title, submit_label = gettext_lazy("年度评估"), gettext_lazy("公布年度评估")
    form_class, service, success_message = AssessForm, services.assess, gettext_lazy("年度评估已公布。")
    hint = gettext_lazy("各项办得怎样、群众怎样评价，随评估一起公布，以后不再变动。")

    def get(self, request, *args, **kwargs):
        if why := services.why_not_assess(self.object, self.actor()):
            raise DomainError(*why)
        return super().get(request, *args, **kwargs)

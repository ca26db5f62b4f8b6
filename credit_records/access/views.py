"""The doors of this room: applications for a look, their steps, and the log of looks."""

import django_filters
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext, pgettext_lazy

from core.deadlines.shown import limit_column
from core.evidence.shown import files_of
from core.pages.course import course
from core.pages.forms import PageForm, ReasonForm
from core.pages.parts import Crumb, Moment
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage
from credit_records.access import queries, services, shown
from credit_records.access.forms import ApplyForm, GrantForm
from credit_records.access.models import FileQuery
from credit_records.records.models import CreditFile, FileLook


class QueryFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=FileQuery.State.choices)
    purpose = django_filters.ChoiceFilter(label=gettext_lazy("用途"), choices=FileQuery.Purpose.choices)


class Queries(ListPage):
    model, section = FileQuery, "records"
    title = pgettext_lazy("清单", "查档申请")
    template_name = "credit_records/access/queries.html"
    filter_class = QueryFilter
    search_fields, search_label = ("number", "purpose_words"), gettext_lazy("编号、用途")
    sorts = {"newest": Sort(gettext_lazy("最近申请的在前"), ("-pk",)), "oldest": Sort(gettext_lazy("最早申请的在前"), ("pk",))}
    unit = ngettext_lazy("件", "件")
    columns = (
        Column(gettext_lazy("申请"), "number", note="file.subject", note_label=gettext_lazy("档案"), link=True),
        Column(gettext_lazy("申请人"), "created_by", note="agency.short_name", note_label=gettext_lazy("申请单位")),
        Column(gettext_lazy("用途"), "get_purpose_display", note="purpose_words", note_label=gettext_lazy("用途说明")),
        limit_column(gettext_lazy("决定期限"), lambda query: next(iter(query.limits), None)),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    empty_title = gettext_lazy("没有查档申请")
    empty_text = gettext_lazy("档案不公开。因公需要查别人的档案，先在这里申请授权。")

    def queryset(self):
        found = super().queryset().select_related("file__agency", "file__civil_servant", "created_by", "agency", "grant")
        return queries.with_limits(found)


class QueryDetail(DetailPage):
    model, section = FileQuery, "records"
    template_name = "credit_records/access/query.html"
    pages_of_steps = {"granted": "query_grant", "refused": "query_refuse", "withdrawn": "query_withdraw", "revoked": "query_revoke"}

    def queryset(self):
        return super().queryset().select_related("file__agency", "file__civil_servant__agency", "created_by", "agency", "grant")

    def crumbs(self):
        return [Crumb(pgettext("清单", "查档申请"), reverse("queries")), Crumb(self.object.number)]

    def get_context_data(self, **kwargs):
        query = self.object
        begun = Moment(query.created_at, _("%(who)s提出申请") % {"who": query.created_by})
        return super().get_context_data(
            kind=_("查档申请"),
            state=shown.state_mark(query),
            facts=shown.facts(query),
            limit=query.limit,
            files=files_of(query),
            moments=[*course(query), begun],
            may_look=query.is_open and query.created_by == self.request.user,
            **kwargs,
        )


class Step(ActionPage):
    model, object_argument, section = FileQuery, "query", "records"

    def queryset(self):
        return super().queryset().select_related("file__agency", "file__civil_servant", "created_by", "grant")


class Apply(ActionPage):
    title, submit_label, section = gettext_lazy("申请查档"), gettext_lazy("提交申请"), "records"
    hint = gettext_lazy("由信用办的另一人审批。批准以后到期自动失效；谁在哪天查过都有记录，被查的单位或者本人看得到。")
    form_class, service = ApplyForm, services.apply_for_query
    success_message = gettext_lazy("申请已提交")

    def get_initial(self):
        """`?agency=`: whose file was looked for, from the page that sent the reader here."""
        return super().get_initial() | {"agency": self.request.GET.get("agency")}

    def crumbs(self):
        return [Crumb(pgettext("清单", "查档申请"), reverse("queries")), Crumb(str(self.title))]

    def cancel_url(self):
        return reverse("queries")


class GrantQuery(Step):
    title, submit_label = gettext_lazy("批准查档"), gettext_lazy("批准")
    hint = gettext_lazy("核对授权文书、用途和依据。日期不能晚于申请的日期，到期自动失效。")
    form_class, service, step = GrantForm, services.grant_query, "granted"
    success_message = gettext_lazy("已批准，申请人现在可以查看档案")

    def get_initial(self):
        return super().get_initial() | {"until": self.object.wanted_until}


class RefuseQuery(Step):
    title, submit_label = gettext_lazy("不予批准"), gettext_lazy("不予批准")
    hint = gettext_lazy("写明为什么不批准、还缺什么，申请人会看到。")
    form_class, service, step = ReasonForm, services.refuse_query, "refused"


class WithdrawQuery(Step):
    title, submit_label = gettext_lazy("撤回申请"), gettext_lazy("撤回")
    form_class, service, step = PageForm, services.withdraw_query, "withdrawn"


class RevokeQuery(Step):
    title, submit_label = gettext_lazy("收回授权"), gettext_lazy("收回")
    hint = gettext_lazy("写明理由。收回以后申请人马上不能再看。")
    form_class, service, step = ReasonForm, services.revoke_query, "revoked"


class LookFilter(PageFilter):
    under = django_filters.ChoiceFilter(label=gettext_lazy("凭什么查"), choices=FileLook.Under.choices)


class Looks(ListPage):
    """Every look that the reader may know of."""

    model, section = FileLook, "records"
    title = gettext_lazy("查阅记录")
    template_name = "credit_records/access/looks.html"
    filter_class = LookFilter
    order = ("-looked_at",)
    unit = ngettext_lazy("次", "次")
    columns = (
        Column(gettext_lazy("查阅时间"), "looked_at"),
        Column(gettext_lazy("档案"), "file"),
        Column(gettext_lazy("查阅人"), "who", note="agency.short_name", note_label=gettext_lazy("查阅单位")),
        Column(gettext_lazy("用途"), "purpose_words", note="get_under_display", note_label=gettext_lazy("凭什么查")),
        Column(gettext_lazy("方式"), "get_way_display"),
    )
    empty_title = gettext_lazy("没有别人看过")
    empty_text = gettext_lazy("别人看过，这里就有一行：谁、什么时候、为什么；同一天为同一件事看几次记一行。本人和本单位看自己的档案不记。")

    def queryset(self):
        return super().queryset().select_related("file__agency", "file__civil_servant", "user", "agency")


class FileLooks(Looks):
    """谁看过这份档案."""

    title = gettext_lazy("谁看过这份档案")

    def queryset(self):
        file = get_object_or_404(CreditFile.objects.visible_to(self.request.user), pk=self.kwargs["pk"])
        return super().queryset().filter(file=file)

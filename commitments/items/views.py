"""The staff's doors of service items: the list, the guide that is being written, its steps."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from commitments.items import queries, services, shown
from commitments.items.forms import DecisionForm, EditForm, GuideForm, NewForm, typed_materials
from commitments.items.models import ServiceItem
from commitments.items.public import content_of
from core.accounts.models import Role
from core.directory.models import Agency
from core.pages.course import course
from core.pages.forms import PageForm, ReasonForm
from core.pages.own_agency import ForOwnAgency
from core.pages.parts import Action, Crumb, Moment
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage

SECTION = "commitments"


class ItemFilter(PageFilter):
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("实施机关"), queryset=lambda request: Agency.objects.active())
    kind = django_filters.ChoiceFilter(label=gettext_lazy("类型"), choices=ServiceItem.Kind.choices)
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=ServiceItem.State.choices)


class ItemList(ListPage):
    model, title, filter_class, section = ServiceItem, gettext_lazy("政务服务事项"), ItemFilter, SECTION
    template_name = "commitments/items/list.html"
    search_fields, search_label = ("name", "number"), gettext_lazy("事项、编号")
    columns = (
        Column(gettext_lazy("事项"), "name", note="number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("实施机关"), "agency.short_name"),
        Column(gettext_lazy("类型"), lambda item: item.get_kind_display()),
        Column(gettext_lazy("承诺期限"), lambda item: shown.working_days(item.promised_days)),
        Column(gettext_lazy("法定期限"), lambda item: shown.working_days(item.statutory_days)),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近起草的在前"), ("-pk",)),
        "agency": Sort(gettext_lazy("按单位"), ("agency__sort_key", "pk")),
    }
    unit = ngettext_lazy("项", "项")
    empty_title, empty_text = gettext_lazy("还没有事项"), gettext_lazy("实施机关的经办人起草，审核人审核后公布。")

    def queryset(self):
        return super().queryset().select_related("agency")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_write=self.actor().has(Role.CLERK), **kwargs)


class ItemDetail(DetailPage):
    model, template_name, section = ServiceItem, "commitments/items/detail.html", SECTION
    pages_of_steps = {"in_review": "service_item_submit", "published": "service_item_decide", "withdrawn": "service_item_withdraw"}

    def queryset(self):
        return super().queryset().select_related("agency", "created_by")

    def crumbs(self):
        return [Crumb(_("政务服务事项"), reverse("service_items")), Crumb(self.object.number)]

    def actions(self):
        found = super().actions()
        item, actor = self.object, self.actor()
        if actor.has(Role.CLERK, agency=item.agency_id) and item.state in ("draft", "published"):
            name, label = ("service_item_edit", _("修改")) if item.state == "draft" else ("service_item_revise", _("修订"))
            found.append(self.link(label, name))
        return found

    def link(self, label, name):
        return Action(label, reverse(name, args=[self.object.pk]))

    def get_context_data(self, **kwargs):
        item, content = self.object, content_of(self.object)
        return super().get_context_data(
            kind=_("办事指南，%(number)s") % {"number": item.number},
            state=shown.state_mark(item),
            facts=shown.head_facts(content, item.agency.get_absolute_url()),
            content=content,
            materials=shown.materials(content["materials"]),
            where=shown.where_and_how(content),
            participants=shown.participants(content),
            opinion_days=content["opinion_days"] and shown.working_days(content["opinion_days"]),
            versions=queries.versions_of(item),
            moments=[*course(item), Moment(item.created_at, _("%(name)s起草") % {"name": item.created_by})],
            **kwargs,
        )


class NewItem(ForOwnAgency, ActionPage):
    title, submit_label, section = gettext_lazy("起草办事指南"), gettext_lazy("保存为草稿"), SECTION
    form_class, service = NewForm, services.create_item
    not_a_clerk = gettext_lazy("办事指南由实施机关自己的经办人编写。")
    hint = gettext_lazy("写公众看得懂的话。审核公布以后，窗口按它办件，期限按它计算。")
    success_message = gettext_lazy("已保存。核对以后提交审核。")

    def crumbs(self):
        return [Crumb(_("政务服务事项"), reverse("service_items")), Crumb(self.title)]

    def cancel_url(self):
        return reverse("service_items")


class ItemAction(ActionPage):
    model, object_argument, section = ServiceItem, "item", SECTION

    def queryset(self):
        return super().queryset().select_related("agency")

    def crumbs(self):
        return [
            Crumb(_("政务服务事项"), reverse("service_items")),
            Crumb(self.object.number, self.object.get_absolute_url()),
            Crumb(self.title),
        ]


class EditItem(ItemAction):
    title, submit_label = gettext_lazy("修改办事指南"), gettext_lazy("保存")
    form_class, service = EditForm, services.edit_item
    check = services.check_may_edit

    def get_initial(self):
        item = self.object
        same = {name: getattr(item, name) for name in GuideForm.base_fields if name not in ("materials", "participants")}
        return super().get_initial() | same | {"materials": typed_materials(item.materials), "participants": queries.agencies_of(item)}


class SubmitItem(ItemAction):
    title, submit_label, step = gettext_lazy("提交审核"), gettext_lazy("提交审核"), "in_review"
    form_class, service = PageForm, services.submit_item
    hint = gettext_lazy("提交以后由本单位的审核人审核公布，起草的人不能审核。")
    success_message = gettext_lazy("已提交审核。")


class DecideItem(ItemAction):
    title, submit_label, step = gettext_lazy("审核办事指南"), gettext_lazy("确定"), "published"
    form_class, service = DecisionForm, services.decide_item
    success_message = gettext_lazy("已处理。")


class ReviseItem(ItemAction):
    title, submit_label, step = gettext_lazy("修订办事指南"), gettext_lazy("开始修订"), "draft"
    form_class, service = ReasonForm, services.revise_item
    hint = gettext_lazy("写明为什么修订。新版公布以前，公众看到的和窗口用的还是现在这一版；旧版以后仍可查看。")
    success_message = gettext_lazy("可以修改了。")


class WithdrawItem(ItemAction):
    title, submit_label, step = gettext_lazy("取消事项"), gettext_lazy("取消这个事项"), "withdrawn"
    form_class, service = ReasonForm, services.withdraw_item
    hint = gettext_lazy("写明取消的依据，会公开。已经收的件继续办完。")
    success_message = gettext_lazy("事项已取消。")

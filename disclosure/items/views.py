"""The staff pages of items: what waits, writing, reviewing, revising, withdrawing."""

from operator import attrgetter

import django_filters
from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.generic import TemplateView

from core.accounts.actor import Actor
from core.deadlines.shown import limit_column
from core.pages.course import course
from core.pages.fields import shown_values, with_values_apart
from core.pages.forms import ReasonForm
from core.pages.parts import Check, Crumb, Fact, Mark, Moment
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage, Page
from disclosure.items import queries, services
from disclosure.items.forms import CreateForm, DecisionForm, EditForm, form_for
from disclosure.items.models import Category, Item

MARKS = {"published": "done"}
# the pages of the steps that are links; what is in review is decided on the item's own page
PAGES = {
    "draft": {"in_review": "item_submit", "withdrawn": "item_withdraw"},
    "published": {"draft": "item_revise", "withdrawn": "item_withdraw"},
}


def state_mark(item):
    return Mark(MARKS.get(item.state, "plain"), item.get_state_display())


def item_crumbs(*rest):
    return [Crumb(_("公开事项"), reverse("items")), *rest]


class ItemFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Item.State.choices)
    category = django_filters.ModelChoiceFilter(label=gettext_lazy("主题分类"), queryset=queries.all_categories)


class ItemList(ListPage):
    model, title, filter_class = Item, gettext_lazy("公开事项"), ItemFilter
    template_name = "disclosure/items/list.html"
    lead = gettext_lazy("应当主动公开的信息，从成文的次日起计算公开时限。")
    search_fields = ("title", "index_number", "document_number")
    search_label = gettext_lazy("标题、索引号、文号")
    columns = (
        Column(gettext_lazy("标题"), "title", note="category.name", note_label=gettext_lazy("主题分类"), link=True),
        Column(gettext_lazy("发文机关"), "agency.short_name"),
        Column(gettext_lazy("成文日期"), "formed_on"),
        limit_column(gettext_lazy("公开时限"), attrgetter("publish_deadline")),
        Column(gettext_lazy("状态"), state_mark),
    )
    sorts = {"new": Sort(gettext_lazy("最近登记的在前"), ("-id",)), "formed": Sort(gettext_lazy("最早成文的在前"), ("formed_on", "id"))}
    unit = ngettext_lazy("项", "项")
    empty_title = gettext_lazy("本单位还没有登记公开事项")

    def queryset(self):
        return queries.for_lists()

    @property
    def may_write(self):
        return queries.may_write(self.actor())

    @property
    def empty_action(self):
        return (_("登记第一项"), reverse("item_new")) if self.may_write else None


class ItemPage(DetailPage):
    model, template_name = Item, "disclosure/items/detail.html"

    @property
    def pages_of_steps(self):
        return PAGES.get(self.object.state, {})

    def queryset(self):
        return queries.for_pages()

    def crumbs(self):
        return item_crumbs(Crumb(self.object.index_number or self.object.get_state_display()))

    def may_decide(self):
        return self.object.state == Item.State.IN_REVIEW and bool(self.own_steps())

    def may_edit(self):
        return self.object.state == Item.State.DRAFT and queries.may_write(self.actor(), self.object.agency_id)

    def get_context_data(self, **kwargs):
        item = self.object
        return super().get_context_data(
            kind=item.category.name,
            state=state_mark(item),
            facts=facts(item),
            deadline=item.publish_deadline,
            values=[Fact(label, words) for label, words in shown_values(item.category.fields, item.values)],
            course=[*course(item), Moment(item.created_at, _("%(who)s：起草") % {"who": item.created_by})],
            decision_form=self.deciding(DecisionForm) if self.may_decide() else None,
            deciding=DecideItem,
            checks=checks(item),
            may_edit=self.may_edit(),
            **kwargs,
        )


def facts(item):
    return [
        Fact(_("发文机关"), item.agency.name, url=item.agency.get_absolute_url()),
        Fact(_("成文日期"), item.formed_on, note=item.get_validity_display()),
        Fact(_("文号"), item.document_number or _("没有文号")),
        Fact(_("索引号"), item.index_number or _("公开时编")),
    ]


def checks(item):
    """What the reviewer sees as done before deciding."""
    return [
        Check(_("正文已写好"), bool(item.text), _("%(count)d字") % {"count": len(item.text)}),
        Check(_("由另一人起草"), True, str(item.created_by)),
        Check(_("可以编索引号"), bool(item.agency.credit_code), item.agency.credit_code or _("请系统管理员补录统一社会信用代码")),
    ]


class WritersOnly(Page):
    """For whoever writes for an agency; for others the page does not exist."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not queries.may_write(Actor.of(request.user)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class ChooseCategory(WritersOnly, TemplateView):
    title, template_name = gettext_lazy("登记公开事项"), "disclosure/items/categories.html"

    def crumbs(self):
        return item_crumbs(Crumb(_("选择主题分类")))

    def get_context_data(self, **kwargs):
        lead = _("这条信息属于哪一类？分类决定要填什么、多久公开。")
        return super().get_context_data(groups=queries.open_categories_by_group(), lead=lead, **kwargs)


class CreateItem(WritersOnly, ActionPage):
    model, lookup, object_argument = Category, "code", "category"
    title, submit_label = gettext_lazy("登记公开事项"), gettext_lazy("登记，开始计时")
    template_name, service = "disclosure/items/write.html", services.create_item
    success_message = gettext_lazy("已登记，公开时限开始计算")

    def queryset(self):
        return queries.open_categories()

    def crumbs(self):
        return item_crumbs(Crumb(_("选择主题分类"), reverse("item_new")), Crumb(self.object.name))

    def get_form_class(self):
        return form_for(self.object, base=CreateForm)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["agency"].queryset = queries.agencies_to_write_for(self.actor())
        return form

    def arguments(self, form):
        return {"category": self.object, **with_values_apart(self.object.fields, form.cleaned_data, into="values")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(category=self.object, rule=queries.rule_today(self.object), **kwargs)

    def cancel_url(self):
        return reverse("item_new")


class ItemAction(ActionPage):
    """What all actions on an item share."""

    model, object_argument = Item, "item"

    def queryset(self):
        return queries.for_pages()

    def crumbs(self):
        return item_crumbs(Crumb(self.object.title, self.object.get_absolute_url()), Crumb(str(self.title)))


class EditItem(WritersOnly, ItemAction):
    title, submit_label, service = gettext_lazy("修改公开事项"), gettext_lazy("保存"), services.edit_item
    template_name = "disclosure/items/write.html"
    success_message = gettext_lazy("已保存")

    def get_form_class(self):
        return form_for(self.object.category)

    def get_initial(self):
        item = self.object
        return {name: getattr(item, name) for name in EditForm.base_fields} | item.values

    def arguments(self, form):
        return {"item": self.object, **with_values_apart(self.object.category.fields, form.cleaned_data, into="values")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(category=self.object.category, rule=queries.rule_today(self.object.category), **kwargs)


class SubmitItem(ItemAction):
    title, submit_label, service = gettext_lazy("提交审核"), gettext_lazy("提交给审核人"), services.submit_item
    step = Item.State.IN_REVIEW
    hint = gettext_lazy("由本单位另一位审核人核对保密和合法性，再决定是否公开。")
    success_message = gettext_lazy("已提交，等审核人办理")


class DecideItem(ItemAction):
    title, submit_label, chosen = gettext_lazy("审核公开事项"), gettext_lazy("按这个决定办理"), "{}"
    form_class, service, step = DecisionForm, services.decide_item, Item.State.PUBLISHED
    template_name = "disclosure/items/decide.html"
    done = {
        Item.State.PUBLISHED: gettext_lazy("已公开，公众现在查得到"),
        Item.State.DRAFT: gettext_lazy("已退回修改，起草人会收到消息"),
        Item.State.WITHDRAWN: gettext_lazy("已决定不予公开，理由留档"),
    }

    def next_url(self, result):
        messages.success(self.request, self.done[result.state])
        return super().next_url(result)


class ReviseItem(ItemAction):
    title, submit_label = gettext_lazy("修订公开事项"), gettext_lazy("开始修订")
    hint = gettext_lazy("新的版本要重新审核。审核通过以前，公众看到的还是现在的版本。")
    form_class, service, step = ReasonForm, services.revise_item, Item.State.DRAFT
    success_message = gettext_lazy("可以修改了，公开时限从今天起重新计算")


class WithdrawItem(ItemAction):
    form_class, service, step = ReasonForm, services.withdraw_item, Item.State.WITHDRAWN
    success_message = gettext_lazy("已不再公开，理由留档")

    def page_title(self):
        return _("撤下公开事项") if self.object.is_shown else _("依法不予公开")

    @property
    def submit_label(self):
        return _("撤下，公众不再看到") if self.object.is_shown else _("不予公开")

    def crumbs(self):
        return item_crumbs(Crumb(self.object.title, self.object.get_absolute_url()), Crumb(self.page_title()))

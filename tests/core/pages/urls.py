"""Pages over the notices of the core, so that the three base views can be tried without any domain app."""

import django_filters
from django import forms
from django.urls import include, path
from django.utils import timezone

from core.accounts.models import User
from core.errors import DomainError
from core.notices.models import Notice
from core.pages.forms import PageForm
from core.pages.parts import Mark
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage


def mark_read(*, notice, by, remark):
    """A service as any other: refuses one remark, else writes."""
    if remark == "不行":
        raise DomainError("no", "备注不能写“不行”", field="remark")
    if remark == "出错":
        raise DomainError("no", "现在不能办理")
    notice.read_at, notice.body = timezone.now(), f"{by}：{remark}"
    notice.save()
    return notice


class NoticeFilter(PageFilter):
    user = django_filters.ModelChoiceFilter(label="用户", queryset=User.objects.all())
    title = django_filters.ChoiceFilter(label="标题", choices=[("一", "一")])
    read = django_filters.BooleanFilter(label="已读", field_name="read_at", lookup_expr="isnull", exclude=True)
    after_day = django_filters.DateFilter(label="之后", field_name="created_at", lookup_expr="date__gte")


class NoticeList(ListPage):
    model, title, filter_class, search_fields = Notice, "通知", NoticeFilter, ["title", "body"]
    columns = [
        Column("标题", "title", note="body", note_label="内容", link=True),
        Column("状态", lambda notice: Mark("plain", "已读" if notice.read_at else "未读")),
        Column("用户", "user.name"),
    ]
    sorts = {"new": Sort("最新的在前", ["-created_at"]), "read": Sort("先读的在前", ["read_at"])}
    page_size = 3

    def queryset(self):
        return super().queryset().select_related("user")


class NoticeDetail(DetailPage):
    model = Notice


class RemarkForm(PageForm):
    remark = forms.CharField(label="备注")


class ReadNotice(ActionPage):
    model, title, form_class, service, object_argument = Notice, "标为已读", RemarkForm, mark_read, "notice"
    submit_label, success_message = "标为已读", "已经标为已读"


def refusing(request):
    raise DomainError("refused", "录入和审核不能是同一人")


urlpatterns = [
    path("", include("config.urls")),  # what the masthead and the footer link to; of two pages of one name the later is reversed
    path("notices/", NoticeList.as_view(), name="inbox"),
    path("notices/<int:pk>/", NoticeDetail.as_view(), name="notice"),
    path("notices/<int:pk>/read/", ReadNotice.as_view(), name="read"),
    path("refusing/", refusing),
    path("login/", refusing, name="login"),
]

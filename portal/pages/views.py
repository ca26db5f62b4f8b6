"""Pages that only tell: about, accessibility, open data, how to check, help for staff."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.ledger.models import ChainEntry
from core.pages.views import Page


class Text(Page, TemplateView):
    public = True


class About(Text):
    title = _("关于本站")
    template_name = "portal/about.html"


class Accessibility(Text):
    title = _("无障碍说明")
    template_name = "portal/accessibility.html"


class OpenData(Text):
    title = _("开放数据")
    template_name = "portal/open_data.html"


class Verify(Text):
    title = _("怎样核对公开记录")
    template_name = "portal/verify.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(last=ChainEntry.objects.order_by("-sequence").first(), **kwargs)


class Help(Text):
    public = False
    title = _("使用帮助")
    template_name = "portal/help.html"

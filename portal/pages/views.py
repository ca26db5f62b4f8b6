"""Pages that only tell: about, accessibility, open data, how to check, help for staff."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.ledger.models import ChainEntry
from core.pages.views import Page
from core.papers.views import to_code

SCRIPT = settings.BASE_DIR / "static" / "check_chain.py"
# what it is, the public page with the list, the API
LISTS = (
    (_("公开承诺"), "public_commitments", "api_commitments"),
    (_("机关单位"), "agencies", "api_agencies"),
    (_("公开事项"), "public_items", "api_items"),
    (_("信用记录"), "", "api_records"),
    (_("信用评价"), "public_ratings", "api_ratings"),
    (_("问责结果"), "public_cases", "api_cases"),
    (_("公开链"), "", "api_ledger"),
)


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

    def get_context_data(self, **kwargs):
        lists = [(title, page and reverse(page), reverse(api)) for title, page, api in LISTS]
        return super().get_context_data(lists=lists, **kwargs)


class Verify(Text):
    title, section = _("怎样核对公开记录"), "open_data"
    template_name = "portal/verify.html"

    def get(self, request, *args, **kwargs):
        return to_code(request) or super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        last = ChainEntry.objects.order_by("-sequence").first()
        return super().get_context_data(last=last, script=SCRIPT.read_text(), site=settings.SITE_URL, **kwargs)


class Help(Text):
    public = False
    title = _("使用帮助")
    template_name = "portal/help.html"

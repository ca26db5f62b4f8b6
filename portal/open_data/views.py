"""The page that describes the API to people: made from the same description that programs read."""

from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator

from core.pages.views import Page


class ApiPage(Page, TemplateView):
    """What programs can ask for. Redoc and Swagger would need styles and scripts that our pages forbid."""

    public = True
    title = _("程序接口")
    template_name = "portal/api.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(operations=operations(get_language()), **kwargs)


@cache
def operations(language):
    """[(address, the operation's description)] in the language that is active now."""
    described = SchemaGenerator().get_schema(public=True)
    return [(address, methods["get"]) for address, methods in described["paths"].items() if "get" in methods and "/schema/" not in address]

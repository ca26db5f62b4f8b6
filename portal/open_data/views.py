"""The page that describes the API to people: made from the same description that programs read."""

import re
from functools import cache
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView

from core.pages.views import Page

CHOICE = re.compile(r"^\* `(.+)` - (.+)$", re.MULTILINE)


class Description(SpectacularAPIView):
    """OpenAPI in the reader's language. `?lang=` is not heard: Django keeps the words of every language that it was ever asked for."""

    @extend_schema(exclude=True)
    def get(self, request, *args, **kwargs):
        return self._get_schema_response(request)

    def _get_version_parameter(self, request):
        return None


class Section(NamedTuple):
    """What stands about one kind: its addresses, and what may be asked of its list."""

    title: str
    lead: str
    addresses: list
    parameters: list


class Parameter(NamedTuple):
    name: str
    required: bool
    words: str
    choices: list  # (value, its name)


class ApiPage(Page, TemplateView):
    """What programs can ask for. Redoc and Swagger would need styles and scripts that our pages forbid."""

    public = True
    title = _("程序接口")
    template_name = "portal/api.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(sections=sections(get_language()), **kwargs)


@cache
def sections(language):
    """The sections in the language that is active now."""
    found = {}
    for address, methods in SchemaGenerator().get_schema(public=True)["paths"].items():
        operation = methods["get"]
        parameters = [parameter_of(one) for one in operation.get("parameters", []) if one["in"] == "query"]
        title = operation.get("summary", "OpenAPI")
        section = found.setdefault(title, Section(title, operation.get("description", ""), [], parameters))
        section.addresses.append(address)
    return list(found.values())


def parameter_of(described):
    words = described.get("description", "")
    return Parameter(described["name"], described.get("required", False), CHOICE.sub("", words).strip(), CHOICE.findall(words))

"""What all lists of the open data share: filters, pages, ETags, and how they are described."""

from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view, authentication_classes
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from core.pages.api import PAGING, KeysetPagination, Refusal


class FilterBackend(DjangoFilterBackend):
    """Filters that refuse what they do not know: a misspelt parameter must not look like one that found everything."""

    def filter_queryset(self, request, queryset, view):
        filter_class = self.get_filterset_class(view, queryset)
        known = {*PAGING, *(filter_class.base_filters if filter_class else ())}
        for name in request.query_params:
            if name not in known:
                raise ValidationError({name: [_("没有这个参数。")]}, code="unknown_parameter")
        return super().filter_queryset(request, queryset, view)


class SequencePagination(KeysetPagination):
    """Pages of 500 entries in the order of the chain; ?after= is the sequence of the last entry that one has."""

    page_size = 500

    def paginate_queryset(self, queryset, request, view=None):
        self.request = request
        after = request.query_params.get("after") or "0"
        if not (after.isascii() and after.isdigit() and len(after) < 19):
            raise ValidationError({"after": [_("写已有的最后一条的序号。")]}, code="bad_token")
        rows = list(queryset.filter(sequence__gt=int(after))[: self.page_size + 1])
        self.last = rows[self.page_size - 1].sequence if len(rows) > self.page_size else None
        return rows[: self.page_size]

    def get_paginated_response(self, data):
        address = self.request.build_absolute_uri(self.request.path)
        return Response({"next": self.last and f"{address}?after={self.last}", "results": data})

    def get_paginated_response_schema(self, schema):
        link = {"type": "string", "format": "uri", "nullable": True}
        return {"type": "object", "required": ["next", "results"], "properties": {"next": link, "results": schema}}

    def get_schema_operation_parameters(self, view):
        number = {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}
        return [{"name": "after", "in": "query", "required": False, "description": _("已有的最后一条的序号"), "schema": number}]


class Schema(AutoSchema):
    """Describes a view by its `title` and `lead`, as a page; beside the answer stands the refusal that it may give."""

    def get_summary(self):
        return str(getattr(self.view, "title", "")) or None

    def get_description(self):
        return str(getattr(self.view, "lead", ""))

    def get_response_serializers(self):
        return {200: super().get_response_serializers(), 400 if self.view.action == "list" else 404: Refusal}


@method_decorator(conditional_page, name="dispatch")
class OpenData(ReadOnlyModelViewSet):
    """What all lists share: open to everybody, filtered, with an ETag."""

    authentication_classes, permission_classes = (), (AllowAny,)
    filter_backends, pagination_class = (FilterBackend,), KeysetPagination
    schema = Schema()
    detail_class = None

    def get_serializer_class(self):
        return self.detail_class if self.action == "retrieve" else self.serializer_class


@extend_schema(exclude=True)
@api_view(["GET"])
@authentication_classes([])
def nothing(request, address):
    """Programs are told in JSON that there is no such address."""
    raise NotFound

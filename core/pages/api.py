"""What every API door shares: keyset pages, and refusals as {"code", "message"}."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.views import exception_handler as default_handler

from core.errors import DomainError
from core.pages.keyset import is_token, total_order, window
from core.pages.middleware import CONFLICT, STATUS

PAGING = ("after", "before")


class Refusal(serializers.Serializer):
    """Why a request was not answered: `code` for programs, `message` for people, `field` where one parameter is to blame."""

    code = serializers.CharField()
    message = serializers.CharField()
    field = serializers.CharField(required=False)


def exception_handler(exception, context):
    """Every refusal as {"code", "message"}: of a rule, of a parameter, of an address."""
    if isinstance(exception, DomainError):
        return Response({"code": exception.code, "message": str(exception.message)}, status=STATUS.get(exception.code, CONFLICT))
    if isinstance(exception, Http404):
        exception = exceptions.NotFound()
    elif isinstance(exception, PermissionDenied):
        exception = exceptions.PermissionDenied()
    response = default_handler(exception, context)
    if response is not None:
        response.data = refusal_of(exception)
    return response


def refusal_of(exception):
    if isinstance(exception, exceptions.ValidationError) and isinstance(exception.detail, dict):
        field, messages = next(iter(exception.detail.items()))
        return {"code": messages[0].code, "message": str(messages[0]), "field": field}
    detail = exception.detail[0] if isinstance(exception.detail, list) else exception.detail
    return {"code": detail.code, "message": str(detail)}


class KeysetPagination(BasePagination):
    """Pages of 50 rows by ?after= and ?before=, in the order of the view's queryset."""

    page_size = 50

    def paginate_queryset(self, queryset, request, view=None):
        self.request = request
        order = total_order(queryset.query.order_by or queryset.model._meta.ordering)
        tokens = {name: request.query_params.get(name, "") for name in PAGING}
        for name, token in tokens.items():
            if token and not is_token(queryset, order, token):
                raise exceptions.ValidationError({name: [_("翻页标记不对，请用上一页给出的网址。")]}, code="bad_token")
        self.window = window(queryset, order, self.page_size, **tokens)
        return self.window.rows

    def get_paginated_response(self, data):
        return Response({"next": self._link("after"), "previous": self._link("before"), "results": data})

    def get_paginated_response_schema(self, schema):
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view):
        words = {"after": _("下一页的标记，取自next"), "before": _("上一页的标记，取自previous")}
        return [
            {"name": name, "in": "query", "required": False, "description": words[name], "schema": {"type": "string"}} for name in PAGING
        ]

    def _link(self, name: str) -> str | None:
        token = getattr(self.window, name)
        if not token:
            return None
        # from the parameters as they were read: a program may have sent Chinese words unescaped
        query = self.request.query_params.copy()
        for old in PAGING:
            query.pop(old, None)
        query[name] = token
        return f"{self.request.build_absolute_uri(self.request.path)}?{query.urlencode()}"

"""What every API door shares: keyset pages and a rule's refusal as JSON."""

from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.views import exception_handler as default_handler

from core.errors import DomainError
from core.pages.keyset import total_order, window
from core.pages.middleware import CONFLICT, STATUS


def exception_handler(exception, context):
    """A DomainError as {"code", "message"}; everything else as Django REST framework does it."""
    if isinstance(exception, DomainError):
        return Response({"code": exception.code, "message": str(exception.message)}, status=STATUS.get(exception.code, CONFLICT))
    return default_handler(exception, context)


class KeysetPagination(BasePagination):
    """Pages of 50 rows by ?after= and ?before=, in the order of the view's queryset."""

    page_size = 50

    def paginate_queryset(self, queryset, request, view=None):
        self.request = request
        order = total_order(queryset.query.order_by or queryset.model._meta.ordering)
        get = request.query_params.get
        self.window = window(queryset, order, self.page_size, after=get("after", ""), before=get("before", ""))
        return self.window.rows

    def get_paginated_response(self, data):
        return Response({"next": self._link("after"), "previous": self._link("before"), "results": data})

    def get_paginated_response_schema(self, schema):
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view):
        return [{"name": name, "in": "query", "required": False, "schema": {"type": "string"}} for name in ("after", "before")]

    def _link(self, name: str) -> str | None:
        token = getattr(self.window, name)
        if not token:
            return None
        url = self.request.build_absolute_uri()
        for old in ("after", "before"):
            url = remove_query_param(url, old)
        return replace_query_param(url, name, token)

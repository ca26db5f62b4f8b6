"""Keyset pagination: a page begins after a row, not after a number of rows, so a page far down costs what the first costs.

The order ends with the primary key, so it is total. A token holds the order's values of the row at a page's edge. It is
not secret and not signed: whatever it says, only a place in a list that the reader may see anyway follows from it.
NULL counts as larger than everything, as PostgreSQL sorts it.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Q


class Window(NamedTuple):
    """One page of rows. `after` and `before` are the tokens of the neighbouring pages, empty where there is none."""

    rows: list
    after: str
    before: str


def window(queryset, order, size: int, after: str = "", before: str = "") -> Window:
    """The `size` rows after (or before) the row that a token names; the first page without one or with a broken one."""
    order = total_order(order)
    fields = _fields(queryset, order)
    edge = decode(after or before, fields)
    if edge is None:
        return _forward(queryset.order_by(*order), order, size, started=False)
    if after:
        return _forward(queryset.filter(beyond(order, edge, fields)).order_by(*order), order, size, started=True)
    backward = [_reverse(path) for path in order]
    return _backward(queryset.filter(beyond(backward, edge, fields)).order_by(*backward), order, size)


def is_token(queryset, order, token: str) -> bool:
    """Whether the token names a place in this list."""
    return decode(token, _fields(queryset, total_order(order))) is not None


def total_order(order) -> list[str]:
    """The order with the primary key at its end, unless it is there already."""
    order = list(order)
    return order if order and order[-1].lstrip("-") in ("pk", "id") else [*order, "-pk" if order and order[0].startswith("-") else "pk"]


def beyond(order, edge: dict, fields: dict) -> Q:
    """Rows that come after the row whose values are `edge`: larger in the first field, or equal in it and larger in the next …"""
    condition, equal = Q(pk__in=[]), Q()
    for path in order:
        name = path.lstrip("-")
        condition |= equal & _larger(path, edge[name], getattr(fields[name], "null", False))
        equal &= Q(**{f"{name}__isnull": True}) if edge[name] is None else Q(**{name: edge[name]})
    return condition


def _larger(path: str, value, nullable: bool) -> Q:
    name = path.lstrip("-")
    if path.startswith("-"):
        return Q(**{f"{name}__isnull": False}) if value is None else Q(**{f"{name}__lt": value})
    if value is None:
        return Q(pk__in=[])
    larger = Q(**{f"{name}__gt": value})
    return larger | Q(**{f"{name}__isnull": True}) if nullable else larger


def encode(row, order) -> str:
    values = [_value(row, path.lstrip("-")) for path in order]
    text = json.dumps([None if value is None else str(value) for value in values], ensure_ascii=False)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(token: str, fields: dict) -> dict | None:
    """The values in a token by field, or None when there is no token or it was not made here."""
    try:
        values = json.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        pairs = zip(fields.items(), values, strict=True)
        return {name: None if value is None else _read(field, value) for (name, field), value in pairs}
    except (ValueError, TypeError, OverflowError, ValidationError, RecursionError):
        return None


def _read(field, value):
    """The field's value, such as PostgreSQL can compare with: no NUL, no half of a character, no moment beyond its calendar."""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("not a token of ours")
    value.encode()
    value = field.to_python(value)
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _forward(queryset, order, size: int, started: bool) -> Window:
    rows = list(queryset[: size + 1])
    shown = rows[:size]
    after = encode(shown[-1], order) if len(rows) > size else ""
    return Window(shown, after, encode(shown[0], order) if started and shown else "")


def _backward(queryset, order, size: int) -> Window:
    rows = list(queryset[: size + 1])
    shown = rows[:size][::-1]
    before = encode(shown[0], order) if len(rows) > size else ""
    return Window(shown, encode(shown[-1], order) if shown else "", before)


def _reverse(path: str) -> str:
    return path[1:] if path.startswith("-") else f"-{path}"


def _value(row, path: str):
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


def _fields(queryset, order) -> dict:
    return {path.lstrip("-"): _field(queryset, path.lstrip("-")) for path in order}


def _field(queryset, path: str):
    """The model field behind an order's path, or the output field of an annotation."""
    if path in queryset.query.annotations:
        return queryset.query.annotations[path].output_field
    model, field = queryset.model, None
    for name in path.split("__"):
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        model = field.related_model
    if field is None:
        raise FieldDoesNotExist(path)
    return field

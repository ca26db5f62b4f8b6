"""The components that have to compute something. They are built in: templates use them without `load`.

The other components are plain includes in `templates/components/`; docs/pages.md lists all with their arguments.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from html import escape

from django import template
from django.conf import settings
from django.forms import Select
from django.template.loader import render_to_string
from django.urls import get_urlconf, reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.pages import charts, explanation, forms, rooms, ruler, words
from core.pages.due import DueDay
from core.pages.parts import Mark

LINE_BREAK = mark_safe("<br>")

NUMERIC, SELECTED, CURRENT = mark_safe(' class="num"'), " selected", ' aria-current="page"'
register = template.Library()
register.filter("day", words.day)
register.filter("short_day", words.short_day)
register.filter("weekday", words.weekday)
register.filter("moment", words.moment)


@register.simple_tag
def site_name():
    """From the settings, so that error pages have it without a request."""
    return settings.SITE_NAME


@register.simple_tag
def mark(kind, text, boxed=False):
    """A state: `kind` is ok, warn, bad, done or plain. Boxed once, in the head of a page; bare in lists."""
    css = ["tag", *([] if kind == "plain" else [f"is-{kind}"]), *(["boxed"] if boxed else [])]
    return SafeString(f'<span class="{" ".join(css)}">{conditional_escape(text)}</span>')


@register.filter
def show(value):
    """Any value as a cell or a fact shows it: a mark, a date, a due day with its explanation, a list line by line, yes or no, or words."""
    if value is None or value == "":
        return ""
    if type(value) is str:
        return SafeString(escape(value))
    if isinstance(value, Mark):
        return mark(value.mark, value.words)
    if isinstance(value, datetime):
        return _time(timezone.localtime(value).isoformat(timespec="minutes"), words.moment(value))
    if isinstance(value, date):
        return _time(value.isoformat(), words.day(value))
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Decimal):
        return f"{value:,}"  # yuan, points: 1,250,000.00
    if isinstance(value, DueDay):
        return value.__html__()
    if isinstance(value, (list, tuple)):
        return format_html_join(LINE_BREAK, "{}", ((show(item),) for item in value))
    return conditional_escape(value)


def _time(machine, shown):
    return SafeString(f'<time datetime="{machine}">{shown}</time>')


@lru_cache
def _address(urlconf, name):
    """Every page asks for the same dozen."""
    return reverse(name, urlconf)


@register.simple_tag(takes_context=True)
def nav_link(context, name, label, count=None, exact=False):
    """One entry of the navigation. The section that one is in is marked: the one that the view names as its `section`, else the one whose
    address the page's begins with."""
    url, path = _address(get_urlconf(), name), getattr(context.get("request"), "path", "")
    section = getattr(context.get("view"), "section", "")
    current = name == section if section else path == url if exact or url == "/" else path.startswith(url)
    number = f'<span class="count">{count}</span>' if count else ""
    return SafeString(f'<li><a href="{url}"{CURRENT if current else ""}>{conditional_escape(label)}{number}</a></li>')


@register.inclusion_tag("components/rooms.html", takes_context=True, name="rooms")
def tabs_of_the_wing(context):
    """The tabs of the wing's lists above one of them; nothing above a list that no wing has arranged."""
    request = context["request"]
    name = request.resolver_match.url_name
    wing = rooms.wing_of(name)
    groups, lists = rooms.tabs(Actor.of(request.user), name, wing) if wing else ([], [])
    return {"groups": groups, "lists": lists}


@register.inclusion_tag("components/limit.html", takes_context=True)
def limit(context, deadline, verb="", open=False):
    """A deadline as a public page shows it: large, with the ruler and its explanation."""
    return _deadline(context, deadline, verb) | {"open": open}


@register.inclusion_tag("components/due.html", takes_context=True)
def due(context, deadline, verb="", open=False):
    """A deadline as a chip, with its explanation one click away."""
    return _deadline(context, deadline, verb) | {"open": open}


@register.inclusion_tag("components/ruler.html", takes_context=True, name="ruler")
def day_ruler(context, deadline, verb=""):
    return {"ruler": ruler.ruler(deadline, _today(context), verb)}


@register.simple_tag(takes_context=True)
def deadline_mark(context, deadline):
    """How a deadline stands today, as a bare mark."""
    return show(words.mark_of(deadline, _today(context))) if deadline else ""


@register.inclusion_tag("components/bars.html")
def bars(chart):
    return charts.bars(chart)


@register.inclusion_tag("components/dots.html")
def dots(chart):
    return charts.dots(chart)


@register.inclusion_tag("components/bar.html")
def bar(percent, words_beside, mark="done", full=100):
    """One bar in a table cell; `full` is the value at which it takes two thirds of the width."""
    width = 66 * float(percent) / float(full)
    return {"words": words_beside, "mark": mark, "width": f"{width:.2f}%", "text_x": f"{width + 2:.2f}%"}


@register.simple_tag
def table(caption, columns, rows):
    """A list's table; each row is a list of Cell. Joined here and not by a template, since a hundred cells are most of a page's work."""
    head = format_html_join("", '<th scope="col"{}>{}</th>', ((NUMERIC if column.numeric else "", column.label) for column in columns))
    explained = _("怎样算的")
    tags = [format_html('<td data-label="{}"{}>', column.label, NUMERIC if column.numeric else "") for column in columns[1:]]
    body = SafeString("\n".join(_row(tags, explained, *cells) for cells in rows))
    frame = '<table class="table stack"><caption class="vh">{}</caption><thead><tr>{}</tr></thead><tbody>\n{}\n</tbody></table>'
    return format_html(frame, caption, head, body)


def _row(tags, explained, first, *others):
    """One row of safe HTML; `tags` open the cells after the first."""
    cells = "".join(f"{tag}{_cell(cell, explained)}</td>" for tag, cell in zip(tags, others, strict=True))
    return f'<tr><th scope="row">{_cell(first, explained)}</th>{cells}</tr>'


def _cell(cell, explained):
    """The value, in the link to the row's own page where it leads there; the note below it. `explained` says what a link of a day leads to."""
    value, note = show(cell.value), show(cell.note)
    shown = f'<a class="row" href="{conditional_escape(cell.url)}">{value}</a>' if cell.url else f"<span>{value}</span>"
    if cell.why and value:
        shown = f'<a class="why-day" href="{conditional_escape(cell.why)}" title="{explained}">{value}</a>'
    return f"{shown}<small>{note}</small>" if note else shown


@register.simple_tag
def filter_field(field):
    """One filter with its label. Built here: Django's widget renders a template for each option, and a city has many agencies."""
    errors = field.errors
    error = format_html('<span class="error" id="{}_error">{}</span>', field.auto_id, errors[0]) if errors else ""
    frame = '<div class="field{}"><label for="{}">{}</label>{}{}</div>'
    return format_html(frame, " bad" if errors else "", field.auto_id, field.label, error, _filter_control(field))


def _filter_control(field):
    widget, chosen = field.field.widget, str(field.value() or "")
    if not isinstance(widget, Select):
        return format_html('<input type="{}" name="{}" id="{}" value="{}">', widget.input_type, field.html_name, field.auto_id, chosen)
    pairs = [(str(value), str(label)) for value, label in widget.choices]
    options = [f'<option value="{escape(value)}"{SELECTED if value == chosen else ""}>{escape(label)}</option>' for value, label in pairs]
    return format_html('<select name="{}" id="{}">{}</select>', field.html_name, field.auto_id, SafeString("".join(options)))


@register.simple_tag(takes_context=True)
def errors(context, *page_forms):
    """The summary above the title: how many places need changing, each line a link to its field."""
    found = [problem for form in page_forms if form for problem in forms.problems(form)]
    return render_to_string("components/errors.html", {"problems": found}) if found else ""


def _deadline(context, deadline, verb: str) -> dict:
    today = _today(context)
    return {
        "deadline": deadline,
        "mark": words.mark_of(deadline, today),
        "verb": verb,
        "rows": explanation.rows(deadline.explanation or {}),
        "ruler": ruler.ruler(deadline, today, verb),
    }


def _today(context) -> date:
    return context.get("today") or timezone.localdate()

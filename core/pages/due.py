"""A due day beside its explanation, as a value: components, facts and tables show it as a link."""

from datetime import date
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.pages.words import day


class DueDay(NamedTuple):
    """`why` is the address that explains how the day was counted: the page "deadline", or "#why" of a public page. Without one the day stands
    alone: what a paper says that has no limit yet."""

    on: date
    why: str = ""

    def __str__(self):
        return day(self.on)

    def __html__(self):
        shown = format_html('<time datetime="{}">{}</time>', self.on.isoformat(), day(self.on))
        return format_html('<a class="why-day" href="{}" title="{}">{}</a>', self.why, _("怎样算的"), shown) if self.why else shown


def due_day(on: date | None, why: str = "") -> DueDay | None:
    """None without a day, as for a limit that is paused."""
    return DueDay(on, why) if on else None

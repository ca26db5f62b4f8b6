"""How one commitment stands, for the pages of others: a small page in a frame, and a picture."""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from commitments.register.public import key_of
from core.pages.export import CONTROL
from core.pages.parts import Mark
from core.pages.words import day
from core.search.models import PublicEntry

FRESH = 300  # seconds for which others may keep the answer
COLOURS = {"done": "#0b5a80", "warn": "#8a5a00", "bad": "#a8281b", "plain": "#4b5b66", "ok": "#1a6a40"}
WIDE, NARROW, EDGE = 12, 7, 8  # px of a Chinese character, of a Latin one, beside the words


def shown_entry(request, pk):
    rows = PublicEntry.objects.visible_to(request.user).select_related("agency")
    entry = rows.filter(key=key_of(pk)).first()
    if entry is None:
        raise Http404
    return entry


@require_safe
@cache_control(public=True, max_age=FRESH)
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embedded(request, pk):
    """Who promised what by when, and how it stands; any page may show it in a frame."""
    entry = shown_entry(request, pk)
    context = {"entry": entry, "state": Mark(entry.mark, entry.state_words), "site_url": settings.SITE_URL, "title": entry.title}
    return render(request, "commitments/overview/embedded.html", context)


@require_safe
@cache_control(public=True, max_age=FRESH)
def badge(request, pk):
    """The state and the day in one line, as SVG."""
    entry = shown_entry(request, pk)
    due = _("%(day)s到期") % {"day": day(entry.due_on)} if entry.due_on else ""
    words = [entry.agency.short_name, " ".join(part for part in (entry.state_words, due) if part)]
    left, right = (width_of(text) for text in words)
    context = {
        "left": {"words": words[0], "width": left, "middle": left / 2},
        "right": {"words": words[1], "width": right, "middle": left + right / 2},
        "width": left + right,
        "colour": COLOURS[entry.mark],
        "label": CONTROL.sub("", f"{entry.title} {words[1]}"),  # which XML cannot hold
    }
    return render(request, "commitments/overview/badge.svg", context, content_type="image/svg+xml")


def width_of(text):
    return 2 * EDGE + sum(WIDE if ord(character) > 0x2E7F else NARROW for character in text)

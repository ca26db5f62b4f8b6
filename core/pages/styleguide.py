"""/styleguide/: every component on one page, in development only."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.pages.samples import samples


@require_safe
def styleguide(request):
    return render(request, "styleguide.html", samples())

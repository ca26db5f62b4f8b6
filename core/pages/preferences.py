"""Large type and language: two cookies, set by plain links, so that public pages need no form token."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

YEAR = 365 * 24 * 60 * 60


@require_safe
def preferences(request):
    """Set ?large=1 or 0 and ?language=en, then go back to ?next= (a page of this site)."""
    response = HttpResponseRedirect(_next(request))
    large, language = request.GET.get("large"), request.GET.get("language")
    if large in ("0", "1"):
        _remember(response, "large", large)
    if language in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


def _next(request) -> str:
    url = request.GET.get("next", "/")
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure()) else "/"


def _remember(response, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)

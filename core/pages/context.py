"""What base.html and staff.html need on every page. Rooms that come later add to it with `provide`."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from core.notices.models import Notice

sources: dict[str, Callable] = {}


def provide(name: str, source: Callable) -> None:
    """Give templates the variable `name`; `source(request)` is called only where a template uses it."""
    sources[name] = source


def base(request) -> dict:
    lazy = {name: _lazy(source, request) for name, source in sources.items()}
    return lazy | {
        "unread": _lazy(unread, request),
        "today": timezone.localdate(),
        "large_type": request.COOKIES.get("large") == "1",
    }


def unread(request) -> int:
    return Notice.objects.visible_to(request.user).unread().count() if request.user.is_authenticated else 0


def _lazy(source: Callable, request) -> SimpleLazyObject:
    return SimpleLazyObject(lambda: source(request))

"""The page of a server error, under the masthead that its reader knows."""

from django.http import HttpResponseServerError
from django.template import loader


def server_error(request):
    """Asks nothing of the database, which may be what failed: whether somebody is signed in is known only if it was asked before."""
    user = getattr(request, "_cached_user", None)
    return HttpResponseServerError(loader.render_to_string("500.html", {"signed_in": bool(user and user.is_authenticated)}))

"""What somebody reads who gave a wrong password too often (django-axes counts)."""

from math import ceil

from axes.models import AccessAttempt
from django.conf import settings
from django.shortcuts import render
from django.utils import timezone

LOCKED = 429


def locked(request, response, credentials):
    """The page that says how many minutes are left. Whether the account exists it does not say."""
    context = {"minutes": minutes_left(request, credentials), "attempts": settings.AXES_FAILURE_LIMIT}
    return render(request, "registration/locked.html", context, status=LOCKED)


def minutes_left(request, credentials):
    """Whole minutes until the next try; at least 1."""
    username = (credentials or {}).get("username") or request.POST.get("username", "")
    attempts = AccessAttempt.objects.filter(username=username, ip_address=request.axes_ip_address)
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first() or timezone.now()
    return max(1, ceil((last + settings.AXES_COOLOFF_TIME - timezone.now()).total_seconds() / 60))

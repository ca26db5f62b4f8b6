"""/health/: for whoever watches the watchers."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.events.heartbeats import silent_watchers
from core.events.models import Heartbeat

PATIENCE = 2  # seconds for the broker's answer


@never_cache
@require_safe
def health(request):
    """200 while pages can be served; the body names what is silent. 503 when the database is away."""
    try:
        connection.ensure_connection()
        heard = list(Heartbeat.objects.values_list("name", "beat_at"))
        silent = silent_watchers()
    except DatabaseError:
        return JsonResponse({"status": "down", "database": False}, status=503)
    now = timezone.now()
    body = {
        "status": "time has stopped" if silent else "ok",
        "database": True,
        "broker": broker_answers(),
        "seconds_since": {name: round((now - beat_at).total_seconds()) for name, beat_at in heard},
        "silent": silent,
    }
    return JsonResponse(body)


def broker_answers():
    address = settings.REDIS_URL.replace("redis+socket://", "unix://")
    try:
        with redis.Redis.from_url(address, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE) as broker:
            return broker.ping()
    except redis.RedisError:
        return False

"""The watchers are watched (X10): who ran last, and is time still running?"""

from datetime import timedelta

from django.utils import timezone

from core.events.models import Heartbeat

# a watcher that is silent for longer than this has stopped
SILENCE = {
    "beat": timedelta(seconds=60),
    "sweep": timedelta(minutes=5),
    "events": timedelta(minutes=2),
    "mail": timedelta(minutes=5),
    "exchange": timedelta(minutes=10),
    "jobs": timedelta(minutes=2),
}


def beat(name, note=""):
    """Mark that the watcher `name` did its round now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": timezone.now(), "note": note})


def silent_watchers(heard=None):
    """Names of the watchers that have not been heard of in time; empty when time is running. `heard`: {name: moment}, if it was read already."""
    now = timezone.now()
    heard = dict(Heartbeat.objects.values_list("name", "beat_at")) if heard is None else heard
    return [name for name, silence in SILENCE.items() if name not in heard or now - heard[name] > silence]

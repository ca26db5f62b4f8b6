"""The portal's settings; only beat ticks faster, so that what a kill has lost is made up within seconds."""

from config.settings import *  # noqa: F403

CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "core.deadlines.sweep", "schedule": 3.0},
    "deliver-events": {"task": "core.events.deliver", "schedule": 3.0},
    "run-jobs": {"task": "core.jobs.run", "schedule": 3.0, "options": {"expires": 3}},
}
CELERY_IMPORTS = ["config.chaos.jobs"]

"""The Celery application. No promise rests on the broker: every task only wakes work that is a row in PostgreSQL."""

import os

from celery import Celery
from celery.signals import after_setup_logger, after_setup_task_logger, worker_ready

from core.directory.logs import mask

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def catch_up(sender, **_):
    """What fell due while no worker ran is done at once, not at beat's next tick: so nobody is told that time has stopped."""
    for name in ("core.deadlines.sweep", "core.events.deliver", "core.notices.send", "core.jobs.run"):
        sender.app.send_task(name)


@after_setup_logger.connect
@after_setup_task_logger.connect
def mask_logs(logger, **_):
    mask(logger)

from celery import shared_task

from core.events.heartbeats import beat
from core.notices.mail import send_all


@shared_task(name="core.notices.send")
def send():
    """Send what is due. Many may run at once; a bound keeps one task short."""
    send_all(most=1000)
    beat("mail")

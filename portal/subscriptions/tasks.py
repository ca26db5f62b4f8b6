from celery import shared_task

from portal.subscriptions.services import forget_unconfirmed, send_digests


@shared_task(name="portal.subscriptions.tell")
def tell():
    """Digests that are due, and forget what nobody confirmed."""
    send_digests()
    while forget_unconfirmed():
        pass

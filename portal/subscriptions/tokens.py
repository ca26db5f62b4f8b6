"""The signed words in the links of a mail. Whoever holds one got the mail, or was given it by somebody who did."""

from django.conf import settings
from django.core import signing

CONFIRM, LEAVE = "portal.subscriptions.confirm", "portal.subscriptions.leave"


def token_to(purpose, subscription):
    return signing.dumps(subscription.pk, salt=purpose)


def read(purpose, token):
    """The primary key in a token; None for one that was made up, or to confirm with and too old. A link to leave never runs out."""
    age = settings.SUBSCRIPTION_CONFIRMATION_HOURS * 3600 if purpose == CONFIRM else None
    try:
        return signing.loads(token, salt=purpose, max_age=age)
    except signing.BadSignature:  # SignatureExpired is one
        return None

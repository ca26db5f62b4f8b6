"""Text that lies in the database only sealed (authenticated encryption), and a blind index by which it is found without being opened.

Keys come from the settings: `SEALING_KEYS` (the first seals, all of them open) and `LOOKUP_KEY`. They are not in the database, so a copy of it
gives nothing away.
"""

import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_resealers = []


def seal(text):
    """The text as it is stored; sealing it again gives another token."""
    return keys().encrypt(text.encode()).decode()


def unseal(token):
    """The text that was sealed. Raises ImproperlyConfigured where none of the keys opens it, or it was changed."""
    try:
        return keys().decrypt(token.encode()).decode()
    except InvalidToken:
        raise ImproperlyConfigured(
            "SEALING_KEYS lacks the key of a stored text, or the text was changed: add the old key behind the new one."
        ) from None


def blind_index(text):
    """HMAC-SHA256 of the text under a key of its own: equal for equal texts, and nobody without the key can try texts out."""
    return hmac.new(settings.LOOKUP_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def reseals(function):
    """Register a function that seals anew, with the first key, all that a room keeps sealed, and returns how many texts that was."""
    _resealers.append(function)
    return function


def reseal_all():
    """After a change of keys. Old versions in the history stay as they are: once their key is taken away nobody can read them any more."""
    return sum(function() for function in _resealers)


def keys():
    try:
        return MultiFernet([Fernet(key) for key in settings.SEALING_KEYS])
    except ValueError:
        raise ImproperlyConfigured("SEALING_KEYS must be keys of 32 bytes in URL-safe base64; manage.py new_keys makes some.") from None

"""Words that are stored: those that people type, checked; those that the portal writes, in its own language."""

from functools import wraps

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.errors import DomainError

LONGEST_REASON = 5_000  # characters
LONGEST_TEXT = 100_000  # characters: a law of 150 articles has half as many


def stored_words(words):
    """As they are kept: without NUL (which PostgreSQL cannot store) and outer white space."""
    return (words or "").replace("\0", "").strip()


def checked_words(words, *, field, label, most=LONGEST_TEXT, needed=True):
    """The words as they are kept.

    `field` is the form's field at which the refusal stands. Raises DomainError("words_missing", "words_too_long").
    """
    words = stored_words(words)
    if needed and not words:
        raise DomainError("words_missing", _("填写%(label)s") % {"label": label}, field=field)
    if len(words) > most:
        raise DomainError(
            "words_too_long",
            _("%(label)s最多%(most)d字，现在有%(count)d字") % {"label": label, "most": most, "count": len(words)},
            field=field,
        )
    return words


def checked_reason(words, needed=False):
    """The reason for a step, likewise. Whether there must be one the step says, where the words are not written before it is taken."""
    return checked_words(words, field="reason", label=_("理由"), most=LONGEST_REASON, needed=needed)


def in_the_portals_language(function):
    """Whatever the language of the person whose step leads here: what is stored is one text for all readers."""

    @wraps(function)
    def wrapped(*args, **kwargs):
        with override(settings.LANGUAGE_CODE):
            return function(*args, **kwargs)

    return wrapped

"""What is written into logs: identity numbers are masked, wherever they come from (arguments, tracebacks, addresses)."""

import logging

from core.directory.identity import masked_text


class MaskingFormatter(logging.Formatter):
    """A formatter around another one, so that nothing that it adds escapes."""

    def __init__(self, *arguments, inner=None, **options):
        super().__init__(*arguments, **options)
        self.inner = inner

    def format(self, record):
        return masked_text(self.inner.format(record) if self.inner else super().format(record))


def mask(logger):
    """Let the handlers of a logger that a library has set up mask, too."""
    for handler in logger.handlers:
        if not isinstance(handler.formatter, MaskingFormatter):
            handler.setFormatter(MaskingFormatter(inner=handler.formatter or logging.Formatter()))

"""Why something did not arrive, in words for those who look at it."""

MOST_BYTES = 5 * 1024 * 1024  # of an answer; who sends more is not read


class Unreachable(Exception):
    """Maybe later: the line is down, the server is busy, the disk is full. Whether the batch arrived is not known."""


class Refused(Exception):
    """The receiver said no to the whole batch: the address, the credentials or the form are wrong."""

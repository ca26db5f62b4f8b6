"""The one exception that a service raises when a rule says no."""


class DomainError(Exception):
    """A rule refused a step. `message` is natural language that tells the person what to do; `code` is for programs."""

    def __init__(self, code, message, **data):
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data

"""A rule's refusal is never a server error: it becomes a page that says what to do."""

from django.shortcuts import render

from core.errors import DomainError

STATUS = {"refused": 403}
CONFLICT = 409


class DomainErrorMiddleware:
    """Renders a DomainError that no page caught as a page with its message: 403 for refused where the person may not, else 409."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, DomainError):
            base = "staff.html" if request.user.is_authenticated else "base.html"
            return render(request, "error.html", {"error": exception, "base_template": base}, status=STATUS.get(exception.code, CONFLICT))
        return None

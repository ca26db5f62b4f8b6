"""A user who set up a second factor gives it before anything else."""

from django.shortcuts import redirect
from django.urls import reverse
from django_otp import user_has_device

OPEN = ("login", "logout", "second_factor", "static")


class SecondFactorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user, name = request.user, request.resolver_match.url_name
        if user.is_authenticated and not user.is_verified() and name not in OPEN and user_has_device(user):
            return redirect(f"{reverse('second_factor')}?next={request.path}")
        return None

"""How often one address may try something. Counted in Valkey for a quarter of an hour; the address itself is not kept."""

import hashlib
from functools import wraps

import redis
from axes.helpers import get_client_ip_address
from django.core.cache import cache

SECONDS = 15 * 60


def without_valkey(answer):
    """A page does not fail because nobody counts."""

    def decorator(function):
        @wraps(function)
        def wrapped(*args, **kwargs):
            try:
                return function(*args, **kwargs)
            except redis.RedisError:
                return answer

        return wrapped

    return decorator


def key_of(name, request):
    address = get_client_ip_address(request) or ""
    return f"tries:{name}:{hashlib.sha256(address.encode()).hexdigest()}"


@without_valkey(answer=False)
def too_many(name, request, most):
    """Whether this address has used up its tries."""
    return cache.get(key_of(name, request), 0) >= most


@without_valkey(answer=None)
def count(name, request):
    """One more. The quarter of an hour begins with the first."""
    key = key_of(name, request)
    if not cache.add(key, 1, SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # it has just run out
            cache.set(key, 1, SECONDS)

"""The same form sent twice, by a double click or a reload, is one step: the second answer leads to where the first one led."""

import hashlib
import json
from contextlib import contextmanager

from django.db import connection, transaction

MOST_REMEMBERED = 20
KEY = "sent"  # of the session: {form as it was sent: where it led}


class Sending:
    """One form as it was sent. `earlier` is where it led when it was sent before; `led_to(url)` remembers it."""

    def __init__(self, request):
        self.session, self.key = request.session, fingerprint(request)
        self.earlier = self.remembered().get(self.key, "") if self.key else ""

    def remembered(self):
        """As it stands in the database now: another request of the same session may just have ended."""
        return type(self.session)(self.session.session_key).get(KEY, {})

    def led_to(self, url):
        if self.key:
            self.session[KEY] = dict([*self.remembered().items(), (self.key, url)][-MOST_REMEMBERED:])
            self.session.save()


def led_to_before(request):
    """Where this very form led when it was sent before, as the session knew it when the request began; empty for one that is new."""
    key = fingerprint(request)
    return request.session.get(KEY, {}).get(key, "") if key else ""


@contextmanager
def sending(request):
    """One transaction: who sends the same form at the same moment waits for its end."""
    with transaction.atomic():
        if key := fingerprint(request):
            wait_for(key)
        yield Sending(request)


def decided_alone(row):
    """Until the end of the transaction nobody else decides on this row from a page: who does so at the same moment waits, and finds it changed."""
    wait_for(f"{row._meta.label_lower}/{row.pk}")


def wait_for(key):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [key])


def fingerprint(request):
    """Every page that is shown has a token of its own. What comes without one comes from a program, and is taken as it comes."""
    if not (request.POST.get("csrfmiddlewaretoken") and request.session.session_key):
        return ""
    words = sorted((name, request.POST.getlist(name)) for name in request.POST)
    files = sorted((name, [(file.name, file.size) for file in request.FILES.getlist(name)]) for name in request.FILES)
    return hashlib.sha256(json.dumps([request.session.session_key, request.path, words, files]).encode()).hexdigest()

"""By HTTP: POST of the body with its key and digest; the receipt is in the answer, or is fetched from <address>/<key> later."""

import base64
import time

import requests
from django.conf import settings
from django.utils.translation import gettext as _

from credit_records.exchange.channels.problems import MOST_BYTES, Refused, Unreachable

TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
PATIENCE = (5, 30)  # seconds: to connect, and between two bytes of the answer
LONGEST = 60  # seconds for the whole answer
HAS_IT = 409  # it knows the key: this batch is there already
BUSY = (408, 425, 429)


def deliver(batch):
    headers = {
        "Content-Type": TYPES[batch.form],
        "Idempotency-Key": batch.key,
        "Content-Digest": f"sha-256=:{base64.b64encode(bytes.fromhex(batch.sha256)).decode()}:",
    }
    status, body = ask(batch, "POST", batch.receiver.address, headers=headers, data=batch.body)
    return body if status == requests.codes.ok and body else None


def fetch(batch):
    status, body = ask(batch, "GET", f"{batch.receiver.address.rstrip('/')}/{batch.key}")
    return [body] if status == requests.codes.ok and body else []


def ask(batch, method, url, headers=None, **rest):
    """(status, body) of an answer that means yes, not yet, or there already."""
    token = settings.EXCHANGE_TOKENS.get(batch.receiver.code)
    headers = (headers or {}) | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        with requests.request(method, url, headers=headers, timeout=PATIENCE, allow_redirects=False, stream=True, **rest) as answer:
            body = read(answer)
    except requests.RequestException as error:
        raise Unreachable(_("连不上接收方：%(error)s") % {"error": type(error).__name__}) from error
    check(answer.status_code, body, method)
    return answer.status_code, body


def read(answer):
    """The body, up to what is ever read of one."""
    body, began = b"", time.monotonic()
    for chunk in answer.iter_content(64 * 1024):
        body += chunk
        if time.monotonic() - began > LONGEST:
            raise requests.Timeout
        if len(body) > MOST_BYTES:
            raise Refused(_("接收方的应答太大，没有读取。"))
    return body


def check(status, body, method):
    """Raises Unreachable for what may pass, Refused for what will not without somebody's help."""
    words = body[:300].decode(errors="replace").strip()
    if status >= 500 or status in BUSY:
        raise Unreachable(_("接收方暂时不能接收（%(status)d）：%(words)s") % {"status": status, "words": words})
    not_yet = method == "GET" and status == requests.codes.not_found
    if not (200 <= status < 300 or status == HAS_IT or not_yet):
        raise Refused(_("接收方拒收（%(status)d）：%(words)s") % {"status": status, "words": words})

"""A receipt as rows of results, whichever way it came: JSON or CSV."""

import csv
import io
import json

from django.utils.translation import gettext as _

from core.directory.identity import masked_text

RESULTS = ("accepted", "rejected")


class Unreadable(Exception):
    """The receipt can't be read; the words say why."""


def results_of(data, batch_key):
    """{row key: {"key", "result", "code", "reason"}} of a receipt. `result`: "accepted" or "rejected". Raises Unreadable.

    JSON: {"batch": key, "results": [{"key", "result", "code", "reason"}]}; CSV: these four columns. UTF-8.
    """
    try:
        text = data.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        raise Unreadable(_("回执不是UTF-8编码，没有读取。")) from None
    rows = from_json(text, batch_key) if text.lstrip().startswith(("{", "[")) else from_csv(text)
    return {row["key"]: row for row in map(checked, rows)}


def from_json(text, batch_key):
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise Unreadable(_("回执不是完整的JSON，没有读取。")) from None
    if not isinstance(document, dict) or not isinstance(document.get("results"), list):
        raise Unreadable(_("回执里没有逐条结果（results），没有读取。"))
    if document.get("batch", batch_key) != batch_key:
        raise Unreadable(_("这是另一批的回执（%(batch)s），没有读取。") % {"batch": str(document["batch"])[:60]})
    return document["results"]


def from_csv(text):
    rows = list(csv.DictReader(io.StringIO(text)))
    if not rows or not {"key", "result"} <= set(rows[0]):
        raise Unreadable(_("回执里没有key、result两列，没有读取。"))
    return rows


def checked(row):
    """One result with its four texts."""
    if not isinstance(row, dict) or not isinstance(row.get("key"), str) or row.get("result") not in RESULTS:
        raise Unreadable(_("回执里有一条看不懂：%(row)s") % {"row": str(row)[:200]})
    code, reason = str(row.get("code") or "")[:60], masked_text(str(row.get("reason") or ""))[:2000]
    if row["result"] == "rejected" and not reason:
        reason = code or _("对方没有写原因")
    return {"key": row["key"], "result": row["result"], "code": code, "reason": reason}

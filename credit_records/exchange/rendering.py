"""A batch as the bytes that are sent."""

import csv
import io
import json

from credit_records.exchange.models import Receiver


def body_of(*, form, key, receiver, layout, rows):
    """UTF-8 bytes. JSON: {"batch", "receiver", "layout", "records": [{column: text}]}; CSV: a header of the columns, then a line a record (RFC 4180).

    `rows`: [{column: text}] with the layout's columns, in their order.
    """
    if form == Receiver.Form.JSON:
        document = {"batch": key, "receiver": receiver, "layout": layout, "records": rows}
        return json.dumps(document, ensure_ascii=False, indent=1).encode()
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, fieldnames=list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()

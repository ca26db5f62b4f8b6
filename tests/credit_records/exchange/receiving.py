"""A receiving platform of the tests' own, run as a process: it keeps books on disk, and is as unreliable as it is told to be.

python receiving.py PORT FOLDER TROUBLE SEED. With TROUBLE (0 to 1) it dies before or after it has written its books, closes the line without an answer,
is busy, answers only when asked, in pieces, twice, and in another order. Its books are whole files: <key>.body for each batch that it took.
It rejects a record whose title says 退回.
"""

import base64
import hashlib
import json
import os
import random
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER, TROUBLE = Path(sys.argv[2]), float(sys.argv[3])
DICE = random.Random(int(sys.argv[4]))


def trouble():
    return DICE.random() < TROUBLE


def result_of(record):
    key, title = record["BSLSH"], record.get("JL_BT", "")
    if "退回" in title:
        return {"key": key, "result": "rejected", "code": "E01", "reason": "标题不合格"}
    return {"key": key, "result": "accepted"}


def results_of(key):
    return [result_of(record) for record in json.loads((FOLDER / f"{key}.body").read_bytes())["records"]]


def write_once(key, body):
    """Whether the books have the batch with this body; another body under a known key is a fraud."""
    path = FOLDER / f"{key}.body"
    if path.exists():
        assert path.read_bytes() == body
        with (FOLDER / "again").open("a") as file:
            file.write(f"{key}\n")
        return
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_bytes(body)
    os.replace(beside, path)


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Authorization") != "Bearer secret":
            return self.say(401, b"who are you")
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        if self.headers["Content-Digest"] != f"sha-256=:{digest}:":
            return self.say(400, b"changed on the way")
        if trouble():
            os._exit(1)
        if trouble():
            return self.say(503, b"busy")
        key = self.headers["Idempotency-Key"]
        write_once(key, body)
        if trouble():
            os._exit(1)
        if trouble():
            return self.close()
        if trouble():
            return self.say(202, b"")
        return self.receipt(key, results_of(key))

    def do_GET(self):
        key = self.path.rpartition("/")[2]
        if trouble():
            os._exit(1)
        if trouble() or not (FOLDER / f"{key}.body").exists():
            return self.say(404, b"nothing yet")
        results = results_of(key)
        DICE.shuffle(results)
        return self.receipt(key, results[: len(results) // 2] if trouble() and len(results) > 1 else results)

    def receipt(self, key, results):
        return self.say(200, json.dumps({"batch": key, "results": results}, ensure_ascii=False).encode())

    def say(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def close(self):
        self.close_connection = True
        self.connection.close()

    def log_message(self, *words):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()

"""Recompute the public chain: python3 check_chain.py https://the.site [/api/commitments/1/ …]

Nothing but Python 3 is needed. Keep the last line that is printed: who has it notices later if anything before it was changed.
"""

import hashlib
import json
import sys
from urllib.request import urlopen


def read(address):
    with urlopen(address) as answer:
        return json.load(answer)


def digest(words):
    return hashlib.sha256(words.encode()).hexdigest()


def check(site, *pages):
    count, previous, address = 0, "0" * 64, f"{site}/api/ledger/"
    while address:
        part = read(address)
        for entry in part["results"]:
            names = ("sequence", "kind", "key", "content_hash", "previous_hash", "created_at")
            if entry["previous_hash"] != previous or entry["entry_hash"] != digest("\n".join(str(entry[name]) for name in names)):
                sys.exit(f"entry {entry['sequence']} was changed")
            count, previous = entry["sequence"], entry["entry_hash"]
        address = part["next"]
    for page in pages:
        shown = read(site + page)
        words = json.dumps(shown["content"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        print(page, "unchanged" if digest(words) == shown["chain"]["content_hash"] else "CHANGED")
    print(count, previous)


if __name__ == "__main__":
    check(sys.argv[1].rstrip("/"), *sys.argv[2:])

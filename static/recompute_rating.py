"""Recompute the agencies' credit ratings: python3 recompute_rating.py ratings-2026-10.json (a file, or its address)

Nothing but Python 3 is needed. Prints every agency with its score and grade, and at the end whether all are as published.
The file's SHA-256 is printed too: it stands in the public chain.
"""

import hashlib
import json
import sys
from calendar import monthrange
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from urllib.request import urlopen


def whole_months(began, day):
    """Whole calendar months: one is over on the same day of the next month, or on its last day if it has no such day."""
    months = (day.year - began.year) * 12 + day.month - began.month
    last_of_month = monthrange(day.year, day.month)[1]
    return months if day.day >= min(began.day, last_of_month) else months - 1


def points_of(rules, record, day):
    """The record's points, not rounded: those of its type and severity, or the usual ones, times the percent for its age."""
    kind = record["type"], record["severity"]
    own = [rule for rule in rules["points"] if (rule["type"], rule["severity"]) == kind]
    usual = [rule for rule in rules["points"] if (rule["type"], rule["polarity"], rule["severity"]) == (None, record["polarity"], kind[1])]
    months = whole_months(date.fromisoformat(record["effective_on"]), day)
    band = max((band for band in rules["decay"] if band["from_month"] <= months), key=lambda band: band["from_month"])
    return Decimal((own or usual)[0]["points"]) * band["percent"] / 100


def dimension_score(rules, dimension, records, day):
    """Base minus deductions plus bonus, within floor and ceiling; one type deducts no more, and bonuses bring no more, than the caps."""
    rule = {name: Decimal(value) for name, value in rules["dimensions"][dimension].items()}
    deducted, bonus = {}, Decimal(0)
    for record in records:
        points = points_of(rules, record, day)
        if record["polarity"] == "good":
            bonus += points
        else:
            deducted[record["type"]] = deducted.get(record["type"], 0) + points
    taken = sum(min(points, Decimal(rules["most_per_type"])) for points in deducted.values())
    return max(rule["floor"], min(rule["ceiling"], rule["base"] - taken + min(bonus, rule["most_bonus"])))


def rate(rules, records, day):
    """One subject: its dimensions' exact scores, its score (the only number that is rounded: half up, two places) and its grade."""
    scores = {
        name: dimension_score(rules, name, [record for record in records if record["dimension"] == name], day)
        for name in rules["dimensions"]
    }
    weighted = sum(scores[name] * Decimal(rule["weight"]) for name, rule in rules["dimensions"].items()) / 100
    score = weighted.quantize(Decimal("0.01"), ROUND_HALF_UP)
    grade = max((band for band in rules["grades"] if Decimal(band["lowest"]) <= score), key=lambda band: Decimal(band["lowest"]))
    return scores, score, grade["grade"]


def check(data):
    """Lines that say what came out; the last one says whether everything is as published."""
    day, different = date.fromisoformat(data["as_of"]), 0
    for agency in data["agencies"]:
        records = [record for record in data["records"] if record["agency"] == agency["id"]]
        scores, score, grade = rate(data["rules"], records, day)
        published = {name: Decimal(value) for name, value in agency["dimensions"].items()}
        same = (scores, score, grade) == (published, Decimal(agency["score"]), agency["grade"])
        different += not same
        yield f"{agency['name']}\t{score}\t{grade}\t{'same' if same else 'DIFFERENT: published ' + agency['score']}"
    yield f"{len(data['agencies'])} agencies, {different} different" if different else f"{len(data['agencies'])} agencies, all the same"


def read(place):
    if not place.startswith(("http://", "https://")):
        return Path(place).read_bytes()
    with urlopen(place) as answer:
        return answer.read()


if __name__ == "__main__":
    content = read(sys.argv[1])
    print(*check(json.loads(content)), f"SHA-256 {hashlib.sha256(content).hexdigest()}", sep="\n")

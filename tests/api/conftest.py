"""Public entries of every kind; those of commitments with a limit that explains itself."""

from datetime import date

import pytest

from core.deadlines.projection import project
from core.deadlines.services import Limit, start_many
from core.rules.models import Rule
from core.search.publication import Publication, publish_many

FACTS = {
    "commitment": {"kind": {"code": "policy_task", "name": "政策任务"}},
    "item": {"category_codes": ["policy", "normative"]},
    "record": {"dimension": {"code": "commitment", "name": "践诺"}},
    "case": {"measure": "书面检查"},
}


@pytest.fixture
def limit(agencies):
    """The facts of a limit: 20 working days from 10 February 2026 end on 16 March."""
    agency = agencies["市住建局"]
    rule = Rule.objects.in_force("foi_reply")
    return project(start_many([Limit(agency, "reply", "加装电梯", agency.pk, rule, date(2026, 2, 10))])[0])


@pytest.fixture
def fill(agencies, limit):
    """fill("item", 3) publishes 加装电梯1, 2, 3 of 市住建局."""

    def make(kind, count=3, agency="市住建局", **changes):
        common = {
            "kind": kind,
            "facts": FACTS[kind] | {"deadline": limit},
            "agency_id": agencies[agency].pk,
            "state": "办理中",
            "due_on": date(2026, 3, 16),
            "text": "老旧小区",
        }
        own = [{"key": f"{kind}:{n}", "title": f"加装电梯{n}", "path": f"/{n}/"} for n in range(1, count + 1)]
        publish_many([Publication(**(common | one | changes)) for one in own])

    return make

"""Which agency a document means: by its names and aliases, as they stand in the directory."""

import re
from collections import defaultdict
from difflib import SequenceMatcher

from core.directory.models import AgencyName, normalised_name

# a group of units is no agency; the commitment keeps its words
GROUP = re.compile(
    r"^(各|全市|全体|有关|相关|其他|市直|市级|区直|所有)|(有关|相关)(部门|单位|机构)|各(区|县|街道|乡镇|部门|单位|地)|(成员单位|部门|单位)$"
)
LIKENESS = 0.5
MOST_SUGGESTED = 3


def is_group(words):
    """各区人民政府, 市政府有关部门, 相关单位: who is meant the document leaves open."""
    return bool(GROUP.search(normalised_name(words)))


class Directory:
    """All names of the agencies that exist, read once for a document."""

    def __init__(self):
        self.by_name = defaultdict(set)
        self.agencies = {}
        for name in AgencyName.objects.filter(agency__dissolved_on=None).select_related("agency"):
            self.by_name[name.normalised].add(name.agency_id)
            self.agencies[name.agency_id] = name.agency

    def find(self, words):
        """The agency that bears this name, if exactly one does."""
        found = self.by_name.get(normalised_name(words), ())
        return self.agencies[next(iter(found))] if len(found) == 1 else None

    def suggestions(self, words):
        """Up to three agencies whose names are most like these words, best first."""
        words = normalised_name(words)
        scores = {}
        for name, keys in self.by_name.items():
            likeness = SequenceMatcher(None, words, name).ratio()
            for key in keys:
                scores[key] = max(likeness, scores.get(key, 0))
        best = sorted((key for key, score in scores.items() if score >= LIKENESS), key=lambda key: -scores[key])
        return [self.agencies[key] for key in best[:MOST_SUGGESTED]]

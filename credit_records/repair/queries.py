"""Reads that the pages of repairs need."""


def with_parts(applications):
    """Applications with all that a list or a page shows of each, in the same statement."""
    return applications.select_related(
        "record__type",
        "record__agency",
        "record__file__agency",
        "record__file__civil_servant__agency",
        "agency",
        "ground",
        "limit__rule",
        "created_by",
        "accepted_by",
        "proposed_by",
        "decided_by",
    )

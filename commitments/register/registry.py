"""What rooms with tables of their own add to a commitment: what stands against claiming it, and what its public page tells besides.

The register and the rooms beside it know none of them by name.
"""

from core.errors import DomainError

_against, _told = [], []


def stands_against_claims(function):
    """`function(commitment)`: a sentence that says what must be done before it is claimed as fulfilled; empty if nothing."""
    _against.append(function)
    return function


def tells_the_public(function):
    """`function(primary keys)`: {primary key: JSON-able facts} for the public entries of these commitments, in a fixed number of statements."""
    _told.append(function)
    return function


def check_may_be_claimed(commitment):
    """Raises DomainError("stands_against"). The caller has locked the commitment."""
    if words := [said for function in _against if (said := function(commitment))]:
        raise DomainError("stands_against", "".join(words))


def told(primary_keys):
    """{primary key: facts} of all that was added, ready to be merged into the facts of the register."""
    found = {key: {} for key in primary_keys}
    for function in _told:
        for key, facts in function(list(primary_keys)).items():
            found[key] |= facts
    return found

"""Whether a claim is verified on the spot: drawn at random, so that nobody chooses, and so that anybody can do the sum again.

The number drawn is the hash of the public chain's entry that tells of the claim: it depends on all that was published before and on the
moment of publication, which the claimant does not choose.
"""

from commitments.register.public import key_of
from core.ledger.queries import latest_entry

ALL = 100


def drawn(commitment):
    """What the draw used and whether the claim was chosen: {sequence, hash, share, number, chosen}. Call it after the claim was published."""
    entry, share = latest_entry(key_of(commitment.pk)), commitment.kind.on_site_share
    number = number_of(entry.entry_hash)
    return {"sequence": entry.sequence, "hash": entry.entry_hash, "share": share, "number": number, "chosen": number < share}


def number_of(entry_hash):
    """0 to 99, from the 64 hexadecimal digits of an entry's hash."""
    return int(entry_hash, 16) % ALL

"""Row history (D8): every domain table keeps each version of each row, written by the database itself."""

import pghistory
import pgtrigger


def tracked(model):
    """Keep the history of the model's rows: who (from the context), when, before and after; also for raw and set-based SQL."""
    # statement-level triggers: a set-based UPDATE of 20,000 rows writes their history in one INSERT
    trackers = pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
    return pghistory.track(*trackers, level=pgtrigger.Statement)(model)


def version_of(row):
    """Which version of a tracked row is the newest, as text: whoever read another one read something else."""
    return str(row.events.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or "")


def acting(actor):
    """A context manager: history rows written within carry the actor (core.accounts.actor.Actor)."""
    return pghistory.context(actor=str(actor), user=actor.user.pk if actor.user else None)

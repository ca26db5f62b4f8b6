"""Debts pass to another agency with their instalments: one paper, one debtor."""

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.continuity.registry import Holding, Section, register
from commitments.debts.models import Debt, Instalment
from commitments.register.models import Commitment

CHUNK = 500
OWED = ("draft", "confirmed")  # a settled one passes as long as one of its instalments is being verified


def unfinished(debts):
    """Of these debts the instalments whose commitments are still open or being verified."""
    return Instalment.objects.filter(debt__in=debts, commitment__state__in=Commitment.UNFINISHED)


def agencies():
    return Debt.objects.filter(state__in=OWED).values("agency")


def together(keys):
    debts = Debt.objects.filter(pk__in=Instalment.objects.filter(commitment__in=keys).values("debt"))
    locked = list(debts.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    return unfinished(locked).values_list("commitment", flat=True)


def follow(keys, agency):
    Debt.objects.filter(pk__in=Instalment.objects.filter(commitment__in=keys).values("debt")).update(agency=agency)


@transaction.atomic
def rest(before, after):
    """Drafts, and debts whose instalments were all found broken: nobody verifies them any more, and they are still owed."""
    rows = Debt.objects.filter(agency=before, state__in=OWED).order_by("pk").select_for_update(no_key=True)
    keys = list(rows.values_list("pk", flat=True)[:CHUNK])
    return Debt.objects.filter(pk__in=keys).update(agency=after)


def owed(agency):
    rows = Debt.objects.filter(agency=agency, state__in=OWED).order_by("due_on", "pk").prefetch_related("instalments")
    return Section(_("欠款"), [told(debt) for debt in rows])


def told(debt):
    """A debt is due with its last instalment, whose commitment explains the day; a draft has none yet."""
    last = max(debt.instalments.all(), key=lambda part: part.position)
    return {
        "title": _("%(paper)s，还欠%(owed)s元") % {"paper": debt.paper_name, "owed": f"{debt.owed:,}"},
        "number": debt.number,
        "due_on": debt.due_on,
        "state": debt.get_state_display(),
        "explained_by": last.commitment_id,
    }


register(Holding(agencies, together, follow, rest, owed))

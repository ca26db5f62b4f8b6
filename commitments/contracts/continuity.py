"""Contracts pass to another agency with their duties and limits: one contract, one party."""

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.continuity.registry import Holding, Section, register
from commitments.contracts.models import Contract, ContractDuty
from commitments.register.models import Commitment
from core.deadlines import services as deadlines

CHUNK = 500


def agencies():
    return Contract.objects.filter(state__in=Contract.ALIVE).values("agency")


def of_duties(keys):
    return Contract.objects.filter(pk__in=ContractDuty.objects.filter(commitment__in=keys).values("contract"))


def together(keys):
    locked = list(of_duties(keys).order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    duties = ContractDuty.objects.filter(contract__in=locked, commitment__state__in=Commitment.UNFINISHED)
    return duties.values_list("commitment", flat=True)


def follow(keys, agency):
    move(list(of_duties(keys).values_list("pk", flat=True)), agency)


def move(keys, agency):
    """These contracts, with the limits that they have themselves. Returns how many."""
    deadlines.move_to(deadlines.live_of(Contract, keys), agency.pk)
    return Contract.objects.filter(pk__in=keys).update(agency=agency)


@transaction.atomic
def rest(before, after):
    """Drafts, and contracts whose duties are all done or broken: they are still to be ended."""
    rows = Contract.objects.filter(agency=before, state__in=Contract.ALIVE).order_by("pk").select_for_update(no_key=True)
    return move(list(rows.values_list("pk", flat=True)[:CHUNK]), after)


def owed(agency):
    rows = Contract.objects.filter(agency=agency, state__in=Contract.ALIVE).order_by("pk")
    return Section(
        _("合同"),
        [{"title": one.title, "number": one.number, "due_on": None, "state": one.get_state_display()} for one in rows],
    )


register(Holding(agencies, together, follow, rest, owed))

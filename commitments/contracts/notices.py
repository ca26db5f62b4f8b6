"""Who is told of contracts: reviewers of what waits for them, the clerk and the reviewers of what became of it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.contracts.models import Contract
from core.accounts.models import Role
from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies

TOLD = {
    "in_force": gettext_lazy("合同已生效：%(contract)s"),
    "performed": gettext_lazy("合同已履行完毕：%(contract)s"),
    "breached": gettext_lazy("合同已违约：%(contract)s"),
    "settled": gettext_lazy("合同已和解：%(contract)s"),
    "terminated": gettext_lazy("合同已终止：%(contract)s"),
}


@notifies(names.CONTRACT_ENTERED)
def entered(events):
    contracts, reviewers = contracts_of(events)
    words = _("请确认合同：%(contract)s")
    return drafts(contracts, reviewers, lambda event, contract: words % {"contract": contract}, lambda event, contract: contract.title)


@notifies(names.STATE_CHANGED)
def moved(events):
    contracts, reviewers = contracts_of(events)
    return drafts(
        contracts,
        lambda event, contract: [contract.created_by_id, *reviewers(event, contract)],
        lambda event, contract: TOLD[event.payload["target"]] % {"contract": contract},
    )


def contracts_of(events):
    """The contracts with their events, and who reviews them."""
    contracts = rows_about(events, Contract.objects.all())
    holders = Holders({contract.agency_id for _event, contract in contracts})
    return contracts, lambda event, contract: holders.at(contract.agency_id, Role.AGENCY_REVIEWER)

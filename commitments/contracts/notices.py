"""Who is told of contracts: reviewers of what waits for them, the clerk and the reviewers of what became of it."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.contracts.models import Contract
from core.accounts.models import Role
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft

TOLD = {
    "in_force": gettext_lazy("合同已生效：%(contract)s"),
    "performed": gettext_lazy("合同已履行完毕：%(contract)s"),
    "breached": gettext_lazy("合同已违约：%(contract)s"),
    "settled": gettext_lazy("合同已和解：%(contract)s"),
    "terminated": gettext_lazy("合同已终止：%(contract)s"),
}


@notifies(names.CONTRACT_ENTERED)
def entered(events):
    contracts = Contract.objects.in_bulk({event.object_id for event in events})
    holders = Holders({contract.agency_id for contract in contracts.values()})
    return [
        NoticeDraft(user, event.pk, _("请确认合同：%(contract)s") % {"contract": contract}, contract.title, contract.get_absolute_url())
        for event in events
        for contract in [contracts[event.object_id]]
        for user in holders.at(contract.agency_id, Role.AGENCY_REVIEWER)
        if user != event.user_id
    ]


@notifies(names.STATE_CHANGED)
def moved(events):
    kind = ContentType.objects.get_for_model(Contract)
    events = [event for event in events if event.content_type_id == kind.pk]
    contracts = Contract.objects.in_bulk({event.object_id for event in events})
    holders = Holders({contract.agency_id for contract in contracts.values()})
    return [
        step_told(user, event, contract)
        for event in events
        for contract in [contracts[event.object_id]]
        for user in dict.fromkeys([contract.created_by_id, *holders.at(contract.agency_id, Role.AGENCY_REVIEWER)])
        if user != event.user_id
    ]


def step_told(user, event, contract):
    title = TOLD[event.payload["target"]] % {"contract": contract}
    return NoticeDraft(user, event.pk, title, event.payload.get("reason", ""), contract.get_absolute_url())

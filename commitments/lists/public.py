"""What the public sees of a yearly list."""

from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.register.public import agency_facts, key_of
from core.ledger.services import lock_chain
from core.search.publication import Publication, publish
from core.texts import in_the_portals_language


@in_the_portals_language
def publish_list(yearly_list):
    """Show a published list as it is now, or renew what is shown."""
    lock_chain()
    publish(publication(yearly_list))


def key_of_list(primary_key):
    return f"list:{primary_key}"


def publication(yearly_list):
    items = list(yearly_list.items.exclude(commitment=None).select_related("commitment"))
    return Publication(
        key=key_of_list(yearly_list.pk),
        kind="list",
        title=yearly_list.title,
        text="\n".join([yearly_list.basis, *(str(item) for item in items), yearly_list.assessment]),
        agency_id=yearly_list.agency_id,
        path=reverse("public_list", args=[yearly_list.pk]),
        state=str(_("已评估") if yearly_list.assessed_on else _("已公布")),
        mark="done" if yearly_list.assessed_on else "plain",
        facts=facts(yearly_list, items),
    )


def facts(yearly_list, items):
    kind = yearly_list.kind
    return {
        "kind": {"code": kind.code, "name": kind.name},
        "agency": agency_facts(yearly_list.agency),
        "year": yearly_list.year,
        "basis": yearly_list.basis,
        "announced_on": yearly_list.announced_on.isoformat(),
        "items": [key_of(item.commitment_id) for item in items],
        "vote_from": yearly_list.vote_from and yearly_list.vote_from.isoformat(),
        "vote_until": yearly_list.vote_until and yearly_list.vote_until.isoformat(),
        "results": yearly_list.results,
        "assessment": yearly_list.assessment,
        "assessed_on": yearly_list.assessed_on and yearly_list.assessed_on.isoformat(),
    }

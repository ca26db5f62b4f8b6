"""What the public sees of a service item: the guide in its newest version, and the earlier versions for whoever looks back."""

from commitments.items.models import GuideVersion, ServiceItem
from core.directory.models import Agency
from core.search.models import PublicEntry
from core.search.publication import Publication
from core.texts import in_the_portals_language

SAME = ("name", "legal_basis", "conditions", "materials", "statutory_days", "statutory_basis", "promised_days", "fee", "fee_basis")


def content_of(item):
    """All that a version keeps of the guide, as JSON; the words of choices are those of the portal's language."""
    names = Agency.objects.filter(pk__in=item.participant_ids).in_bulk()
    return {
        "kind": kind_of(item),
        "agency": {"id": item.agency_id, "name": item.agency.name},
        "participants": [{"id": key, "name": names[key].name} for key in item.participant_ids],
        "opinion_days": item.opinion_days,
        **{name: getattr(item, name) for name in (*SAME, "place", "hours", "complaints")},
    }


@in_the_portals_language
def kind_of(item):
    return {"code": item.kind, "name": str(ServiceItem.Kind(item.kind).label)}


@in_the_portals_language
def publication_of(item):
    """The Publication of an item that was published just now."""
    versions = list(GuideVersion.objects.filter(item=item).order_by("-number"))
    content = versions[0].content
    return Publication(
        key=item.public_key,
        kind=PublicEntry.Kind.SERVICE,
        number=item.number,
        title=item.name,
        text="\n".join([content["conditions"], content["legal_basis"], *(row["name"] for row in content["materials"])]),
        agency_id=item.agency_id,
        path=f"/services/{item.pk}/",
        state=content["kind"]["name"],
        mark="plain",
        facts={"kind": item.kind, "versions": [version_facts(version) for version in versions]},
    )


def version_facts(version):
    return {"number": version.number, "published_on": version.published_on.isoformat(), "content": version.content}

"""What the public sees of a closed case: ground, measure and decision, with the names of the agency's people masked."""

from core.directory.masking import masker
from core.directory.models import CivilServant
from core.search.models import PublicEntry
from core.search.publication import Publication
from core.texts import in_the_portals_language


@in_the_portals_language
def publication_of(case):
    """The Publication of a closed case."""
    people = CivilServant.objects.filter(agency_id=case.agency_id) | CivilServant.objects.filter(pk=case.respondent_id)
    masked = masker(people)
    return Publication(
        key=case.public_key,
        kind=PublicEntry.Kind.CASE,
        number=case.number,
        title=masked(case.title),
        text=masked(case.decision),
        agency_id=case.agency_id,
        path=f"/cases/{case.pk}/",
        state=case.measure.name,
        mark="bad",
        facts={
            "ground": case.ground.name,
            "legal_basis": case.ground.legal_basis,
            "measure": case.measure.name,
            "respondent": case.respondent.masked_name if case.respondent else "",
            "respondent_title": case.respondent.title if case.respondent else "",
            "decided_on": case.decided_on.isoformat(),
        },
    )

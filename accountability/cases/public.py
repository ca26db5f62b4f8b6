"""What the public sees of a closed case: ground, measure and decision, with the names of the agency's people masked."""

from django.conf import settings
from django.utils import translation

from core.directory.models import CivilServant
from core.search.models import PublicEntry
from core.search.publication import Publication


def publication_of(case):
    """The Publication of a closed case. Its words are Chinese whatever the language of the person who decides."""
    with translation.override(settings.LANGUAGE_CODE):
        masked = masker(case)
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


def masker(case):
    """A function that masks in a text the name of everybody who serves in the agency, and of the respondent."""
    people = CivilServant.objects.filter(agency_id=case.agency_id) | CivilServant.objects.filter(pk=case.respondent_id)
    # the longest first: 王小明 must not be left half masked by 王小
    names = sorted({(person.name, person.masked_name) for person in people}, key=lambda pair: -len(pair[0]))

    def masked(text):
        for name, mask in names:
            text = text.replace(name, mask)
        return text

    return masked

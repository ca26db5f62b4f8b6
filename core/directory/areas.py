"""Where agencies belong: to a district (区县), or to the city itself."""

from core.directory.models import Agency

CITY = "city"


def areas():
    """{key: (short name, ids of the agencies there)}: each district (区县) with all below it, and first the city's own, which has no name here."""
    agencies = {agency.pk: agency for agency in Agency.objects.only("parent_id", "level", "short_name", "sort_key")}
    found = {CITY: ("", [])}
    for agency in agencies.values():
        district = district_above(agency, agencies)
        key, name = (str(district.pk), district.short_name) if district else (CITY, "")
        found.setdefault(key, (name, []))[1].append(agency.pk)
    return found


def district_above(agency, agencies):
    """The district to which the agency belongs or which it is, or None; `agencies` are all by key."""
    while agency is not None and agency.level != Agency.Level.COUNTY:
        agency = agencies.get(agency.parent_id)
    return agency

"""Whom an application means."""

from core.directory.models import CivilServant
from credit_records.records.queries import civil_servants_named


def people_meant(agency, name, number):
    """Those of the agency whom the name (姓名 or 姓名 职务), the identity number, or both mean: none, one, or several of one name."""
    found = civil_servants_named(agency, name) if name else list(CivilServant.objects.filter(agency=agency))
    if not number:
        return found
    bearer = CivilServant.objects.with_identity_number(number).first()
    return [person for person in found if person == bearer]

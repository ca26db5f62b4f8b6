"""Who is concerned: the holders of roles in an agency or anywhere in the city, read in one statement for many events."""

from collections import defaultdict

from core.accounts.models import Membership, Role
from core.states.steps import CITY_ROLES

# who does an agency's own work: the credit office and the supervisors have limits to keep as well
STAFF = (Role.CLERK, Role.CREDIT_OFFICE, Role.SUPERVISOR, Role.INSPECTOR)


class Holders:
    """Who holds which role today: in the agencies of `agency_ids`, and city roles anywhere."""

    def __init__(self, agency_ids):
        self._at, self._anywhere = defaultdict(list), defaultdict(list)
        rows = Membership.objects.in_force().filter(user__is_active=True).order_by("user_id")
        rows = rows.filter(agency_id__in=agency_ids) | rows.filter(role__in=CITY_ROLES)
        for role, agency_id, user_id in rows.values_list("role", "agency_id", "user_id"):
            self._at[role, agency_id].append(user_id)
            self._anywhere[role].append(user_id)

    def at(self, agency_id, *roles):
        """Users who hold one of the roles in this agency, each once."""
        return list(dict.fromkeys(user for role in roles for user in self._at[role, agency_id]))

    def anywhere(self, *roles):
        """Users who hold one of these city roles, each once."""
        return list(dict.fromkeys(user for role in roles for user in self._anywhere[role]))

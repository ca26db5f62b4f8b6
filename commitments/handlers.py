"""What this wing listens to, gathered."""

from commitments.assessment import continuity as assessment_continuity
from commitments.cases import handlers as cases
from commitments.cases import notices as cases_notices
from commitments.changes import notices as changes
from commitments.continuity import notices as continuity
from commitments.contracts import continuity as contracts_continuity
from commitments.contracts import handlers as contracts
from commitments.contracts import notices as contract_notices
from commitments.debts import continuity as debts_continuity
from commitments.debts import letters as debts_letters
from commitments.debts import notices as debts
from commitments.fulfilment import notices
from commitments.items import notices as items_notices
from commitments.lists import continuity as lists_continuity
from commitments.lists import notices as lists
from commitments.projects import additions as projects_additions
from commitments.projects import continuity as projects_continuity
from commitments.projects import handlers as projects
from commitments.projects import notices as projects_notices
from commitments.register import handlers as register
from commitments.register import notices as register_notices
from commitments.suggestions import handlers as suggestions
from commitments.suggestions import notices as suggestions_notices
from commitments.urging import handlers as urging
from commitments.urging import notices as urging_notices
from commitments.visits import notices as visits

__all__ = [
    "assessment_continuity",
    "cases",
    "cases_notices",
    "changes",
    "continuity",
    "contract_notices",
    "contracts",
    "contracts_continuity",
    "debts",
    "debts_continuity",
    "debts_letters",
    "items_notices",
    "lists",
    "lists_continuity",
    "notices",
    "projects",
    "projects_additions",
    "projects_continuity",
    "projects_notices",
    "register",
    "register_notices",
    "suggestions",
    "suggestions_notices",
    "urging",
    "urging_notices",
    "visits",
]

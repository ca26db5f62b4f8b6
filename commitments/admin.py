"""The admin pages of this wing's rooms, gathered."""

from commitments.assessment import admin as assessment
from commitments.cases import admin as cases
from commitments.changes import admin as changes
from commitments.continuity import admin as continuity
from commitments.contracts import admin as contracts
from commitments.debts import admin as debts
from commitments.fulfilment import admin as fulfilment
from commitments.items import admin as items
from commitments.lists import admin as lists
from commitments.projects import admin as projects
from commitments.register import admin as register
from commitments.suggestions import admin as suggestions
from commitments.urging import admin as urging
from commitments.visits import admin as visits

__all__ = [
    "assessment",
    "cases",
    "changes",
    "continuity",
    "contracts",
    "debts",
    "fulfilment",
    "items",
    "lists",
    "projects",
    "register",
    "suggestions",
    "urging",
    "visits",
]

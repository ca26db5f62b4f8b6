"""The admin pages of core's rooms, gathered."""

from core.accounts import admin as accounts
from core.deadlines import admin as deadlines
from core.directory import admin as directory
from core.documents import admin as documents
from core.duties import admin as duties
from core.events import admin as events
from core.evidence import admin as evidence
from core.jobs import admin as jobs
from core.ledger import admin as ledger
from core.notices import admin as notices
from core.papers import admin as papers
from core.rules import admin as rules
from core.search import admin as search

__all__ = [
    "accounts",
    "deadlines",
    "directory",
    "documents",
    "duties",
    "events",
    "evidence",
    "jobs",
    "ledger",
    "notices",
    "papers",
    "rules",
    "search",
]

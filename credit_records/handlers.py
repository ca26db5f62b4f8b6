"""Importing a room's handlers, notices and jobs registers them."""

from credit_records.access import notices as access_notices
from credit_records.exchange import handlers as exchange
from credit_records.exchange import notices as told_of_the_exchange
from credit_records.imports import jobs as imports
from credit_records.imports import notices as told_of_imports
from credit_records.measures import handlers as measures
from credit_records.measures import papers as measure_papers
from credit_records.objections import handlers as objections
from credit_records.objections import notices as objection_notices
from credit_records.ratings import jobs
from credit_records.records import handlers, notices
from credit_records.repair import handlers as repair
from credit_records.repair import notices as repair_notices
from credit_records.repair import papers as repair_papers
from credit_records.reports import kinds as papers

__all__ = [
    "access_notices",
    "exchange",
    "handlers",
    "imports",
    "jobs",
    "measure_papers",
    "measures",
    "notices",
    "objection_notices",
    "objections",
    "papers",
    "repair",
    "repair_notices",
    "repair_papers",
    "told_of_imports",
    "told_of_the_exchange",
]

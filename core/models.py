"""The tables of core's rooms, gathered for Django."""

from core.accounts.models import Grant, Membership, User
from core.deadlines.models import Deadline, Extension, Pause
from core.directory.models import Agency, AgencyName, CivilServant, Post, Tenure
from core.documents.models import NumberSeries
from core.duties.models import Absence, Assignment
from core.events.models import Delivery, Event, Heartbeat
from core.evidence.models import Evidence, Photo
from core.jobs.models import Job
from core.ledger.models import ChainEntry
from core.notices.models import Mail, Notice
from core.papers.models import IssuedPaper, LetterTemplate
from core.rules.models import CalendarDay, CalendarYear, Rule
from core.search.models import PublicEntry

__all__ = [
    "Absence", "Agency", "AgencyName", "Assignment", "CalendarDay", "CalendarYear", "ChainEntry", "CivilServant", "Deadline", "Delivery", "Event", "Evidence",
    "Extension", "Grant", "Heartbeat", "IssuedPaper", "Job", "LetterTemplate", "Mail", "Membership", "Notice", "NumberSeries", "Pause", "Photo", "Post", "PublicEntry", "Rule", "Tenure", "User",
]  # fmt: skip

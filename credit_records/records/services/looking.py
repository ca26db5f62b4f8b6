"""The log of looks: who was shown what is in a file and not public. Nothing else writes it."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from core.accounts.models import Grant, Role
from core.errors import DomainError
from core.texts import in_the_portals_language
from credit_records.records.models import AGENCY_STAFF, VIEW, CreditFile, CreditRecord, FileLook, staff_agencies
from credit_records.records.queries import files_told_of

DUTIES = {Role.CREDIT_OFFICE: FileLook.Under.OFFICE, Role.SUPERVISOR: FileLook.Under.SUPERVISION, Role.INSPECTOR: FileLook.Under.INSPECTION}


def log_look(*, file, by, way=FileLook.Way.PAGE):
    """Write down that somebody looks at a file. See log_looks()."""
    log_looks(files=CreditFile.objects.filter(pk=file.pk), by=by, way=way)


@in_the_portals_language
def log_looks(*, files, by, way=FileLook.Way.PAGE, otherwise="", purpose=""):
    """Write down that somebody is shown what is in these files: one row a file, purpose, way and day. A subject's own looks leave none.

    The look is under an authorisation, else by duty, else `otherwise` (a FileLook.Under, with its `purpose`). A fixed number of statements for
    a thousand files. Raises DomainError("refused") where it is none of them.
    """
    others = [file for file in files.select_related("agency", "civil_servant").order_by("pk") if not is_subject(file, by)]
    if not others:
        return
    queries, known = open_queries(by), ground_of(by, otherwise, purpose)
    looks = [FileLook(file=file, user=by.user, way=way, **(queries.get(file.pk) or known or refused())) for file in others]
    FileLook.objects.bulk_create(looks, batch_size=1000, ignore_conflicts=True)


def log_download(*, by, way=FileLook.Way.PAGE, **which):
    """Write down that somebody is handed a file that proves something of the records `which` (a filter): a look, as their pages are."""
    log_looks(files=files_told_of(CreditRecord.objects.filter(**which)), by=by, way=way, otherwise=FileLook.Under.SOURCE)


def is_subject(file, by):
    """Whether the file is the actor's own, or that of an agency where the actor works on records."""
    if file.civil_servant_id:
        return file.civil_servant.user_id == by.user.pk
    return by.has(*AGENCY_STAFF, agency=file.agency_id)


def open_queries(by):
    """{file id: the ground of a look} of the queries under which the actor may look now, in one statement."""
    kind = ContentType.objects.get_for_model(CreditFile)
    grants = Grant.objects.in_force().filter(user=by.user, content_type=kind, permission=VIEW, file_query__state="granted")
    return {grant.object_id: under_query(grant) for grant in grants.select_related("file_query")}


def under_query(grant):
    query = grant.file_query
    return {"under": FileLook.Under.QUERY, "query": query, "agency_id": query.agency_id, "purpose": grant.purpose}


def ground_of(by, otherwise, purpose):
    """By duty, or as the page says; empty if neither."""
    if duty := next((role for role in DUTIES if by.has(role)), None):
        under = DUTIES[duty]
        return {"under": under, "agency_id": min(agency for role, agency in by.memberships if role == duty), "purpose": str(under.label)}
    if otherwise:
        agency = min(staff_agencies(by), default=None)
        return {"under": otherwise, "agency_id": agency, "purpose": purpose or str(FileLook.Under(otherwise).label)}
    return {}


def refused():
    raise DomainError("refused", _("查这份档案要先申请授权。"))

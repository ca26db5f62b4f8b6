"""Reads across tables that pages and other rooms need: who waits for what, who may act, what was decided before."""

from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.models import Membership, Role
from core.deadlines.models import Deadline
from core.directory.models import Agency, CivilServant
from core.pages.bands import in_past_year, of_age, of_age_since, time_left
from core.states.steps import CITY_ROLES
from credit_records.records.models import CreditFile, CreditRecord, LeniencyGround, RecordType, RecordVersion, Revision, staff_agencies


def listed(rows):
    """Rows with all that a list shows: a fixed number of statements. The running review is in `reviews`."""
    reviews = Deadline.objects.live().filter(purpose="review")
    return rows.with_subject().prefetch_related(Prefetch("deadlines", queryset=reviews, to_attr="reviews"))


def waiting_for(actor):
    """Records that wait for this actor: the drafts of one's agency; for the credit office also what others submitted."""
    drafts = Q(state="draft", agency__in=staff_agencies(actor), source_deadline=None)
    if actor.has(Role.CREDIT_OFFICE):
        mine = Q(created_by=actor.user) | Q(submitted_by=actor.user)
        drafts |= Q(state="draft", agency__in=actor.agency_ids) | Q(state="in_review", batch=None) & ~mine
    return CreditRecord.objects.filter(drafts)


def review_left(band, today):
    """Records whose review by the credit office has so much time left (core/pages/bands.py)."""
    return Q(state__in=CreditRecord.UNDECIDED, deadlines__purpose="review") & time_left(band, today, "deadlines")


def batch_left(band, today):
    """Batches whose review has so much time left."""
    return Q(deadlines__purpose="review_batch") & time_left(band, today, "deadlines")


def of_age_in_state(band, today):
    """Records that have been so long what they are: not decided ones since they were entered, dismissed ones since that decision, standing
    ones since they came into force, ended ones since they ended; calendar days."""
    return (
        Q(state__in=CreditRecord.UNDECIDED) & of_age_since(band, today, "created_at")
        | Q(state="dismissed") & of_age_since(band, today, "decided_at")
        | Q(state__in=CreditRecord.STANDING) & of_age(band, today, "effective_on")
        | Q(state__in=CreditRecord.ENDED) & of_age(band, today, "ended_on")
    )


def confirmed_in(period, today):
    """Records that were confirmed in the last 12 months, whatever became of them; the only `period` is "year"."""
    return Q(state__in=CreditRecord.SETTLED) & in_past_year(today, "decided_at")


def revisions_for(actor):
    """Proposed corrections and revocations that this actor did not propose and may decide."""
    return Revision.objects.visible_to(actor.user).filter(state="proposed", origin=Revision.Origin.OFFICE).exclude(created_by=actor.user)


def office_agency_ids():
    """Agencies where somebody holds the role of the credit office today."""
    return set(Membership.objects.in_force().filter(role=Role.CREDIT_OFFICE).values_list("agency_id", flat=True))


def leniency_grounds():
    """Grounds for leniency that are in use."""
    return LeniencyGround.objects.filter(is_open=True)


def office_name():
    """The credit office as papers name it."""
    row = Membership.objects.in_force().filter(role=Role.CREDIT_OFFICE).select_related("agency").order_by("agency_id").first()
    return row.agency.name if row else _("社会信用体系建设办公室")


def end_of(day):
    """The moment at which the day ends: 24:00 local time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def earlier_versions(records, at):
    """The earlier versions that some of the records were at the end of the day `at`."""
    return RecordVersion.objects.filter(record__in=records, began_at__lt=end_of(at), ended_at__gte=end_of(at))


def filed_by(rows, at):
    """Objections or repair applications that were there at the end of the day `at`."""
    return rows.filter(created_at__lt=end_of(at))


def open_on(rows, at):
    """Those of them that nobody had decided by then, and that were not taken back."""
    return filed_by(rows, at).filter(Q(decided_at=None) | Q(decided_at__gte=end_of(at)))


def was_open(row, at):
    """The same of one that was there."""
    return row.decided_at is None or row.decided_at >= end_of(at)


def versions_on(records, at):
    """{record id: the earlier version that was its content at the end of the day `at`}, in one statement; who is not in it reads as now."""
    return {version.record_id: version for version in earlier_versions(records, at).select_related("type", "record")}


def people_for(record, step):
    """Those who hold a role for the step today, one statement; whether they may take it is said by the record."""
    anywhere = [role for role in step.who if role in CITY_ROLES]
    here = [role for role in step.who if role not in CITY_ROLES]
    holders = Membership.objects.in_force().filter(Q(role__in=anywhere) | Q(role__in=here, agency=record.acting_agency_id(step)))
    return list(dict.fromkeys(one.user for one in holders.filter(user__is_active=True).select_related("user").order_by("user_id")))


def precedents(record, user):
    """{decided, confirmed}: how other records of the type ended, among those that the user may see."""
    others = CreditRecord.objects.visible_to(user).filter(type=record.type).exclude(pk=record.pk).order_by()
    settled = Q(state__in=CreditRecord.SETTLED)
    return others.aggregate(decided=Count("pk", filter=settled | Q(state="dismissed")), confirmed=Count("pk", filter=settled))


def files_told_of(rows, path="pk"):
    """The files of which rows tell what is not public; `path` leads from a row to its record.

    Not counted is what everybody can see: an agency's record of a public type while it stands; and what has not taken effect, which is no part of
    the file yet: who handles a draft stands in its course.
    """
    everybodys = Q(file__agency__isnull=False, type__visibility=RecordType.Visibility.PUBLIC, state__in=CreditRecord.STANDING)
    records = CreditRecord.objects.filter(pk__in=rows.order_by().values(path), state__in=CreditRecord.SETTLED).exclude(everybodys)
    return CreditFile.objects.filter(pk__in=records.values("file"))


def may_open_file(record, user):
    return CreditFile.objects.visible_to(user).filter(pk=record.file_id).exists()


def recorded_agencies(user):
    """Agencies about which the user sees a record: that there is a draft about others stays with those who see it."""
    return Agency.objects.filter(Exists(CreditRecord.objects.visible_to(user).filter(file__agency=OuterRef("pk"))))


def civil_servants_named(agency, words):
    """Those in the agency's service whom "姓名" or "姓名 职务" means: none, one, or several of one name."""
    name, _space, title = words.strip().partition(" ")
    found = CivilServant.objects.filter(agency=agency, name=name, left_on=None)
    return list(found.filter(title=title.strip()) if title.strip() else found)

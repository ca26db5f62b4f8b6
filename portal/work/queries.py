"""我的待办: the live deadlines of one's agencies, grouped by when they end. Everything that waits for somebody has a deadline."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from accountability.complaints.models import Clue
from commitments.changes.models import ChangeRequest
from commitments.contracts.models import PURPOSES as CONTRACT_PURPOSES
from core.accounts.models import Membership, Role, User
from core.deadlines.models import Deadline
from core.duties.models import Absence, Assignment
from core.duties.queries import stands_in_for
from credit_records.access.models import FileQuery
from credit_records.exchange.models import ExchangeBatch, Receiver
from credit_records.objections.models import Objection
from credit_records.records.models import CreditRecord, RecordBatch
from credit_records.repair.models import RepairApplication


@dataclass(frozen=True)
class Purpose:
    """What a deadline asks for: the verb on the button, and the roles whose task it is."""

    verb: object
    roles: tuple


PURPOSES = {
    "fulfil": Purpose(_("报进展"), (Role.CLERK,)),
    **dict.fromkeys(CONTRACT_PURPOSES, Purpose(_("去登记"), (Role.CLERK,))),
    "problem": Purpose(_("去解决"), (Role.CLERK,)),
    "problem_assign": Purpose(_("去分派"), (Role.SUPERVISOR,)),
    "problem_confirm": Purpose(_("去确认"), (Role.CLERK, Role.AGENCY_REVIEWER, Role.SUPERVISOR)),
    "project_lead": Purpose(_("去明确"), (Role.SUPERVISOR,)),
    "receipt": Purpose(_("去签收"), (Role.CLERK,)),
    "report": Purpose(_("报进展"), (Role.CLERK,)),
    "urge": Purpose(_("去答复"), (Role.CLERK,)),
    "verify": Purpose(_("去核验"), (Role.AGENCY_REVIEWER, Role.SUPERVISOR)),
    "change": Purpose(_("去审批"), (Role.AGENCY_REVIEWER, Role.SUPERVISOR)),
    "handover": Purpose(_("去签字"), (Role.CLERK, Role.AGENCY_REVIEWER)),
    "case_acceptance": Purpose(_("去受理"), (Role.CLERK,)),
    "case_promise": Purpose(_("去办理"), (Role.CLERK, Role.AGENCY_REVIEWER)),
    "case_law": Purpose(_("去办理"), (Role.CLERK, Role.AGENCY_REVIEWER)),
    "case_opinion": Purpose(_("去答复"), (Role.CLERK, Role.AGENCY_REVIEWER)),
    "case_hearing": Purpose(_("去听证"), (Role.CLERK,)),
    "case_delivery": Purpose(_("去送达"), (Role.CLERK,)),
    "publish": Purpose(_("去公开"), (Role.CLERK, Role.AGENCY_REVIEWER)),
    "review": Purpose(_("去审核"), (Role.CREDIT_OFFICE,)),
    "review_batch": Purpose(_("去审核"), (Role.CREDIT_OFFICE,)),
    "objection": Purpose(_("去处理"), (Role.CREDIT_OFFICE,)),
    "answer": Purpose(_("去答复"), (Role.CLERK, Role.AGENCY_REVIEWER)),
    "repair_accept": Purpose(_("去受理"), (Role.CREDIT_OFFICE,)),
    "repair_decide": Purpose(_("去决定"), (Role.CREDIT_OFFICE,)),
    "exchange_receipt": Purpose(_("去催回执"), (Role.CREDIT_OFFICE,)),
    "exchange_mend": Purpose(_("去改正"), (Role.CREDIT_OFFICE,)),
    "query_decision": Purpose(_("去审批"), (Role.CREDIT_OFFICE,)),
    "assess_year": Purpose(_("去公布"), (Role.SUPERVISOR,)),
    "triage": Purpose(_("去分办"), (Role.SUPERVISOR, Role.INSPECTOR)),
}
# what such a deadline is about is not for everybody in the agency, and its title says what it is about
CLOSED = {
    "change": ChangeRequest,
    "review": CreditRecord,
    "review_batch": RecordBatch,
    "objection": Objection,
    "answer": Objection,
    "repair_accept": RepairApplication,
    "repair_decide": RepairApplication,
    "exchange_receipt": ExchangeBatch,
    "exchange_mend": Receiver,
    "query_decision": FileQuery,
    "triage": Clue,
}
SHOWN = 20  # of each group; the list page has all


def live(actor):
    """Live deadlines by which something is owed, without those about a draft or a clue that the actor may not see."""
    deadlines = Deadline.objects.live().owed()
    for purpose, model in CLOSED.items():
        seen = model.objects.visible_to(actor.user).filter(pk=OuterRef("object_id"))
        deadlines = deadlines.exclude(Q(purpose=purpose) & ~Exists(seen))
    return deadlines


def mine(actor):
    """Live deadlines of the actor's agencies, or shared with them, that are a task of one of the roles held there and not assigned to
    others."""
    wanted = Q(pk__in=[])
    for role, agency in actor.memberships:
        own = Q(agency=agency) | Q(other_agency_ids__contains=[agency])
        wanted |= own & Q(purpose__in=purposes_of(role))
    return live(actor).filter(wanted, ~Exists(of_others(actor)))


def purposes_of(role):
    return [name for name, purpose in PURPOSES.items() if role in purpose.roles]


def of_others(actor):
    """The assignment of a deadline to somebody for whom the actor does not stand in, and who still works in its agency."""
    works_there = Membership.objects.in_force().filter(user=OuterRef("user"), agency=OuterRef("deadline__agency"), user__is_active=True)
    own = Assignment.objects.current().filter(deadline=OuterRef("pk")).exclude(user=actor.user)
    own = own.exclude(user__in=stands_in_for(actor.user))
    return own.filter(Exists(works_there))


def of_agencies(actor):
    """All live deadlines of the actor's agencies, whoever's task they are."""
    return live(actor).of_agencies(actor.agency_ids)


def groups(today):
    """{name: condition} of the queue's groups, in the order in which they are shown."""
    week_end = today + timedelta(days=6 - today.weekday())
    return {
        "overdue": Q(due_on__lt=today),
        "today": Q(due_on=today),
        "week": Q(due_on__gt=today, due_on__lte=week_end),
        "later": Q(due_on__gt=week_end) | Q(due_on=None),
    }


def counts(deadlines, today):
    """How many are in each group, in one statement."""
    return deadlines.aggregate(**{name: Count("pk", filter=condition) for name, condition in groups(today).items()})


def shown(deadlines, condition):
    """The first of a group, with what they are about: a constant number of statements."""
    rows = deadlines.filter(condition).select_related("rule", "agency").order_by("due_on", "id")[:SHOWN]
    return rows.prefetch_related("subject", Prefetch("assignments", Assignment.objects.current().select_related("user"), "assigned"))


def chosen(actor, keys):
    """Those of the deadlines that are live and responsible for which is one of the actor's agencies."""
    return live(actor).filter(pk__in=keys, agency__in=actor.agency_ids).order_by("pk")


def colleagues(actor):
    """{user: {(agency id, role)}} of all who work in the actor's agencies today, the actor among them, by name."""
    found = defaultdict(set)
    rows = Membership.objects.in_force().filter(agency__in=actor.agency_ids, user__is_active=True).select_related("user")
    for membership in rows.order_by("user__name", "user_id"):
        found[membership.user].add((membership.agency_id, membership.role))
    return found


def days_ahead(deadlines, today, days=10):
    """{day: how many are due} for the coming days."""
    due = deadlines.filter(due_on__range=(today, today + timedelta(days=days - 1)))
    return dict(due.values_list("due_on").annotate(Count("pk")).order_by("due_on"))


def rows_of(users):
    return User.objects.filter(pk__in=[user.pk for user in users])


def absences(actor):
    """Absences, lasting or to come, of those who work in the actor's agencies."""
    return Absence.objects.to_come().filter(user__in=colleagues(actor)).select_related("user", "substitute")


def may_be_entered_by(actor):
    """Users whose absence the actor may enter: the actor, and who works in an agency that the actor reviews."""
    reviewed = {agency for role, agency in actor.memberships if role == Role.AGENCY_REVIEWER}
    return [user for user, held in colleagues(actor).items() if user == actor.user or reviewed & {agency for agency, _role in held}]

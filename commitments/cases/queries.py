"""Reads of applications that more than one page needs."""

from django.db.models import Exists, OuterRef, Prefetch

from commitments.cases.limits import ACCEPTANCE, DECIDING, DELIVERY, PROMISED, STATUTORY
from commitments.cases.models import MissingPapers, Opinion, ServiceCase
from commitments.items.models import GuideVersion
from core.accounts.models import Membership, Role, User
from core.deadlines.models import Deadline
from core.papers.models import IssuedPaper
from core.papers.services import about
from core.rules.models import Rule


def with_limits(cases):
    """What a list shows of each, in a fixed number of statements."""
    return cases.select_related("guide", "agency", "responsible").prefetch_related(Prefetch("deadlines", limits_in_full()))


def limits_in_full():
    return Deadline.objects.select_related("rule").prefetch_related("pauses").order_by("pk")


def with_everything(cases):
    """What the page of a case shows."""
    opinions = Opinion.objects.select_related("agency").prefetch_related(Prefetch("deadlines", limits_in_full())).order_by("pk")
    rows = with_limits(cases).select_related("guide__item", "window", "asked_first", "decided_by")
    return rows.prefetch_related(Prefetch("opinions", opinions), "happened__user")


def in_full(case):
    """The one case, with what its page shows; whoever asks has found it already."""
    return with_everything(ServiceCase.objects.filter(pk=case.pk)).get()


def missing_papers_of(case):
    return MissingPapers.objects.filter(case=case).select_related("notified_by").first()


def papers_of(case):
    """The papers that were made out for the applicant, oldest first."""
    return about(IssuedPaper.objects.order_by("pk"), case)


def limit_of(case):
    """The limit that counts now: of the delivery, of the decision, or of the acceptance. Uses prefetched rows."""
    found = [one for one in case.deadlines.all() if one.state in Deadline.LIVE]
    urgent = [one for one in found if one.purpose not in DECIDING or one.purpose == PROMISED]
    return next(iter(urgent or found), None)


def limits_of(case, *purposes):
    """The newest of each purpose that there is, in that order, whether it still runs or not. Uses prefetched rows."""
    newest = {one.purpose: one for one in sorted(case.deadlines.all(), key=lambda one: one.pk)}
    return [newest[purpose] for purpose in purposes if purpose in newest]


FOR_APPLICANT = {"received": ACCEPTANCE, "accepted": PROMISED, "paused": PROMISED, "proposed": PROMISED, "decided": DELIVERY}


def limit_for_applicant(case):
    """The limit that the applicant waits for, None where there is none. Uses prefetched rows."""
    purpose = FOR_APPLICANT.get(case.state)
    return next(iter(limits_of(case, purpose)), None)


def statutory_for_applicant(case):
    """The limit of the law as long as the shorter one that was promised runs. Uses prefetched rows."""
    return limits_of(case, STATUTORY) if FOR_APPLICANT.get(case.state) == PROMISED else []


def with_overdue(cases):
    kind = {"content_type__app_label": "commitments", "content_type__model": "servicecase"}
    missed = Deadline.objects.filter(state="overdue", object_id=OuterRef("pk"), **kind)
    return cases.annotate(is_overdue=Exists(missed))


def waiting_for(actor):
    """The cases that the reader may decide."""
    agencies = [agency for role, agency in actor.memberships if role == Role.AGENCY_REVIEWER]
    return ServiceCase.objects.filter(state="proposed", agency__in=agencies).exclude(proposed_by=actor.user)


def guides():
    """The guides by which a case can be opened today."""
    return GuideVersion.objects.current().select_related("item__agency").order_by("item__agency__sort_key", "name")


def colleagues(case):
    """The clerks to whom it may be handed over."""
    works_there = Membership.objects.in_force().filter(user=OuterRef("pk"), agency=case.agency_id, role=Role.CLERK)
    return User.objects.filter(Exists(works_there), is_active=True).exclude(pk=case.responsible_id or 0).order_by("name", "pk")


def opinion_of(case, agency_ids):
    """The opinion that one of these agencies may give. Uses prefetched rows."""
    return next((one for one in case.opinions.all() if one.agency_id in agency_ids and one.state in ("asked", "objected")), None)


def remedies():
    """{code: rule} of review and lawsuit against a refusal, as they are in force."""
    return {code: Rule.objects.in_force(code) for code in ("review_apply", "suit_direct")}

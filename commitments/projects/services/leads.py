"""Who is responsible for a project. One who leaves does not orphan it: the supervision office is told once and names another by a limit."""

import logging

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.projects.models import ProjectLead
from commitments.projects.queries import present_lead
from commitments.projects.services.rows import check_is_open, limit_of, locked_project, office_or
from commitments.register.models import Commitment
from commitments.register.public import publish_commitments
from core.accounts.models import Role
from core.deadlines import services as deadlines
from core.deadlines.models import Deadline
from core.directory.models import CivilServant
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.texts import checked_words, in_the_portals_language

logger = logging.getLogger(__name__)

PURPOSE, RULE = "project_lead", "project_lead_name"
LONGEST_POST, LONGEST_REASON = 100, 300


def check_may_name(commitment, by):
    """Raises DomainError("refused", "not_a_project", "not_open")."""
    if not by.has(Role.SUPERVISOR):
        raise DomainError("refused", _("牵头领导由督查人员登记。"))
    check_is_open(commitment)


@transaction.atomic
def name_lead(*, commitment, post, reason, starts_on, by, agency=None, name=""):
    """Say who is responsible from a day on, not after today; who was so far is responsible up to it. `agency`, `name`: of a civil servant of the
    directory; without both there is only the post in words.

    Raises DomainError: "refused", "not_a_project", "not_open", "words_missing", "words_too_long", "bad_name", "bad_day".
    """
    check_may_name(commitment, by)
    commitment = locked_project(commitment)
    reason = checked_words(reason, field="reason", label=_("为什么由其牵头"), most=LONGEST_REASON)
    person, before = civil_servant(agency, name), commitment.project_leads.first()
    post = checked_words(post, field="post", label=_("职务"), most=LONGEST_POST)
    check_day(starts_on, person, before)
    if before and before.ends_on is None:
        end(before, on=starts_on, because=reason)
    for limit in Deadline.objects.live().filter(purpose=PURPOSE, pk__in=commitment.project_leads.values("deadlines")):
        deadlines.meet(deadline=limit, on=timezone.localdate(), by=by)
    lead = ProjectLead.objects.create(
        commitment=commitment, civil_servant=person, post=post, starts_on=starts_on, reason=reason, named_by=by.user
    )
    emit(names.LEAD_NAMED, subject=commitment, by=by, lead=lead.pk, post=post, reason=reason)
    show(commitment, post)
    return lead


def civil_servant(agency, name):
    """The one of this name who serves in the agency. Raises DomainError("bad_name")."""
    name = (name or "").replace("\0", "").strip()
    if not name and agency is None:
        return None
    found = CivilServant.objects.filter(agency=agency, name=name).filter(serving(timezone.localdate()))[:2] if agency and name else []
    if len(found) != 1:
        words = _("这个单位的公务员名录里没有“%(name)s”，或者不止一位。名录里没有的，单位和姓名都空着，只写职务。")
        raise DomainError("bad_name", words % {"name": name}, field="name")
    return found[0]


def serving(day):
    """Who is in service on that day, with an account that was not closed if there is one."""
    return (Q(left_on=None) | Q(left_on__gt=day)) & (Q(user=None) | Q(user__is_active=True))


def check_day(starts_on, person, before):
    first = before and (before.ends_on or before.starts_on)
    if starts_on > timezone.localdate() or first and starts_on < first:
        raise DomainError("bad_day", _("日期不能晚于今天，也不能早于上一位牵头的日期。"), field="starts_on")
    if person and person.entered_on and starts_on < person.entered_on:
        raise DomainError("bad_day", _("日期不能早于本人任职的日期。"), field="starts_on")


def end(lead, *, on, because):
    lead.ends_on, lead.ended_because = max(on, lead.starts_on), because[:LONGEST_REASON]
    lead.save(update_fields=["ends_on", "ended_because"])


def show(commitment, post):
    """The public reads the post, as the kind's own field says it."""
    commitment.extra = commitment.extra | {"leader": post}
    commitment.save(update_fields=["extra"])
    publish_commitments([commitment.pk])


@transaction.atomic
def end_lead(*, commitment, reason, by):
    """The leader is responsible no longer and nobody follows yet. Raises DomainError("refused", "words_missing", "nobody_leads")."""
    check_may_name(commitment, by)
    commitment = locked_project(commitment)
    reason = checked_words(reason, field="reason", label=_("理由"), most=LONGEST_REASON)
    lead = present_lead(commitment)
    if lead is None:
        raise DomainError("nobody_leads", _("这个项目现在没有登记牵头领导。"))
    leave(lead, commitment, on=timezone.localdate(), because=reason, by=by)
    return commitment


@in_the_portals_language
def leave(lead, commitment, *, on, because, by):
    end(lead, on=on, because=because)
    title = _("明确牵头领导：%(title)s") % {"title": commitment.title}
    deadlines.start_many([limit_of(lead, PURPOSE, title, office_or(commitment.agency_id), RULE)])
    emit(names.LEAD_LEFT, subject=commitment, by=by, lead=lead.pk, reason=lead.ended_because)
    show(commitment, _("待明确"))


def watch_leads(*, by, at=None):
    """Of unfinished projects whose leader serves no more on the day `at` (default today), or whose account was closed: that nobody leads.
    Each in a transaction of its own; one that fails stops no other. Returns how many."""
    at, count = at or timezone.localdate(), 0
    gone = ProjectLead.objects.present().filter(commitment__state__in=Commitment.UNDERWAY, civil_servant__isnull=False)
    serve = CivilServant.objects.filter(serving(at)).values("pk")
    for key in list(gone.exclude(civil_servant__in=serve).order_by("pk").values_list("pk", flat=True)):
        try:
            count += leave_if_gone(key, at=at, by=by)
        except Exception:
            logger.exception("that lead %s left could not be written", key)
    return count


@transaction.atomic
@in_the_portals_language
def leave_if_gone(key, *, at, by):
    commitment = locked_project(ProjectLead.objects.select_related("commitment").get(pk=key).commitment)
    lead = ProjectLead.objects.present().select_related("civil_servant").filter(pk=key).first()
    if lead is None:
        return 0  # somebody was faster
    left_on = lead.civil_servant.left_on
    because = _("已经离任。") if left_on else _("账号已经停用。")
    leave(lead, commitment, on=min(left_on or at, at), because=because, by=by)
    return 1

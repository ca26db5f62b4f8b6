"""Who is told of an urge: the agency at once; of a second one, which the system makes, also the supervisors and the level above."""

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.urging.models import Urge
from commitments.urging.queries import with_parts
from commitments.urging.shown import reason
from core.accounts.models import Role
from core.deadlines.models import Deadline
from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft
from core.pages.words import day


@notifies(names.COMMITMENT_URGED)
def urged(events):
    """One notice for all that an agency was asked at once."""
    urges = with_parts(Urge.objects.all()).select_related("missed").in_bulk({event.object_id for event in events})
    holders = Holders({agency for one in urges.values() for agency in (one.agency_id, one.agency.parent_id)})
    groups = {}
    for event in events:
        one = urges[event.object_id]
        together = (one.agency_id, one.urged_by_id, one.urged_at) if one.urged_by_id else one.pk
        groups.setdefault(together, []).append((event, one))
    return [draft for group in groups.values() for draft in drafts_of(group, holders)]


def drafts_of(group, holders):
    event, one = group[0]
    path = one.get_absolute_url() if len(group) == 1 else reverse("urges")
    return [NoticeDraft(user, event.pk, title_of(group), body_of(one), path) for user in told(one, holders) if user != event.user_id]


def told(one, holders):
    found = holders.at(one.agency_id, Role.CLERK, Role.AGENCY_REVIEWER)
    if is_second(one):
        found += holders.anywhere(Role.SUPERVISOR) + holders.at(one.agency.parent_id, Role.AGENCY_REVIEWER)
    return dict.fromkeys(found)


def is_second(one):
    return one.missed is not None and one.missed.purpose == "urge"


def title_of(group):
    _event, one = group[0]
    words = {"who": one.issuer.short_name if one.issuer else _("系统"), "title": one.commitment.title, "count": len(group)}
    if len(group) > 1:
        return _("%(who)s催办%(count)d项，第一项是：%(title)s") % words
    return (_("再次催办，上次没有答复：%(title)s") if is_second(one) else _("%(who)s催办：%(title)s")) % words


def body_of(one):
    number = _("文号：%(number)s。") % {"number": one.letter.number} if one.letter else ""
    until = _("请在%(day)s前答复：报告进展或者申报完成就是答复。") % {"day": day(one.limit.due_on)}
    return reason(one) + until + number


@notifies(names.DEADLINE_MISSED)
def unanswered(events):
    """Whoever urged hears that no answer came."""
    limits = Deadline.objects.filter(purpose="urge", pk__in={event.object_id for event in events})
    limits = dict(limits.filter(content_type=ContentType.objects.get_for_model(Urge)).values_list("pk", "object_id"))
    urges = with_parts(Urge.objects.exclude(urged_by=None)).in_bulk(set(limits.values()))
    return [
        NoticeDraft(
            one.urged_by_id,
            event.pk,
            _("催办没有按期答复：%(title)s") % {"title": one.commitment.title},
            _("%(agency)s应于%(day)s前答复。可以再次催办，也可以认定停滞。")
            % {"agency": one.agency.short_name, "day": day(event.payload["due_on"])},
            one.get_absolute_url(),
        )
        for event in events
        for one in [urges.get(limits.get(event.object_id))]
        if one
    ]


@notifies(names.STATE_CHANGED)
def answered(events):
    """Whoever urged hears of the answer."""
    answers = [event for event in events if event.payload["target"] == Urge.State.ANSWERED]
    return drafts(
        rows_about(answers, with_parts(Urge.objects.exclude(urged_by=None))),
        lambda event, one: [one.urged_by_id],
        lambda event, one: _("已答复催办：%(title)s") % {"title": one.commitment.title},
        lambda event, one: one.agency.name,
    )

"""What core itself tells: the limits, and the plainest words for what happens in the wings, which may register better ones."""

from collections import defaultdict
from copy import copy
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.models import Role, User
from core.deadlines.models import Deadline
from core.duties.queries import doers
from core.events import names
from core.notices.recipients import STAFF, Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft
from core.states.steps import CITY_ROLES

# level of escalation: who is told from this level on
ESCALATION = ((1, Role.AGENCY_REVIEWER), (2, Role.SUPERVISOR), (3, Role.INSPECTOR))

# event name: (title, roles in the agency of the subject, roles anywhere in the city)
PLAIN = {
    names.RECORD_DRAFTED: (gettext_lazy("请审核信用记录：%(subject)s"), [], [Role.CREDIT_OFFICE]),
    names.CLUE_OPENED: (gettext_lazy("请处理问责线索：%(subject)s"), [], [Role.SUPERVISOR]),
    names.CASE_OPENED: (gettext_lazy("问责案件已立案：%(subject)s"), [], [Role.SUPERVISOR, Role.INSPECTOR]),
    names.CASE_CLOSED: (gettext_lazy("问责案件已办结：%(subject)s"), [], [Role.SUPERVISOR, Role.INSPECTOR]),
}


@notifies(names.DEADLINE_WARNED)
def warned(events):
    return tell_of_deadlines(events, warned_words, staff)


@notifies(names.DEADLINE_MISSED)
def missed(events):
    return tell_of_deadlines(
        events, missed_words, lambda event, deadline, holders: staff(event, deadline, holders) + reviewers(deadline, holders)
    )


@notifies(names.DEADLINE_ESCALATED)
def escalated(events):
    deadlines = Deadline.objects.in_bulk({event.object_id for event in events})
    holders = Holders(set())
    city = holders.anywhere(*(role for _level, role in ESCALATION if role in CITY_ROLES))
    seen = visible({place(user, deadline) for user in city for deadline in deadlines.values()})
    return tell_of_deadlines(events, escalated_words, lambda event, deadline, holders: concerned_by_level(event, deadline, holders, seen))


@notifies(names.DEADLINE_CHANGED)
def changed(events):
    # an extension says itself that an overdue limit runs again; a day that merely became certain changes nothing for anybody
    events = [event for event in events if event.payload.get("source") != "overdue" or event.payload.get("target") != "running"]
    events = [event for event in events if not event.payload.get("before") or event.payload["before"] != event.payload.get("after")]
    return tell_of_deadlines(events, changed_words, staff)


@notifies(*PLAIN)
def plainly(events):
    """One line about the subject, to whoever holds a role that PLAIN names and may see it: a case is told to those who are on it."""
    prefetch_related_objects(events, "subject")
    holders = Holders({agency_of(event.subject) for event in events})
    pairs = [(user, event) for event in events for user in plain_readers(event, holders)]
    seen = visible({place(user, event) for user, event in pairs})
    return [plain_draft(user, event) for user, event in pairs if place(user, event) in seen]


def plain_readers(event, holders):
    _title, local, city = PLAIN[event.name]
    found = dict.fromkeys(holders.at(agency_of(event.subject), *local) + holders.anywhere(*city))
    return [user for user in found if user != event.user_id]  # who did it knows


def plain_draft(user_id, event):
    title = PLAIN[event.name][0] % {"subject": event.subject or ""}
    return NoticeDraft(user_id, event.pk, title, reason_words(event), page_of(event.subject))


def visible(asked_for):
    """Those of the triples (user, content type, key) whose row the user may see. One statement a user and kind of row."""
    asked = defaultdict(set)
    for user_id, kind, key in asked_for:
        asked[user_id, kind].add(key)
    users, seen = User.objects.in_bulk({user_id for user_id, _kind in asked}), set()
    for (user_id, kind), keys in asked.items():
        rows = ContentType.objects.get_for_id(kind).model_class().objects.filter(pk__in=keys).visible_to(users[user_id])
        seen.update((user_id, kind, key) for key in rows.values_list("pk", flat=True))
    return seen


def place(user_id, about):
    """The triple for `visible` of a user and what an event or a deadline is about."""
    return user_id, about.content_type_id, about.object_id


def tell_of_deadlines(events, words, concerned):
    """Drafts about limits: `words(event, deadline)` gives title and body, `concerned(event, deadline, holders)` the users.

    Who may not see what the limit is about is told of the limit, not of its subject: a clue keeps its title from its agency's people.
    """
    rows = Deadline.objects.select_related("rule", "agency").prefetch_related("subject")
    deadlines = rows.in_bulk({event.object_id for event in events})
    holders = Holders({agency for deadline in deadlines.values() for agency in deadline.concerned_agency_ids})
    told, doing = [(event, deadlines[event.object_id]) for event in events], doers(deadlines)
    told = [(user, event, deadline) for event, deadline in told for user in concerned(event, deadline, narrowed(holders, deadline, doing))]
    seen = visible({place(user, deadline) for user, _event, deadline in told})
    return [limit_draft(user, event, deadline, words, place(user, deadline) in seen) for user, event, deadline in told]


def limit_draft(user_id, event, deadline, words, seen):
    shown = deadline if seen else untitled(deadline)
    return NoticeDraft(user_id, event.pk, *words(event, shown), page_of(deadline.subject) if seen else "")


def untitled(deadline):
    shown = copy(deadline)
    shown.title = deadline.rule.name
    return shown


class Narrowed:
    """Holders of roles where one limit is one person's: of those who do the work in the responsible agency only that person."""

    def __init__(self, holders, agency_id, user_id):
        self.holders, self.agency_id, self.user_id = holders, agency_id, user_id
        self.anywhere = holders.anywhere

    def at(self, agency_id, *roles):
        found = self.holders.at(agency_id, *roles)
        return [self.user_id] if agency_id == self.agency_id and roles == STAFF and self.user_id in found else found


def narrowed(holders, deadline, doing):
    """A limit that is assigned is told to whoever does it today, unless that person has left: then to all."""
    return Narrowed(holders, deadline.agency_id, doing[deadline.pk]) if deadline.pk in doing else holders


def staff(event, deadline, holders):
    """Those who do the work in the responsible agency and in those that share it."""
    return [user for agency in deadline.concerned_agency_ids for user in holders.at(agency, *STAFF)]


def reviewers(deadline, holders):
    return holders.at(deadline.agency_id, Role.AGENCY_REVIEWER)


def concerned_by_level(event, deadline, holders, seen):
    """The reviewers of the agency, then those in the city who may see the matter. Where nobody is left, whoever has the work."""
    roles = [role for level, role in ESCALATION if event.payload["level"] >= level]
    city = holders.anywhere(*(role for role in roles if role in CITY_ROLES))
    city = [user for user in city if place(user, deadline) in seen]
    return holders.at(deadline.agency_id, *roles) + city or holders.at(deadline.agency_id, *STAFF)


def warned_words(event, deadline):
    title = _("“%(title)s”将于%(day)s到期") % {"title": deadline.title, "day": day(event.payload["due_on"])}
    return title, _("请%(agency)s在当天24时前办结。%(rule)s") % common(deadline)


def missed_words(event, deadline):
    if event.payload["target"] == "failed":
        title = _("“%(title)s”经核验没有办成") % {"title": deadline.title}
        return title, _("%(agency)s应于%(day)s办结。理由：%(reason)s") % {
            "agency": deadline.agency,
            "day": day(event.payload["due_on"]),
            "reason": event.payload["reason"],
        }
    title = _("“%(title)s”已逾期") % {"title": deadline.title}
    body = _("%(agency)s应于%(day)s办结，到期没有办结。请尽快办理，并在系统里写明原因。%(rule)s")
    return title, body % (common(deadline) | {"day": day(event.payload["due_on"])})


def escalated_words(event, deadline):
    title = _("“%(title)s”逾期后仍未办结") % {"title": deadline.title}
    body = _("%(agency)s应于%(day)s办结，至今没有办结。这是第%(level)d次升级提醒。%(rule)s")
    return title, body % (common(deadline) | {"day": day(event.payload["due_on"]), "level": event.payload["level"]})


def changed_words(event, deadline):
    title = _("“%(title)s”的期限有变动") % {"title": deadline.title}
    before, after = event.payload.get("before"), event.payload.get("after")
    if before and after:
        body = _("办结时限由%(before)s改为%(after)s。") % {"before": day(before), "after": day(after)}
    else:
        body = _("期限现在的状态：%(state)s。") % {"state": Deadline.State(event.payload.get("target", deadline.state)).label}
    return title, body + reason_words(event) + rule_words(deadline)


def common(deadline):
    return {"agency": deadline.agency.name, "rule": rule_words(deadline)}


def rule_words(deadline):
    return _("依据：%(rule)s（%(basis)s）。") % {"rule": deadline.rule.name, "basis": deadline.rule.legal_basis}


def reason_words(event):
    reason = event.payload.get("reason", "").strip().rstrip("。")
    return _("理由：%(reason)s。") % {"reason": reason} if reason else ""


def day(text):
    """2026年9月21日, from the ISO date that a payload holds."""
    return date_format(date.fromisoformat(text), _("Y年n月j日"))


def agency_of(subject):
    return getattr(subject, "agency_id", None)


def page_of(subject):
    return subject.get_absolute_url() if hasattr(subject, "get_absolute_url") else ""

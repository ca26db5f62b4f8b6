"""Who is told of a claim: whoever may verify it; and of what became of it: the clerks of the responsible agency."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from commitments.register.models import Commitment
from core.accounts.models import Role
from core.events import names
from core.events.models import Event
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft


@notifies(names.CLAIM_FILED)
def claimed(events):
    commitments, holders = concerned(events)
    reported = reporters(commitments)
    return [
        draft(event, commitments[event.object_id], user, _("请核验：%(title)s"))
        for event in events
        for user in verifiers(commitments[event.object_id], holders)
        if (event.object_id, user) not in reported  # whoever reported does not verify
    ]


@notifies(names.CLAIM_DECIDED)
def decided(events):
    commitments, holders = concerned(events)
    return [
        draft(event, commitments[event.object_id], user, outcome(event), event.payload.get("reason", ""))
        for event in events
        for user in holders.at(commitments[event.object_id].agency_id, Role.CLERK)
        if user != event.user_id
    ]


def concerned(events):
    commitments = Commitment.objects.select_related("kind").in_bulk({event.object_id for event in events})
    return commitments, Holders({commitment.agency_id for commitment in commitments.values()})


def reporters(commitments):
    """Pairs of commitment and user: who reported progress or claimed."""
    about = Event.objects.filter(content_type=ContentType.objects.get_for_model(Commitment), object_id__in=commitments)
    return set(about.filter(name__in=(names.PROGRESS_REPORTED, names.CLAIM_FILED)).values_list("object_id", "user"))


def verifiers(commitment, holders):
    """Those whom the kind names."""
    if commitment.kind.verified_by == Role.SUPERVISOR:
        return holders.anywhere(Role.SUPERVISOR)
    return holders.at(commitment.agency_id, Role.AGENCY_REVIEWER)


def outcome(event):
    if event.payload["target"] == Commitment.State.OPEN:
        return _("完成申报退回补充：%(title)s")
    return _("核验为%(grade)s：%(title)s")


def draft(event, commitment, user, words, reason=""):
    title = words % {"title": commitment.title, "grade": Commitment.State(event.payload["target"]).label}
    body = _("理由：%(reason)s") % {"reason": reason} if reason else ""
    return NoticeDraft(user, event.pk, title, body, commitment.get_absolute_url())

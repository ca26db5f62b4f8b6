"""Who is told of a claim: whoever may verify it; and of what became of it: the clerks of the responsible agency."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from commitments.register.models import Commitment
from core.accounts.models import Role
from core.events import names
from core.events.models import Event
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies


@notifies(names.CLAIM_FILED)
def claimed(events):
    """Whoever reported does not verify."""
    commitments, holders = concerned(events)
    reported = reporters({one.pk for _event, one in commitments})
    return drafts(
        commitments,
        lambda event, one: [user for user in verifiers(one, holders) if (one.pk, user) not in reported],
        lambda event, one: _("请核验：%(title)s") % {"title": one.title},
        lambda event, one: "",
    )


@notifies(names.CLAIM_DECIDED)
def decided(events):
    commitments, holders = concerned(events)
    return drafts(commitments, lambda event, one: holders.at(one.agency_id, Role.CLERK), outcome)


def concerned(events):
    commitments = rows_about(events, Commitment.objects.select_related("kind"))
    return commitments, Holders({one.agency_id for _event, one in commitments})


def reporters(commitments):
    """Pairs of commitment and user: who reported progress or claimed."""
    about = Event.objects.filter(content_type=ContentType.objects.get_for_model(Commitment), object_id__in=commitments)
    return set(about.filter(name__in=(names.PROGRESS_REPORTED, names.CLAIM_FILED)).values_list("object_id", "user"))


def verifiers(commitment, holders):
    """Those whom the kind names."""
    if commitment.kind.verified_by == Role.SUPERVISOR:
        return holders.anywhere(Role.SUPERVISOR)
    return holders.at(commitment.agency_id, Role.AGENCY_REVIEWER)


def outcome(event, commitment):
    target = Commitment.State(event.payload["target"])
    words = _("完成申报退回补充：%(title)s") if target == Commitment.State.OPEN else _("核验为%(grade)s：%(title)s")
    return words % {"title": commitment.title, "grade": target.label}

"""What the services of this room share."""

from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.projects.models import KIND
from commitments.register.models import Commitment
from commitments.register.queries import supervision_office_id
from core.deadlines.services import Limit
from core.errors import DomainError
from core.rules.models import Rule


def locked_project(commitment):
    """The project as it stands now, locked: nobody claims it meanwhile. Raises DomainError("not_a_project", "not_open")."""
    rows = Commitment.objects.select_for_update(no_key=True, of=("self",)).select_related("kind", "agency")
    commitment = rows.get(pk=commitment.pk)
    check_is_open(commitment)
    return commitment


def check_is_open(commitment):
    if commitment.kind.code != KIND or commitment.whole_id:
        raise DomainError("not_a_project", _("这不是重点项目。"))
    if commitment.state not in Commitment.UNDERWAY:
        words = _("这个项目“%(state)s”，不能这样办理；正在核验的，退回以后再办。")
        raise DomainError("not_open", words % {"state": commitment.get_state_display()})


def limit_of(subject, purpose, title, agency_id, rule_code):
    """A limit by a rule of the catalogue, from today."""
    return Limit(subject, purpose, title, agency_id, Rule.objects.in_force(rule_code), timezone.localdate())


def office_or(agency_id):
    """Whose task the supervision office's is: its own, or the agency's where there is none."""
    return supervision_office_id() or agency_id

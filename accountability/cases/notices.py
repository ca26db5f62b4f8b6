"""Who is told about cases beside those who see them anyway: whoever is to handle one."""

from django.utils.translation import gettext as _

from accountability.cases.models import Case
from core.events import names
from core.notices.registry import notifies
from core.notices.services import NoticeDraft


@notifies(names.HANDLER_ASSIGNED)
def assigned(events):
    cases = Case.objects.in_bulk({event.object_id for event in events})
    return [draft(event, cases[event.object_id]) for event in events]


def draft(event, case):
    title = (_("请承办问责案件：%(title)s") % {"title": case.title})[:200]
    return NoticeDraft(event.payload["handler"], event.pk, title, _("由%(who)s指派。") % {"who": event.user}, case.get_absolute_url())

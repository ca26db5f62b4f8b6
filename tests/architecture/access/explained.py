"""Due days on a page that lead nowhere: each is to be a link to its explanation, or to stand beside it."""

from datetime import timedelta

from django.utils import timezone
from lxml import html

from core.deadlines.models import Deadline

BESIDE = {"due", "limit"}  # the chip and the large limit hold their explanation


def days_that_lead_nowhere(page):
    """The due days of live limits, as ISO text, that the page shows and does not explain.

    Those of these days are left out: a page shows them for other reasons, too.
    """
    today = timezone.localdate()
    found = Deadline.objects.live().owed().filter(due_on__gt=today + timedelta(days=1)).values_list("due_on", flat=True)
    wanted = {on.isoformat() for on in found if f'datetime="{on.isoformat()}"' in page}
    shown = html.fromstring(page).iter("time") if wanted else ()
    return sorted({one.get("datetime") for one in shown if one.get("datetime") in wanted and not is_explained(one)})


def is_explained(element):
    around = [*element.iterancestors(), *element.iterdescendants()]
    return any(one.tag == "a" or BESIDE & set(one.get("class", "").split()) for one in around)

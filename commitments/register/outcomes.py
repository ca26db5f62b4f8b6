"""What became of a commitment, as the public entry says it in its state and mark: for filters and for counting, one condition for both."""

from functools import cache

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment
from commitments.register.public import KEPT_LATE, OVERDUE
from core.texts import in_the_portals_language

# the outcomes, none of which overlap and which together are all commitments; then the coarser ones, by mark alone
LABELS = {
    "open": _("正在办理，没有逾期"),
    "overdue": _("逾期，还没办完"),
    "stalled": _("停滞"),
    "done": _("按期兑现"),
    "kept_late": _("逾期兑现"),
    "partly_kept": _("部分兑现"),
    "broken": _("没有兑现"),
    "changed": _("依法终止"),
    "other": _("其他（撤销等）"),
}
NAMED_BY_STATE = ("stalled", "partly_kept", "broken", "changed")
CHOICES = [
    *LABELS.items(),
    ("plain", _("正在办理、终止或者撤销")),
    ("bad", _("逾期或者没有兑现")),
    ("warn", _("停滞、逾期兑现或者部分兑现")),
]


def condition(outcome):
    """The condition on PublicEntry rows of commitments for one of CHOICES."""
    return conditions().get(outcome, Q(mark=outcome))


@cache
@in_the_portals_language
def conditions():
    """{outcome: condition}. Published states are words of the portal's language; with the mark they stand in one index."""
    label = {state.value: str(state.label) for state in Commitment.State}
    unfinished = [label["open"], label["claimed"], str(OVERDUE)]
    told = [*unfinished, str(KEPT_LATE), *(label[name] for name in NAMED_BY_STATE)]
    return {
        "open": Q(state__in=unfinished) & ~Q(mark="bad"),
        "overdue": Q(state__in=unfinished, mark="bad"),
        "done": Q(mark="done"),
        "kept_late": Q(state=str(KEPT_LATE)),
        **{name: Q(state=label[name]) for name in NAMED_BY_STATE},
        "other": ~Q(state__in=told) & ~Q(mark="done"),
    }

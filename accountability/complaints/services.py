"""Opening clues, by the system or by a person, and dismissing them. A clue becomes a case in the room `cases`."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accountability.complaints.models import SUPERVISION, Clue
from accountability.complaints.queries import supervising_agency
from core.accounts.actor import Actor
from core.deadlines import services as deadlines
from core.deadlines.models import Deadline
from core.documents.series import next_numbers
from core.errors import DomainError
from core.events import names
from core.events.services import emit_many
from core.pages.words import day
from core.rules.models import Rule
from core.states.services import transition
from core.texts import checked_words, in_the_portals_language

PURPOSE, RULE = "triage", "clue_triage"
SYSTEM = Actor.system("clues")


@transaction.atomic
def open_clues_for(missed) -> list[Clue]:
    """Open a clue for each of these missed deadlines that has none yet, in a constant number of statements. Returns the new clues.

    `missed`: primary keys. Run twice, or by two at once, it opens nothing twice.
    """
    rows = list(Deadline.objects.filter(pk__in=missed).select_related("agency").order_by("pk").select_for_update(of=("self",), no_key=True))
    # a new statement after the locks: it sees what another run has opened meanwhile
    known = set(Clue.objects.filter(missed__in=rows).values_list("missed_id", flat=True))
    return save_clues([clue_about(deadline) for deadline in rows if deadline.pk not in known], by=SYSTEM)


@transaction.atomic
def open_clues_of_compensation(needs) -> list[Clue]:
    """Open a clue for each approved change of a commitment that needs a compensation: somebody must see that it is paid. `needs`: dicts of
    `origin` (opened once for each), `agency_id`, `opened_by_id`, `commitment`, `words`. Returns the new clues."""
    known = set(Clue.objects.filter(origin__in=[need["origin"] for need in needs]).values_list("origin", flat=True))
    return save_clues([clue_of_compensation(need) for need in needs if need["origin"] not in known], by=SYSTEM)


def clue_of_compensation(need):
    return Clue(
        title=_("变更承诺需要补偿：%(title)s") % {"title": need["commitment"][:280]},
        text=_("承诺“%(title)s”依法变更，批准时认定需要补偿：%(words)s。请跟踪补偿是否落实。")
        % {"title": need["commitment"], "words": need["words"]},
        source=Clue.Source.COMPENSATION,
        agency_id=need["agency_id"],
        opened_by_id=need["opened_by_id"],
        origin=need["origin"],
    )


@transaction.atomic
@in_the_portals_language
def open_clues_of_second_requests(requests) -> list[Clue]:
    """Open one clue for each application for which papers were asked a second time (《行政许可法》第三十二条). `requests`: dicts of `origin`
    (opened once for each), `agency_id`, `opened_by_id` (who asked), `number`, `papers`. Returns the new clues."""
    first = {request["origin"]: request for request in reversed(requests)}
    known = set(Clue.objects.filter(origin__in=first).values_list("origin", flat=True))
    return save_clues([clue_of_second_request(request) for origin, request in first.items() if origin not in known], by=SYSTEM)


def clue_of_second_request(request):
    words = {"number": request["number"], "papers": _("、").join(request["papers"])}
    return Clue(
        title=_("重复要求补正材料：%(number)s") % words,
        text=_("%(number)s已经一次性告知补正，经办人再次要求申请人补交：%(papers)s。系统已拒绝，要求没有发出。请核查窗口有没有另行要求。")
        % words,
        source=Clue.Source.ASKED_TWICE,
        agency_id=request["agency_id"],
        opened_by_id=request["opened_by_id"],
        origin=request["origin"],
    )


@transaction.atomic
def register_clue(*, agency, title, text, source, by) -> Clue:
    """A supervisor or inspector writes down what was reported about an agency.

    Raises DomainError: "refused", "own_agency", "no_such_source", "words_missing", "words_too_long".
    """
    if not by.has(*SUPERVISION):
        raise DomainError("refused", _("线索由督查人员、监察人员登记。"))
    if agency.pk in by.agency_ids:
        raise DomainError("own_agency", _("反映的是你所在的单位，请转给其他单位的督查人员登记。"), field="agency")
    if source not in set(Clue.Source.values) - set(Clue.BY_SYSTEM):
        raise DomainError("no_such_source", _("选择线索的来源"), field="source")
    clue = Clue(
        agency=agency,
        title=checked_words(title, field="title", label=_("标题"), most=300),
        text=checked_words(text, field="text", label=_("反映的情况")),
        source=source,
        opened_by=by.user,
    )
    return save_clues([clue], by=by)[0]


@transaction.atomic
def dismiss_clue(*, clue, by, reason) -> Clue:
    """Open no case, with the reason. Raises DomainError: "refused", "missing", "stale"."""
    transition(clue, to=Clue.State.DISMISSED, by=by, reason=reason)
    meet_triage(clue, by=by)
    return clue


def meet_triage(clue, *, by):
    """Somebody has looked at the clue: its limit ends."""
    for deadline in clue.deadlines.live():
        deadlines.meet(deadline=deadline, on=timezone.localdate(), by=by)


def clue_about(deadline):
    title, text = _("逾期未办结：%(title)s"), _("%(agency)s应于%(due)s前办结“%(title)s”，到期没有办结。")
    if deadline.state == "failed":
        title, text = _("没有办成：%(title)s"), _("%(agency)s应于%(due)s前办结“%(title)s”，经核验没有办成。")
    return Clue(
        title=title % {"title": deadline.title[:280]},
        text=text % {"agency": deadline.agency.name, "due": day(deadline.due_on), "title": deadline.title},
        source=Clue.Source.MISSED_DEADLINE,
        agency=deadline.agency,
        missed=deadline,
    )


def save_clues(clues, *, by):
    """Number the clues, write them, start the limit for looking at each, and say so."""
    if not clues:
        return []
    today, supervising = timezone.localdate(), supervising_agency()
    for clue, number in zip(clues, next_numbers("clue", today.year, len(clues)), strict=True):
        clue.number = f"线索〔{today.year}〕{number}号"
    clues = Clue.objects.bulk_create(clues, batch_size=1000)
    rule = Rule.objects.in_force(RULE)
    deadlines.start_many([triage_limit(clue, rule, supervising, today) for clue in clues])
    emit_many(names.CLUE_OPENED, model=Clue, rows=[(clue.pk, {"agency": clue.agency_id, "source": clue.source}) for clue in clues], by=by)
    return clues


def triage_limit(clue, rule, supervising, today):
    title = _("初核%(number)s：%(title)s") % {"number": clue.number, "title": clue.title}
    return deadlines.Limit(clue, PURPOSE, title, supervising.pk, rule, today)

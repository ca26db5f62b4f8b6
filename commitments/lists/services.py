"""Drawing up a yearly list from a sheet, having it announced, the citizens' vote at the end of the year, and the assessment."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.lists import sheet as sheets
from commitments.lists.models import FIRST_YEAR, LAST_YEAR, ListItem, YearlyList
from commitments.lists.public import publish_list
from commitments.lists.queries import votes
from commitments.register.queries import supervision_office_id
from commitments.register.services import register_many
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.deadlines import services as deadlines
from core.errors import DomainError
from core.evidence.services import attach
from core.evidence.sniffing import sheet_type
from core.rules.models import Rule
from core.states.services import transition
from core.texts import checked_words, in_the_portals_language

REGISTRATION = Actor.system("yearly_list")
PUBLISH, ASSESS = "publish_list", "assess_list"  # purposes; their rules are named likewise
LONGEST_VOTE = 60  # calendar days


@transaction.atomic
def draw_up(*, kind, agency, year, title, by, basis=""):
    """Begin a list; its sheet comes next. It is due on the last day of January of its year, as the rule says.

    Raises DomainError: "refused", "bad_kind", "bad_year", "there_already", "words_missing".
    """
    if not by.has(Role.CLERK, agency=agency.pk):
        raise DomainError("refused", _("年度清单由公布单位的经办人编制。"))
    if not kind.by_hand:
        raise DomainError("bad_kind", _("这种承诺由所属的业务登记，没有年度清单。"), field="kind")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError("bad_year", _("年度写成四位数字，例如2027。"), field="year")
    if list_of(kind, agency, year).exists():
        raise DomainError("there_already", _("这个单位这一年的这种清单已经有了。"), field="year")
    title = checked_words(title, field="title", label=_("清单名称"), most=200)
    basis = checked_words(basis, field="basis", label=_("依据"), most=300, needed=False)
    made = YearlyList.objects.create(kind=kind, agency=agency, year=year, title=title, basis=basis, created_by=by.user)
    start_publishing(made)
    return made


def list_of(kind, agency, year):
    return YearlyList.objects.filter(kind=kind, agency=agency, year=year).exclude(state="discarded")


def start_publishing(yearly_list):
    """The limit for announcing it, of this year's lists and those to come; an old one that is entered later was announced long ago."""
    if yearly_list.year >= timezone.localdate().year:
        start_limit(yearly_list, PUBLISH, _("公布%(title)s"), yearly_list.agency_id)


def start_limit(yearly_list, purpose, words, agency_id):
    rule = Rule.objects.in_force(f"yearly_list_{purpose.partition('_')[0]}")
    deadlines.start(
        subject=yearly_list,
        purpose=purpose,
        title=words % {"title": yearly_list.title},
        agency_id=agency_id,
        rule=rule,
        started_on=min(timezone.localdate(), date(yearly_list.year, 1, 1)),
        fixed_on=rule.day_in(yearly_list.year),
    )


@transaction.atomic
def upload_sheet(*, yearly_list, announced_on, file, by):
    """Read a sheet and check each row as if it were registered; nothing is. What was read before is replaced.

    Raises DomainError: "refused", "not_draft", "bad_date", "no_rows", and DocumentError for what is no such sheet.
    """
    yearly_list = locked(yearly_list)
    check_may_draw_up(yearly_list, by)
    if not date(yearly_list.year - 1, 7, 1) <= announced_on <= timezone.localdate():
        words = _("公布日期不能晚于今天，也不能早于%(year)d年7月。")
        raise DomainError("bad_date", words % {"year": yearly_list.year - 1}, field="announced_on")
    yearly_list.announced_on, yearly_list.entered_by = announced_on, by.user
    attach(subject=yearly_list, files=[file], by=by, sniff=sheet_type)  # first: who reads a sheet closes it
    rows = sheets.read(file, yearly_list, by=by)
    if not rows:
        raise DomainError("no_rows", _("表里只有列名，没有内容。请填写后重新上传。"), field="file")
    yearly_list.save(update_fields=["announced_on", "entered_by"])
    yearly_list.items.all().delete()
    ListItem.objects.bulk_create([item_of(yearly_list, row, position) for position, row in enumerate(rows, start=1)])
    return yearly_list


def item_of(yearly_list, row, position):
    values = {} if row.problems else sheets.as_json(row.values)
    return ListItem(yearly_list=yearly_list, position=position, cells=row.cells, values=values, problems=row.problems)


def locked(yearly_list):
    rows = YearlyList.objects.select_for_update(no_key=True, of=("self",)).select_related("kind", "agency")
    return rows.get(pk=yearly_list.pk)


def check_may_draw_up(yearly_list, by):
    if not by.has(Role.CLERK, agency=yearly_list.agency_id):
        raise DomainError("refused", _("年度清单由公布单位的经办人编制。"))
    if yearly_list.state != YearlyList.State.DRAFT:
        raise DomainError("not_draft", _("清单“%(state)s”，不能再换表格。") % {"state": yearly_list.get_state_display()})


@transaction.atomic
def submit(*, yearly_list, by):
    """Hand the list to a reviewer. Raises DomainError: "refused", "no_such_step", "no_rows", "bad_rows"."""
    yearly_list = locked(yearly_list)
    items = list(yearly_list.items.all())
    if not items:
        raise DomainError("no_rows", _("先上传表格。"))
    if bad := sum(bool(item.problems) for item in items):
        raise DomainError("bad_rows", _("有%(bad)d行读不出来。改好表格，重新上传。") % {"bad": bad})
    return transition(yearly_list, to="in_review", by=by)


@transaction.atomic
def send_back(*, yearly_list, reason, by):
    return transition(yearly_list, to="draft", by=by, reason=reason)


@transaction.atomic
def discard(*, yearly_list, reason, by):
    transition(yearly_list, to="discarded", by=by, reason=reason)
    for deadline in live_deadlines(yearly_list):
        deadlines.cancel(deadline=deadline, by=by, reason=reason)
    return yearly_list


@transaction.atomic
def announce(*, yearly_list, by):
    """Announce the list: each item becomes a public commitment with its limit, all or none; next year's list and the assessment are due then.

    Raises DomainError: "refused", "no_such_step", and what the gate of the register raises where something changed since the sheet was read.
    """
    yearly_list = locked(yearly_list)
    transition(yearly_list, to="published", by=by)
    items = list(yearly_list.items.all())
    promises = [sheets.promise_of(item.values, yearly_list, item.position) for item in items]
    made = register_many(promises=promises, by=REGISTRATION, registrar=yearly_list.agency)
    for item, commitment in zip(items, made, strict=True):
        item.commitment = commitment
    ListItem.objects.bulk_update(items, ["commitment"])
    for deadline in live_deadlines(yearly_list):
        deadlines.meet(deadline=deadline, on=max(yearly_list.announced_on, deadline.started_on), by=by)
    if yearly_list.year >= timezone.localdate().year:
        plan_ahead(yearly_list)
    publish_list(yearly_list)
    return yearly_list


@in_the_portals_language
def plan_ahead(yearly_list):
    """The assessment of this list by the end of its year, and the next year's list by the end of January."""
    start_limit(yearly_list, ASSESS, _("评估%(title)s"), supervision_office_id() or yearly_list.agency_id)
    year = yearly_list.year + 1
    if not list_of(yearly_list.kind, yearly_list.agency, year).exists():
        title = yearly_list.title.replace(str(yearly_list.year), str(year))
        following = YearlyList.objects.create(kind=yearly_list.kind, agency=yearly_list.agency, year=year, title=title)
        start_publishing(following)


def live_deadlines(yearly_list):
    return list(yearly_list.deadlines.model.objects.of(yearly_list).live().order_by("pk"))


@transaction.atomic
def open_vote(*, yearly_list, until, by):
    """Let citizens say what they think of each item, from today through the day `until`. By the supervision office, once.

    Raises DomainError: "refused", "not_published", "voted_before", "bad_date".
    """
    yearly_list, today = locked(yearly_list), timezone.localdate()
    if why := why_not_open_vote(yearly_list, by):
        raise DomainError(*why)
    if not today < until <= today + LONGEST_VOTE * deadlines.DAY:
        raise DomainError("bad_date", _("评议截止日期要在今天以后，最长%(days)d天。") % {"days": LONGEST_VOTE}, field="until")
    yearly_list.vote_from, yearly_list.vote_until = today, until
    yearly_list.save(update_fields=["vote_from", "vote_until"])
    publish_list(yearly_list)
    return yearly_list


def why_not_open_vote(yearly_list, by):
    if not by.has(Role.SUPERVISOR):
        return "refused", _("群众评议由督查人员组织。")
    if yearly_list.state != YearlyList.State.PUBLISHED:
        return "not_published", _("清单公布以后才能评议。")
    if yearly_list.vote_from:
        return "voted_before", _("这份清单已经组织过评议。")
    return ()


@transaction.atomic
def assess(*, yearly_list, words, by, files=()):
    """Publish the assessment of the year: the words, beside what became of each item and what citizens said. By the supervision office, once.

    Addresses of voters are deleted. Raises DomainError: "refused", "not_published", "assessed_before", "vote_runs", "words_missing".
    """
    yearly_list = locked(yearly_list)
    if why := why_not_assess(yearly_list, by):
        raise DomainError(*why)
    yearly_list.assessment = checked_words(words, field="words", label=_("年度评估"), most=20_000)
    yearly_list.assessed_on, yearly_list.assessed_by = timezone.localdate(), by.user
    yearly_list.results = votes(yearly_list)
    yearly_list.save(update_fields=["assessment", "assessed_on", "assessed_by", "results"])
    attach(subject=yearly_list, files=files, by=by)
    yearly_list.ballots.update(address_sealed="")
    for deadline in live_deadlines(yearly_list):
        deadlines.meet(deadline=deadline, on=timezone.localdate(), by=by)
    publish_list(yearly_list)
    return yearly_list


def why_not_assess(yearly_list, by):
    if not by.has(Role.SUPERVISOR):
        return "refused", _("年度评估由督查人员作出。")
    if yearly_list.state != YearlyList.State.PUBLISHED:
        return "not_published", _("清单公布以后才能评估。")
    if yearly_list.assessed_on:
        return "assessed_before", _("这份清单已经评估过。")
    if yearly_list.is_voted_on(timezone.localdate()):
        return "vote_runs", _("群众评议还没有截止，截止以后再评估。")
    return ()

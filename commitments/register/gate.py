"""The gate of the register: who, to whom, what, by when, and how anyone could check it. A promise that can't say so is not registered."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.register.models import Commitment, CommitmentKind
from commitments.register.parts import why_not_arrange
from core.accounts.models import Role
from core.directory.models import Agency
from core.errors import DomainError
from core.pages.words import day

REGISTRARS = (Role.CLERK, Role.CREDIT_OFFICE, Role.SUPERVISOR)
FIRST_DAY = date(1949, 10, 1)
LONGEST = timedelta(days=365 * 50)  # no promise reaches further; a slip of the pen does
LENGTHS = {"title": 200, "beneficiary": 200, "basis": 300, "text": 20_000, "criterion": 5_000, "source_key": 120}


@dataclass(frozen=True)
class Promise:
    """What is to be registered. `agency` is the first lead; `due_on` the day that a document named, if it named one.

    `whole`: the commitment of which this is a part, with `weight` (1 to 100) among its parts.
    `source_key` names the place in a document that the promise came from; what is registered under it already is not registered again.
    """

    kind: CommitmentKind
    title: str
    text: str
    agency: Agency
    leads: tuple = ()
    cooperating: tuple = ()
    criterion: str = ""
    beneficiary: str = ""
    basis: str = ""
    promised_on: date | None = None
    due_on: date | None = None
    frequency: str = ""
    continuous: bool = False
    extra: dict = field(default_factory=dict)
    source_key: str | None = None
    whole: Commitment | None = None
    weight: int = 1
    hard: bool = False  # 涉及面广、处理难度大: the kind's longer rule counts


def refuse(field_name, message):
    raise DomainError(f"bad_{field_name}", message, field=field_name)


def check_promise(promise, *, by, allow_incomplete):
    """Raises DomainError("bad_…", field=…) for the first thing that is missing.

    `allow_incomplete`: a document may be silent on to whom and how checked.
    """
    check_who(promise, by)
    check_what(promise)
    check_when(promise)
    if promise.whole:
        check_part(promise, by)
    if not allow_incomplete:
        check_whom_and_how(promise)
        check_not_over(promise, by)


def check_who(promise, by):
    if not promise.kind.by_hand and not by.is_system:
        refuse("kind", _("“%(kind)s”不在这里登记，由它所属的业务登记。") % {"kind": promise.kind})
    today = timezone.localdate()
    for agency in (promise.agency, *promise.leads, *promise.cooperating):
        if agency.dissolved_on and agency.dissolved_on <= today:
            refuse("agency", _("%(agency)s已经撤销，请选择承接其职能的单位。") % {"agency": agency})
    if not by.is_system and promise.agency.pk not in by.agency_ids and not promise.basis:
        refuse("basis", _("为其他单位登记承诺，写明依据的文件和条目。"))


def check_what(promise):
    if not promise.title:
        refuse("title", _("用一句话写明承诺的事项。"))
    if not promise.text:
        refuse("text", _("写明承诺的原文。"))
    for name, length in LENGTHS.items():
        if len(getattr(promise, name) or "") > length:
            refuse(name, _("最多%(length)d字。") % {"length": length})


def check_when(promise):
    today = timezone.localdate()
    if not FIRST_DAY <= promise.promised_on <= today:
        refuse("promised_on", _("日期不能晚于今天，也不能早于1949年10月1日。"))
    if promise.frequency and promise.frequency not in Commitment.Frequency.values:
        refuse("frequency", _("选择报告周期。"))
    if promise.kind.hard_rule_code and not promise.whole:
        if promise.due_on or promise.continuous or promise.frequency:
            refuse("due_on", _("“%(kind)s”的办理期限由法律规定，不另定日期和周期。") % {"kind": promise.kind})
    elif promise.hard:
        refuse("hard", _("“%(kind)s”没有另外的期限，不选难度。") % {"kind": promise.kind})
    elif promise.due_on is None:
        if not (promise.continuous or promise.frequency or promise.kind.rule_code):
            refuse("due_on", _("写明什么时候办完；长期坚持的事项选“长期坚持”，定期办理的选周期。"))
    elif not promise.promised_on <= promise.due_on <= today + LONGEST:
        refuse("due_on", _("期限不能早于作出承诺的日期，也不能晚于50年以后。"))


def check_not_over(promise, by):
    """Typed by hand for another agency, a limit that is over would at once be a public mark against it."""
    own = by.is_system or promise.agency.pk in by.agency_ids
    if not own and promise.due_on and promise.due_on < timezone.localdate():
        refuse("due_on", _("为其他单位登记的承诺，期限不能已经过去。过去的任务由收文登记。"))


def check_part(promise, by):
    """A part is given out by who answers for the whole, while that is open, and is done when the whole is due."""
    whole, limit = promise.whole, promise.whole.deadline
    if why := why_not_arrange(whole, by):
        raise DomainError(*why)
    if whole.whole_id:
        refuse("whole", _("子任务不再往下分解。请在上级任务下登记。"))
    if not 1 <= promise.weight <= 100:
        refuse("weight", _("权重是1到100的整数。"))
    if limit and promise.due_on and promise.due_on > limit.due_on:
        refuse("due_on", _("子任务的期限不能晚于上级任务的期限%(day)s。") % {"day": day(limit.due_on)})


def check_whom_and_how(promise):
    if not promise.beneficiary:
        refuse("beneficiary", _("写明向谁承诺，例如：全体市民、某项目的企业。"))
    if not promise.criterion:
        refuse("criterion", _("写明怎样检验，至少一条别人也能查证的标准。"))

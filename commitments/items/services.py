"""Writing, reviewing, publishing, revising and withdrawing a service item. The only writers of items and guide versions."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.items.models import GuideVersion, ServiceItem
from commitments.items.public import content_of, publication_of
from core.accounts.models import Role
from core.documents.series import next_number
from core.errors import DomainError
from core.rules.models import Rule
from core.search import publication as public_rows
from core.states.services import transition
from core.texts import checked_reason, checked_words

SERIES = "办事"
LICENCE, JOINT, OTHER = "licence_decide", "licence_joint", "service_decide"
OPINION = "parallel_opinion"
MOST_DAYS = 1_000
MOST_MATERIALS, MOST_COPIES = 60, 99
FORMS = ("original", "copy", "both")
WORDS = {"legal_basis": 5_000, "conditions": 10_000, "place": 200, "hours": 200, "complaints": 60}


@dataclass(frozen=True)
class Facts:
    """What is written of an item. Days are working days. `statutory_days` may be left out for a licence: then the Licensing Law's own limit
    counts (20, or 45 for a parallel one). `opinion_days` likewise by the rule, within the promise. `participants`: agencies."""

    agency: Any
    kind: str
    name: str
    legal_basis: str
    conditions: str
    materials: list
    promised_days: int
    place: str
    hours: str
    complaints: str
    statutory_days: int | None = None
    statutory_basis: str = ""
    fee: str = ""
    fee_basis: str = ""
    participants: tuple = ()
    opinion_days: int | None = None


def rule_code_of(kind, participants):
    """The rule by which the limit of a case is extended and paused."""
    if kind != ServiceItem.Kind.LICENCE:
        return OTHER
    return JOINT if participants else LICENCE


@transaction.atomic
def create_item(*, by, **facts) -> ServiceItem:
    """Write down an item of the clerk's own agency as a draft. `facts`: the fields of Facts.

    Raises DomainError: "refused", "words_missing", "bad_materials", "bad_limit", "longer_than_law", "basis_missing", "bad_participants".
    """
    facts = Facts(**facts)
    refuse_others(by, facts.agency.pk)
    year = timezone.localdate().year
    columns = checked(facts)
    number = f"{SERIES}〔{year}〕{next_number(SERIES, year)}号"
    return ServiceItem.objects.create(number=number, agency=facts.agency, created_by=by.user, writer_ids=[by.user.pk], **columns)


@transaction.atomic
def edit_item(*, item, by, **facts) -> ServiceItem:
    """Rewrite a draft. Raises as create_item, and "not_a_draft"."""
    item = locked(item)
    check_may_edit(item, by)
    columns = checked(Facts(agency=item.agency, **facts)) | {"writer_ids": sorted({*item.writer_ids, by.user.pk})}
    for name, value in columns.items():
        setattr(item, name, value)
    item.save(update_fields=list(columns))
    return item


def check_may_edit(item, by):
    """Raises DomainError("refused", "not_a_draft")."""
    refuse_others(by, item.agency_id)
    if item.state != ServiceItem.State.DRAFT:
        raise DomainError("not_a_draft", _("只有起草中的事项可以修改，现在是“%(state)s”。") % {"state": item.get_state_display()})


@transaction.atomic
def submit_item(*, item, by) -> ServiceItem:
    """Hand a draft to the agency's reviewer."""
    return transition(item, to="in_review", by=by)


@transaction.atomic
def publish_item(*, item, by) -> ServiceItem:
    """Publish what another person wrote, as a new version. Cases that were opened by an earlier version keep that one.

    Raises DomainError("refused", "no_such_step").
    """
    item = locked(item)
    transition(item, to="published", by=by)
    number = (item.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    GuideVersion.objects.create(
        item=item,
        number=number,
        rule_code=rule_code_of(item.kind, item.participant_ids),
        content=content_of(item),
        published_by=by.user,
        **{name: getattr(item, name) for name in ("name", "statutory_days", "promised_days", "participant_ids", "opinion_days")},
    )
    public_rows.publish(publication_of(item))
    return item


@transaction.atomic
def send_back_item(*, item, by, reason) -> ServiceItem:
    """Back to its writers, with what is to be changed."""
    return transition(item, to="draft", by=by, reason=reason)


@transaction.atomic
def revise_item(*, item, by, reason) -> ServiceItem:
    """Open a published item for a new version. Until that is published the public reads the old one."""
    item = locked(item)
    transition(item, to="draft", by=by, reason=reason)
    item.writer_ids = [by.user.pk]
    item.save(update_fields=["writer_ids"])
    return item


@transaction.atomic
def withdraw_item(*, item, by, reason) -> ServiceItem:
    """The item is not offered any more; open cases go on."""
    item, reason = locked(item), checked_reason(reason, needed=True)
    transition(item, to="withdrawn", by=by, reason=reason)
    public_rows.withdraw(item.public_key, reason=reason)
    return item


DECISIONS = {"publish": publish_item, "send_back": send_back_item}


def decide_item(*, item, decision, by, reason="") -> ServiceItem:
    """A reviewer's decision: "publish", or "send_back" with a reason. Raises DomainError("no_such_decision")."""
    if decision not in DECISIONS:
        raise DomainError("no_such_decision", _("选择怎样处理。"), field="decision")
    return DECISIONS[decision](item=item, by=by, **({"reason": reason} if decision == "send_back" else {}))


def locked(item):
    """The row as it stands now, locked until the commit."""
    return ServiceItem.objects.select_for_update(no_key=True, of=("self",)).select_related("agency").get(pk=item.pk)


def refuse_others(by, agency_id):
    if not by.has(Role.CLERK, agency=agency_id):
        raise DomainError("refused", _("办事指南由实施机关自己的经办人编写。"))


def checked(facts):
    """The columns of an item, each checked."""
    if facts.kind not in ServiceItem.Kind.values:
        raise DomainError("bad_kind", _("选择事项的类型。"), field="kind")
    labels = {field.name: field.verbose_name for field in ServiceItem._meta.fields}
    words = {name: checked_words(getattr(facts, name), field=name, label=labels[name], most=most) for name, most in WORDS.items()}
    return {
        "kind": facts.kind,
        "name": checked_words(facts.name, field="name", label=labels["name"], most=200),
        "materials": checked_materials(facts.materials),
        **words,
        **checked_limits(facts),
        **checked_fee(facts),
        **checked_participants(facts),
    }


def checked_materials(rows):
    """Raises DomainError("bad_materials")."""
    if not 1 <= len(rows) <= MOST_MATERIALS:
        raise DomainError("bad_materials", _("写明要交哪些材料，1到%(most)d种。") % {"most": MOST_MATERIALS}, field="materials")
    kept = []
    for row in rows:
        name = checked_words(row["name"], field="materials", label=_("材料名称"), most=200)
        if row["form"] not in FORMS or not 1 <= row["copies"] <= MOST_COPIES:
            raise DomainError("bad_materials", _("“%(name)s”要写明原件还是复印件，以及份数。") % {"name": name}, field="materials")
        kept.append({"name": name, "form": row["form"], "copies": row["copies"], "needed": bool(row["needed"])})
    if len({row["name"] for row in kept}) < len(kept):
        raise DomainError("bad_materials", _("同一种材料只写一行。"), field="materials")
    return kept


def checked_limits(facts):
    """The statutory limit with its basis, and the promised one, which is not longer. Raises DomainError("bad_limit", "longer_than_law")."""
    days = facts.statutory_days
    basis = checked_words(facts.statutory_basis, field="statutory_basis", label=_("法定期限的依据"), most=300, needed=False)
    if days is None and facts.kind == ServiceItem.Kind.LICENCE:
        rule = Rule.objects.in_force(rule_code_of(facts.kind, facts.participants))
        days, basis = rule.amount, basis or rule.legal_basis
    if days is None or not 1 <= days <= MOST_DAYS:
        raise DomainError("bad_limit", _("写明法定期限是多少个工作日。"), field="statutory_days")
    if not basis:
        raise DomainError("basis_missing", _("写明法定期限的依据。"), field="statutory_basis")
    if facts.promised_days < 1:
        raise DomainError("bad_limit", _("承诺期限至少1个工作日。"), field="promised_days")
    if facts.promised_days > days:
        words = _("承诺期限不能长于法定期限%(days)d个工作日（%(basis)s）。")
        raise DomainError("longer_than_law", words % {"days": days, "basis": basis}, field="promised_days")
    return {"statutory_days": days, "statutory_basis": basis, "promised_days": facts.promised_days}


def checked_fee(facts):
    fee = checked_words(facts.fee, field="fee", label=_("收费"), most=200, needed=False)
    basis = checked_words(facts.fee_basis, field="fee_basis", label=_("收费依据"), most=300, needed=bool(fee))
    return {"fee": fee, "fee_basis": basis}


def checked_participants(facts):
    """Raises DomainError("bad_participants", "bad_limit")."""
    keys = list(dict.fromkeys(agency.pk for agency in facts.participants))
    if facts.agency.pk in keys:
        raise DomainError("bad_participants", _("实施机关自己不用列为并联审批单位。"), field="participants")
    if not keys:
        return {"participant_ids": [], "opinion_days": None}
    days = facts.opinion_days or min(Rule.objects.in_force(OPINION).amount, facts.promised_days)
    if not 1 <= days <= facts.promised_days:
        raise DomainError("bad_limit", _("并联审批单位的期限不能长于承诺期限。"), field="opinion_days")
    return {"participant_ids": keys, "opinion_days": days}

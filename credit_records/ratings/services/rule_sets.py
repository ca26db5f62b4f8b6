"""The course of a rule set: copied into a draft, submitted, tried, approved by another person or sent back."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.states.services import find_step, transition
from core.texts import checked_reason
from credit_records.ratings.content import content_of, hash_of
from credit_records.ratings.models import RatingRuleSet, RatingRun
from credit_records.ratings.models.rule_set import KEEPERS
from credit_records.ratings.reference import write_rule_set


@transaction.atomic
def copy_rule_set(*, rule_set, by):
    """A new draft with the content of this rule set, to be changed in the administration. Raises DomainError("refused")."""
    check_keeper(by)
    # the newest row's lock: two copies at once get two numbers
    newest = RatingRuleSet.objects.select_for_update(no_key=True).order_by("-number").first()
    today = timezone.localdate()
    return write_rule_set(
        content_of(rule_set),
        number=newest.number + 1,
        title=rule_set.title,
        basis=rule_set.basis,
        verification=rule_set.verification,
        effective_from=(today.replace(day=1) + timedelta(days=32)).replace(day=1),
        edited_by=by.user,
    )


def check_keeper(by):
    """Raises DomainError("refused") for who does not keep rule sets."""
    if not by.has(*KEEPERS):
        raise DomainError("refused", _("评价规则集由信用办工作人员和系统管理员修订。"))


@transaction.atomic
def submit_rule_set(*, rule_set, by):
    """Ask for approval. From here on the content stands still. Raises DomainError: "refused", "missing" (parts)."""
    rule_set = locked(rule_set)
    write(rule_set, submitted_by=by.user)
    return transition(rule_set, to="in_review", by=by)


@transaction.atomic
def send_back_rule_set(*, rule_set, by, reason):
    """Make it a draft again, with what is to be changed. Raises DomainError: "refused", "missing" (reason)."""
    rule_set, reason = locked(rule_set), checked_reason(reason)
    write(rule_set, reason=reason, submitted_by=None)
    return transition(rule_set, to="draft", by=by, reason=reason)


@transaction.atomic
def approve_rule_set(*, rule_set, by, reason, what_if=None):
    """Bring a rule set into force from its day on; the one before holds until the day before.

    `what_if`: the key of the what-if run whose result the approver has read: it must be of exactly this content.
    Raises DomainError: "refused" (role, editor, submitter), "missing" (reason), "no_what_if", "begins_too_early".
    """
    rule_set, reason = locked(rule_set), checked_reason(reason, needed=True)
    step = find_step(rule_set, "approved")
    if why := rule_set.refusal(step, by):
        # said before the columns are written, which the database refuses for the same reason
        raise DomainError("refused", why)
    run = checked_what_if(rule_set, what_if)
    former = RatingRuleSet.objects.filter(state="approved").select_for_update(no_key=True).order_by("-effective_from").first()
    check_beginning(rule_set, former)
    if former:
        write(former, effective_to=rule_set.effective_from - timedelta(days=1))
    write(rule_set, approved_by=by.user, approved_at=timezone.now(), what_if=run, reason=reason)
    try:
        with transaction.atomic():
            return transition(rule_set, to="approved", by=by, reason=reason)
    except IntegrityError:
        raise DomainError("begins_too_early", _("刚刚另有一版规则集获批，启用日期重叠，请刷新后再看。")) from None


def checked_what_if(rule_set, key):
    """The newest what-if run of the rule set, if it is the one that was read and of the content as it is now."""
    newest = RatingRun.objects.filter(kind="what_if", rule_set=rule_set).order_by("-pk").first()
    if newest is None or newest.content_hash != hash_of(rule_set):
        raise DomainError("no_what_if", _("请先按现在的内容试算一次，看过谁升谁降再批准。"))
    if newest.pk != key:
        raise DomainError("no_what_if", _("请先看最近一次试算的结果，再批准。"))
    return newest


def check_beginning(rule_set, former):
    """No day that has been rated, or at which the former one began, gets another rule set."""
    if former and former.effective_from >= rule_set.effective_from:
        words = _("现行规则集自%(day)s起启用，新的要更晚。请退回，改启用日期。")
        raise DomainError("begins_too_early", words % {"day": former.effective_from})
    rated = RatingRun.objects.official().aggregate(last=Max("as_of"))["last"]
    if rated and rated >= rule_set.effective_from:
        words = _("截至%(day)s的评价已经公布，新规则集只能用于以后。请退回，改启用日期。")
        raise DomainError("begins_too_early", words % {"day": rated})


def locked(rule_set):
    return RatingRuleSet.objects.select_for_update(no_key=True).get(pk=rule_set.pk)


def write(rule_set, **columns):
    for name, value in columns.items():
        setattr(rule_set, name, value)
    rule_set.save(update_fields=columns)

"""While a contract runs: the days of the procurement law, its stages, and claiming that a duty was done."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.contracts.models import DAYS, PROCUREMENT, Contract, ContractDuty, ContractStage
from commitments.fulfilment.services import claim_fulfilment
from commitments.register.gate import FIRST_DAY, LONGEST
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.deadlines import services as deadlines
from core.deadlines.services import Limit
from core.errors import DomainError
from core.pages.words import day
from core.rules.models import Rule
from core.texts import checked_words, in_the_portals_language

SYSTEM = Actor.system("contracts")


def check_may_keep(contract, by):
    """Raises DomainError("refused", "ended")."""
    if not by.has(Role.CLERK, agency=contract.agency_id):
        raise DomainError("refused", _("由签约单位的经办人登记。"))
    if contract.state not in Contract.ALIVE:
        raise DomainError("ended", _("这份合同“%(state)s”，不能再登记。") % {"state": contract.get_state_display()})


def open_days(contract):
    """The columns of the days that can be entered now: not yet there, and what their limit runs from is."""
    waits_for = {limit.ends: limit.begins for limit in PROCUREMENT}
    columns = DAYS if contract.kind.procurement else ("signed_on",)
    if not contract.kind.procurement:
        waits_for = {}
    return [name for name in columns if getattr(contract, name) is None and is_there(contract, waits_for.get(name))]


def is_there(contract, name):
    return name is None or getattr(contract, name) is not None


@transaction.atomic
def enter_day(*, contract, event, on, by):
    """Enter the day on which something happened (`event`: one of DAYS), once: limits that run from it begin, the one that ends with it is met.

    Calendar or working days as the rule says (《政府采购法》第四十六条、第四十七条，《实施条例》第四十三条、第五十条).
    Raises DomainError("refused", "ended", "bad_event", "bad_day").
    """
    contract = Contract.objects.select_for_update(no_key=True, of=("self",)).select_related("kind").get(pk=contract.pk)
    check_may_keep(contract, by)
    if event not in open_days(contract):
        raise DomainError("bad_event", _("这一项已经登记过，或者还没有到。请选择列出的一项。"), field="event")
    check_day(contract, event, on)
    setattr(contract, event, on)
    contract.save(update_fields=[event])
    end_limit(contract, event, on)
    start_limits(contract, event)
    return contract


def check_day(contract, event, on):
    """A day that is entered stays: what the contract could not be put in force with is refused here. Raises DomainError("bad_day")."""
    check_past("on", on)
    first = contract.duties.order_by("due_on").first() if event == "signed_on" else None
    if first and first.due_on < on:
        words = _("签订日期不能晚于最早的一项义务（%(day)s）。请核对日期；义务的日期录错了的，终止这份合同，重新录入。")
        raise DomainError("bad_day", words % {"day": day(first.due_on)}, field="on")
    for limit in PROCUREMENT:
        began, ended = (on if name == event else getattr(contract, name) for name in (limit.begins, limit.ends))
        if began and ended and ended < began:
            words = _("“%(end)s”不能早于“%(begin)s”。")
            labels = {key: contract._meta.get_field(name).verbose_name for key, name in (("end", limit.ends), ("begin", limit.begins))}
            raise DomainError("bad_day", words % labels, field="on")


@in_the_portals_language
def start_limits(contract, event):
    """The procurement limits that run from this day. One whose end was entered before ends at once, in time or late: the order in which
    the days are entered hides nothing."""
    on = getattr(contract, event)
    if not contract.kind.procurement or on is None:
        return
    begun = [limit for limit in PROCUREMENT if limit.begins == event]
    deadlines.start_many([limit_of(contract, limit, on) for limit in begun])
    for limit in begun:
        if ended := getattr(contract, limit.ends):
            end_limit(contract, limit.ends, ended)


def limit_of(contract, limit, on):
    title = f"{limit.title}：{contract.title}"
    return Limit(contract, limit.purpose, title, contract.agency_id, Rule.objects.in_force(limit.rule_code), on)


def end_limit(contract, event, on):
    purposes = [limit.purpose for limit in PROCUREMENT if limit.ends == event]
    for deadline in contract.deadlines.model.objects.of(contract).live().filter(purpose__in=purposes):
        deadlines.meet(deadline=deadline, on=on, by=SYSTEM)


@transaction.atomic
def update_stage(*, stage, by, responsible="", planned_on=None, began_on=None, ended_on=None):
    """Say who answers for a stage, by when it is planned, when it began and ended. None begins without a responsible person.

    Raises DomainError("refused", "ended", "nobody_responsible", "bad_day", "words_too_long").
    """
    contract = Contract.objects.select_for_update(no_key=True, of=("self",)).get(pk=stage.contract_id)
    check_may_keep(contract, by)
    stage = ContractStage.objects.get(pk=stage.pk)
    stage.responsible = checked_words(responsible, field="responsible", label=_("责任人"), most=100, needed=False)
    stage.planned_on, stage.began_on, stage.ended_on = planned_on, began_on, ended_on
    check_stage(stage)
    stage.save()
    return stage


def check_past(name, on):
    """Raises DomainError("bad_day")."""
    if not FIRST_DAY <= on <= timezone.localdate():
        raise DomainError("bad_day", _("日期不能晚于今天，也不能早于1949年10月1日。"), field=name)


def check_stage(stage):
    if stage.began_on and not stage.responsible:
        raise DomainError("nobody_responsible", _("先写明责任人的职务和姓名，没有责任人的环节不能开始。"), field="responsible")
    for name in ("began_on", "ended_on"):
        if on := getattr(stage, name):
            check_past(name, on)
    if stage.planned_on and not FIRST_DAY <= stage.planned_on <= timezone.localdate() + LONGEST:
        raise DomainError("bad_day", _("计划的日期不能早于1949年10月1日，也不能晚于50年以后。"), field="planned_on")
    if stage.ended_on and (stage.began_on is None or stage.ended_on < stage.began_on):
        raise DomainError("bad_day", _("先写开始的日期，完成不能早于开始。"), field="ended_on")


def check_days_are_open(contract):
    """Raises DomainError("nothing_open")."""
    if not open_days(contract):
        raise DomainError("nothing_open", _("要登记的日期都已经登记，不用再登记。"))


def check_may_claim(duty, by):
    """Raises DomainError("refused", "not_open")."""
    if not by.has(Role.CLERK, agency=duty.contract.agency_id):
        raise DomainError("refused", _("由签约单位的经办人申报。"))
    if duty.commitment is None or duty.commitment.state != "open":
        raise DomainError("not_open", _("这项义务还没有生效，或者已经申报、办结。"))


@transaction.atomic
def claim_duty(*, duty, text, by, files=()):
    """Claim that a duty was done, with evidence; the supervision office verifies it on the commitment's page.

    Raises DomainError("refused", "not_open", "evidence_missing") and what claim_fulfilment() raises.
    """
    duty = ContractDuty.objects.select_related("contract", "commitment__kind", "commitment__agency").get(pk=duty.pk)
    check_may_claim(duty, by)
    if not files:
        raise DomainError("evidence_missing", _("附上至少一份佐证材料，例如验收单、交付凭证。"), field="files")
    claim_fulfilment(commitment=duty.commitment, text=text, by=by, files=files)
    return duty

"""Contracts of the government (M8): with whom an agency has agreed what, who answers for each stage, and what the agency owes by which day."""

from typing import NamedTuple

import pgtrigger
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency, check_credit_code
from core.events.models import Event
from core.evidence.models import Evidence
from core.history import tracked
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded

LONGEST_STAGE = 60


class ProcurementLimit(NamedTuple):
    """One limit of the procurement law: from the day in the column `begins` to that in `ends`, by the rule of the catalogue."""

    purpose: str
    rule_code: str
    begins: str
    ends: str
    title: str


PROCUREMENT = (
    ProcurementLimit("procurement_result", "procurement_result_publish", "supplier_on", "result_published_on", _("公告中标、成交结果")),
    ProcurementLimit("procurement_sign", "procurement_contract_sign", "award_notice_on", "signed_on", _("签订政府采购合同")),
    ProcurementLimit("procurement_publish", "procurement_contract_publish", "signed_on", "published_on", _("公告政府采购合同")),
    ProcurementLimit("procurement_file", "procurement_contract_file", "signed_on", "filed_on", _("政府采购合同副本备案")),
)
PURPOSES = tuple(limit.purpose for limit in PROCUREMENT)
# as they follow each other; a day is not before those on which its limits begin
DAYS = ("supplier_on", "award_notice_on", "signed_on", "result_published_on", "published_on", "filed_on")

# what the kind asks for is the contract's own column, so that a CHECK can hold it; nobody but the kind decides it
GROUND_OF_THE_KIND = """
    NEW.needs_ground := (SELECT k.needs_ground FROM commitments_contractkind k WHERE k.id = NEW.kind_id);
    RETURN NEW;
"""


def check_stages(stages):
    """A list of different names, none empty."""
    if not isinstance(stages, list) or not all(isinstance(one, str) and 0 < len(one.strip()) <= LONGEST_STAGE for one in stages):
        raise ValidationError(_("环节写成名称的列表，每个不超过60字。"))
    if len(set(stages)) < len(stages):
        raise ValidationError(_("环节的名称不能重复。"))


@tracked
class ContractKind(models.Model):
    """合同种类: a kind of contract as a row of data, with the stages that it goes through and the law that it falls under."""

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=40)
    hint = models.CharField(_("说明"), max_length=100, blank=True)
    stages = models.JSONField(_("环节"), default=list, blank=True, validators=[check_stages])
    procurement = models.BooleanField(_("适用政府采购期限"), default=False)
    needs_ground = models.BooleanField(_("必须有法定依据"), default=False)
    ground_words = models.CharField(_("没有法定依据时的说明"), max_length=300, blank=True)  # names the article
    position = models.PositiveSmallIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("合同种类")
        verbose_name_plural = _("合同种类")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name


class ContractQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The staff of the agency that is party to it, and those who look across agencies; nobody else, whatever the state."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        return self if actor.oversees else self.filter(agency__in=actor.agency_ids)


@guarded
@tracked
class Contract(Scoped, Stateful):
    """合同: what an agency has agreed with somebody. Its duties are commitments; the procurement limits are deadlines of this row."""

    class PartyKind(models.TextChoices):
        FIRM = "firm", _("企业")
        INSTITUTION = "institution", _("机关、事业单位、社会组织")
        INDIVIDUAL = "individual", _("个人")

    class Currency(models.TextChoices):
        CNY = "CNY", _("人民币")
        USD = "USD", _("美元")
        EUR = "EUR", _("欧元")

    class State(models.TextChoices):
        DRAFT = "draft", _("待确认")
        IN_FORCE = "in_force", _("履行中")
        PERFORMED = "performed", _("已履行完毕")
        BREACHED = "breached", _("已违约")
        SETTLED = "settled", _("已和解")
        TERMINATED = "terminated", _("已终止")

    INITIAL = ("draft",)
    STEPS = [
        Step("draft", "in_force", _("确认生效"), who=(Role.AGENCY_REVIEWER,), needs=("complete",), maker_is_not_checker=True),
        Step("draft", "terminated", _("终止合同"), who=(Role.AGENCY_REVIEWER, Role.SUPERVISOR), needs=("reason",)),
        Step("in_force", "performed", _("登记履行完毕"), who=(Role.AGENCY_REVIEWER,), needs=("reason", "duties_done")),
        Step("in_force", "breached", _("登记违约"), who=(Role.AGENCY_REVIEWER, Role.SUPERVISOR), needs=("reason",)),
        Step("in_force", "terminated", _("终止合同"), who=(Role.SUPERVISOR,), needs=("reason",)),
        Step("breached", "settled", _("登记和解"), who=(Role.AGENCY_REVIEWER,), needs=("reason", "duties_done")),
        Step("breached", "terminated", _("终止合同"), who=(Role.SUPERVISOR,), needs=("reason",)),
    ]
    ALIVE = ("draft", "in_force", "breached")

    number = models.CharField(_("编号"), max_length=40, unique=True)
    kind = models.ForeignKey(ContractKind, models.PROTECT, related_name="contracts", verbose_name=_("种类"))
    title = models.CharField(_("合同名称"), max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="contracts", verbose_name=_("签约单位"))
    counterparty = models.CharField(_("相对方"), max_length=200)
    counterparty_kind = models.CharField(_("相对方类型"), max_length=20, choices=PartyKind.choices)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True, validators=[check_credit_code])
    amount = models.DecimalField(_("金额"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("币种"), max_length=3, choices=Currency.choices, default=Currency.CNY)
    needs_ground = models.BooleanField(_("必须有法定依据"), default=False, editable=False)
    legal_ground = models.CharField(_("法定依据"), max_length=300, blank=True)
    supplier_on = models.DateField(_("确定供应商"), null=True, blank=True)
    award_notice_on = models.DateField(_("发出中标、成交通知书"), null=True, blank=True)
    signed_on = models.DateField(_("签订日期"), null=True, blank=True)
    result_published_on = models.DateField(_("公告中标、成交结果"), null=True, blank=True)
    published_on = models.DateField(_("公告合同"), null=True, blank=True)
    filed_on = models.DateField(_("合同副本备案"), null=True, blank=True)
    settlement = models.TextField(_("和解内容"), blank=True)
    created_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("录入人"))
    created_at = models.DateTimeField(_("录入时间"), default=timezone.now, editable=False)
    confirmed_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人"))
    state = state_field(State)

    deadlines = GenericRelation(Deadline)
    evidence = GenericRelation(Evidence)
    happened = GenericRelation(Event)
    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("合同")
        verbose_name_plural = _("合同")
        ordering = ["-id"]
        indexes = [models.Index(fields=["agency", "-id"], name="contract_of_agency")]
        triggers = [
            pgtrigger.Trigger(
                name="ground_of_the_kind",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("kind_id", "needs_ground"),
                func=GROUND_OF_THE_KIND,
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="contract_amount"),
            models.CheckConstraint(
                condition=Q(needs_ground=False) | ~Q(legal_ground=""),
                name="contract_has_its_ground",
                violation_error_message=_("写明法定依据。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "terminated"))
                | Q(signed_on__isnull=False, confirmed_by__isnull=False) & ~Q(confirmed_by=F("created_by")),
                name="contract_confirmed_by_another",
            ),
            models.CheckConstraint(condition=~Q(state="settled") | ~Q(settlement=""), name="contract_settled_in_words"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("contract", args=[self.pk])

    @property
    def shown_counterparty(self):
        """As lists, files and notices show it: a natural person only as 王某某."""
        if self.counterparty_kind != self.PartyKind.INDIVIDUAL:
            return self.counterparty
        return self.counterparty[:1] + "某" * max(len(self.counterparty) - 1, 1)

    def missing(self, step):
        if "complete" in step.needs:
            return self.missing_before_force()
        return self.missing_before_the_end() if "duties_done" in step.needs else []

    def missing_before_the_end(self):
        found = []
        if self.duties.filter(commitment__state__in=Commitment.UNFINISHED).exists():
            found.append(_now("还有义务没有办完或者正在核验，办完、核验以后再登记。"))
        if self.deadlines.filter(state__in=Deadline.LIVE).exists():
            found.append(_now("还有政府采购期限没有办结，先登记办到的日期。"))
        return found

    def missing_before_force(self):
        found = [] if self.signed_on else [_now("先登记签订日期。")]
        if not self.evidence.exists():
            found.append(_now("附上合同文本。"))
        return found

    def is_kept_by(self, actor):
        """Whether the actor is a clerk of its agency and there is still something to enter."""
        return self.state in self.ALIVE and actor.has(Role.CLERK, agency=self.agency_id)


class OfContractQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever may see the contract."""
        return self.filter(contract__in=Contract.objects.visible_to(user).values("pk"))


class OfContract(Scoped):
    """A row of a contract, in its place."""

    position = models.PositiveSmallIntegerField(_("次序"))

    objects = OfContractQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return self.contract.get_absolute_url()


@tracked
class ContractDuty(OfContract):
    """合同义务: what the agency has to do by a day. Once the contract is in force it is a public commitment, whose deadline knows whether it
    is late."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="duties", verbose_name=_("合同"))
    text = models.CharField(_("义务内容"), max_length=300)
    due_on = models.DateField(_("履行期限"))
    commitment = models.OneToOneField(
        Commitment, models.PROTECT, null=True, blank=True, related_name="contract_duty", verbose_name=_("承诺")
    )

    class Meta:
        verbose_name = _("合同义务")
        verbose_name_plural = _("合同义务")
        ordering = ["contract", "position"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "position"], name="contract_duty_once"),
            models.CheckConstraint(condition=~Q(text=""), name="contract_duty_has_text"),
        ]

    def __str__(self):
        return self.text


@tracked
class ContractStage(OfContract):
    """合同环节: a stage with the person of the agency who answers for it, and its days as planned and as they were."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="stages", verbose_name=_("合同"))
    name = models.CharField(_("环节"), max_length=LONGEST_STAGE)
    responsible = models.CharField(_("责任人"), max_length=100, blank=True)
    planned_on = models.DateField(_("计划完成"), null=True, blank=True)
    began_on = models.DateField(_("开始"), null=True, blank=True)
    ended_on = models.DateField(_("完成"), null=True, blank=True)

    class Meta:
        verbose_name = _("合同环节")
        verbose_name_plural = _("合同环节")
        ordering = ["contract", "position"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "position"], name="contract_stage_once"),
            models.CheckConstraint(condition=Q(began_on=None) | ~Q(responsible=""), name="contract_stage_has_its_person"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(began_on__isnull=False, ended_on__gte=F("began_on")),
                name="contract_stage_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.name

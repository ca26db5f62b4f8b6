"""Debts of the government (M7): to whom an agency owes how much by a paper, in which instalments, and what it has paid."""

from decimal import Decimal

import pgtrigger
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.debts.balance import balanced
from commitments.register.models import Commitment
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.events.models import Event
from core.evidence.models import Evidence
from core.history import tracked
from core.papers.models import grouped
from core.sealed import unseal
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded

WATCHERS = (Role.SUPERVISOR, Role.CREDIT_OFFICE)
MONEY = {"max_digits": 16, "decimal_places": 2}
NOTHING = Decimal("0.00")


class DebtQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The staff of the debtor agency, the supervision office and the credit office; nobody else, whatever the state."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        return self if actor.has(*WATCHERS) else self.filter(agency__in=actor.agency_ids)

    def with_overdue(self):
        """Annotates `is_overdue`: a deadline of an instalment that is not paid says so."""
        missed = Deadline.objects.filter(content_type__app_label="commitments", content_type__model="commitment", state="overdue")
        unpaid = Instalment.objects.filter(debt=OuterRef("pk"), paid__lt=F("amount"), commitment__in=missed.values("object_id"))
        return self.annotate(is_overdue=Exists(unpaid))


@guarded
@balanced("id")
@tracked
class Debt(Scoped, Stateful):
    """欠款: what an agency owes one creditor by one paper. `principal` is the sum of the instalments, `paid` that of the payments: the
    database refuses anything else (balance.py). Amounts are yuan with two places."""

    class CreditorKind(models.TextChoices):
        SMALL_FIRM = "small_firm", _("中小企业")
        OTHER_FIRM = "other_firm", _("其他企业")
        INDIVIDUAL = "individual", _("个人")
        INSTITUTION = "institution", _("机关、事业单位、社会组织")

    class Ground(models.TextChoices):
        CONTRACT = "contract", _("合同")
        JUDGMENT = "judgment", _("判决、裁定、调解书")
        AWARD = "award", _("仲裁裁决")
        OTHER = "other", _("其他")

    class Currency(models.TextChoices):
        CNY = "CNY", _("人民币")

    class RateKind(models.TextChoices):
        NONE = "none", _("没有约定")
        DAILY = "daily", _("日利率")
        YEARLY = "yearly", _("年利率")

    class State(models.TextChoices):
        DRAFT = "draft", _("待确认")
        CONFIRMED = "confirmed", _("偿还中")
        SETTLED = "settled", _("已付清")
        WITHDRAWN = "withdrawn", _("已撤销")

    INITIAL = ("draft",)
    STEPS = [
        Step("draft", "confirmed", _("确认欠款"), who=(Role.AGENCY_REVIEWER,), maker_is_not_checker=True),
        Step("draft", "withdrawn", _("撤销欠款"), who=(Role.AGENCY_REVIEWER, Role.SUPERVISOR), needs=("reason",)),
        Step("confirmed", "withdrawn", _("撤销欠款"), who=(Role.SUPERVISOR,), needs=("reason",)),
        Step("confirmed", "settled", _("付清")),
        Step("settled", "confirmed", _("冲销付款，恢复偿还")),
    ]

    number = models.CharField(_("编号"), max_length=40, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="debts", verbose_name=_("欠款单位"))
    creditor = models.CharField(_("债权人"), max_length=200)
    creditor_kind = models.CharField(_("债权人类型"), max_length=20, choices=CreditorKind.choices)
    telephone_sealed = models.TextField(_("联系电话（密文）"), blank=True, editable=False)
    email_sealed = models.TextField(_("邮箱（密文）"), blank=True, editable=False)
    ground = models.CharField(_("形成依据"), max_length=20, choices=Ground.choices)
    paper_name = models.CharField(_("文书名称"), max_length=200)
    paper_number = models.CharField(_("文书编号"), max_length=100, blank=True)
    paper_on = models.DateField(_("文书日期"))
    principal = models.DecimalField(_("本金"), **MONEY)
    currency = models.CharField(_("币种"), max_length=3, choices=Currency.choices, default=Currency.CNY)
    paid = models.DecimalField(_("已付"), **MONEY, default=NOTHING)
    rate_kind = models.CharField(_("逾期利率"), max_length=10, choices=RateKind.choices, default=RateKind.NONE)
    rate = models.DecimalField(_("约定的利率（%）"), max_digits=9, decimal_places=6, null=True, blank=True)
    due_on = models.DateField(_("应付清的日期"))  # the day of the last instalment
    created_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("录入人"))
    created_at = models.DateTimeField(_("录入时间"), default=timezone.now, editable=False)
    confirmed_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人"))
    confirmed_on = models.DateField(_("确认日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("撤销日期"), null=True, blank=True)
    state = state_field(State)

    evidence = GenericRelation(Evidence)
    happened = GenericRelation(Event)
    objects = DebtQuerySet.as_manager()

    class Meta:
        verbose_name = _("欠款")
        verbose_name_plural = _("欠款")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["agency", "-id"], name="debt_of_agency"),
            models.Index(fields=["due_on", "id"], name="debt_due"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(principal__gt=0), name="debt_principal", violation_error_message=_("本金要大于零。")),
            models.CheckConstraint(
                condition=Q(paid__gte=0) & Q(paid__lte=F("principal")),
                name="debt_paid_within_principal",
                violation_error_message=_("已付的不能多于本金。"),
            ),
            models.CheckConstraint(condition=~Q(state="draft") | Q(paid=0), name="debt_draft_is_not_paid"),
            models.CheckConstraint(condition=~Q(state="settled") | Q(paid=F("principal")), name="debt_settled_is_paid"),
            models.CheckConstraint(
                condition=Q(rate_kind="none", rate=None) | ~Q(rate_kind="none") & Q(rate__gt=0), name="debt_rate_of_its_kind"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("confirmed", "settled"))
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False) & ~Q(confirmed_by=F("created_by")),
                name="debt_confirmed_by_another",
            ),
            models.CheckConstraint(condition=~Q(state="withdrawn") | Q(withdrawn_on__isnull=False), name="debt_withdrawn_on_a_day"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("debt", args=[self.pk])

    @property
    def owed(self):
        """What is still to be paid of the principal."""
        return self.principal - self.paid

    @property
    def telephone(self):
        return unseal(self.telephone_sealed) if self.telephone_sealed else ""

    @property
    def email(self):
        return unseal(self.email_sealed) if self.email_sealed else ""

    @property
    def is_to_small_firm(self):
        return self.creditor_kind == self.CreditorKind.SMALL_FIRM

    def may_amend(self, actor):
        return (
            self.state == "draft"
            and actor.is_person
            and self.created_by_id == actor.user.pk
            and actor.has(Role.CLERK, agency=self.agency_id)
        )

    def may_pay(self, actor):
        return self.state == "confirmed" and actor.has(Role.CLERK, agency=self.agency_id)


class OfDebtQuerySet(ScopedQuerySet):
    path = "debt"

    def visible_to(self, user):
        """Whoever may see the debt."""
        return self.filter(**{f"{self.path}__in": Debt.objects.visible_to(user).values("pk")})


class OfPaymentQuerySet(OfDebtQuerySet):
    path = "payment__debt"


@balanced("debt_id")
@tracked
class Instalment(Scoped):
    """分期: a part of a debt that is due on a day. Once the debt is confirmed it is a commitment, whose deadline knows whether it is late."""

    debt = models.ForeignKey(Debt, models.PROTECT, related_name="instalments", verbose_name=_("欠款"))
    position = models.PositiveSmallIntegerField(_("期次"))
    amount = models.DecimalField(_("应付"), **MONEY)
    due_on = models.DateField(_("应付日期"))
    paid = models.DecimalField(_("已付"), **MONEY, default=NOTHING)
    commitment = models.OneToOneField(Commitment, models.PROTECT, null=True, blank=True, related_name="instalment", verbose_name=_("承诺"))

    objects = OfDebtQuerySet.as_manager()

    class Meta:
        verbose_name = _("分期")
        verbose_name_plural = _("分期")
        ordering = ["debt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["debt", "position"], name="instalment_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_amount"),
            models.CheckConstraint(condition=Q(paid__gte=0) & Q(paid__lte=F("amount")), name="instalment_paid_within_amount"),
        ]

    def __str__(self):
        return _now("%(debt)s第%(position)d期") % {"debt": self.debt, "position": self.position}

    def get_absolute_url(self):
        return self.debt.get_absolute_url()

    @property
    def owed(self):
        return self.amount - self.paid


@balanced("debt_id")
class Payment(Scoped):
    """付款: money that was paid on a day, with its voucher. Never changed; what was wrong is taken back by another one (`reverses`) of the
    same day and the negative amount, with its reason. `booked_on`: the day of the entry, by which the yearly stock is counted."""

    debt = models.ForeignKey(Debt, models.PROTECT, related_name="payments", verbose_name=_("欠款"))
    amount = models.DecimalField(_("金额"), **MONEY)
    paid_on = models.DateField(_("付款日期"))
    booked_on = models.DateField(_("登记日期"), default=timezone.localdate)
    entered_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"), default=timezone.now)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name=_("冲销"))
    reason = models.TextField(_("冲销的理由"), blank=True)

    evidence = GenericRelation(Evidence)
    objects = OfDebtQuerySet.as_manager()

    class Meta:
        verbose_name = _("付款")
        verbose_name_plural = _("付款")
        ordering = ["-id"]
        indexes = [models.Index(fields=["debt", "-id"], name="payment_of_debt")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, reason="", amount__gt=0) | Q(reverses__isnull=False, amount__lt=0) & ~Q(reason=""),
                name="payment_or_reversal",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return _now("%(debt)s的付款%(amount)s元") % {"debt": self.debt, "amount": f"{self.amount:,}"}

    def get_absolute_url(self):
        return reverse("debt_payment", args=[self.pk])

    @property
    def is_reversed(self):
        return hasattr(self, "reversal")

    @property
    def may_be_reversed(self):
        return self.reverses_id is None and not self.is_reversed


@balanced("(SELECT p.debt_id FROM commitments_payment p WHERE p.id = {row}.payment_id)")
class Allocation(models.Model):
    """付款的分配: what of a payment went to which instalment, the oldest first. Never changed."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="allocations", verbose_name=_("付款"))
    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="allocations", verbose_name=_("分期"))
    amount = models.DecimalField(_("金额"), **MONEY)

    class Meta:
        verbose_name = _("付款的分配")
        verbose_name_plural = _("付款的分配")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["payment", "instalment"], name="allocation_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="allocation_amount"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.payment_id} {self.instalment_id} {self.amount}"


@tracked
class CreditorAnswer(Scoped):
    """收款确认: the code of a payment, and what the creditor said by it, once. The code lies sealed and is gone when it was used."""

    class Answer(models.TextChoices):
        RECEIVED = "received", _("已收到")
        CONTRADICTED = "contradicted", _("有异议")

    payment = models.OneToOneField(Payment, models.PROTECT, related_name="answer", verbose_name=_("付款"))
    code_sealed = models.TextField(_("收款确认码（密文）"), blank=True, editable=False)
    code_hash = models.CharField(_("收款确认码摘要"), max_length=64, unique=True, editable=False)
    answer = models.CharField(_("债权人的答复"), max_length=20, choices=Answer.choices, blank=True)
    words = models.TextField(_("债权人的说明"), blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    objects = OfPaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("收款确认")
        verbose_name_plural = _("收款确认")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", words="", answered_at=None) & ~Q(code_sealed="")
                | ~Q(answer="") & Q(code_sealed="", answered_at__isnull=False),
                name="creditor_answer_once",
            ),
            models.CheckConstraint(condition=~Q(answer="contradicted") | ~Q(words=""), name="creditor_contradicts_in_words"),
        ]

    def __str__(self):
        return f"{self.payment_id} {self.answer}"

    def get_absolute_url(self):
        return self.payment.get_absolute_url()

    @property
    def code(self):
        """As it is handed over; empty once it was used."""
        return grouped(unseal(self.code_sealed)) if self.code_sealed else ""


class OverdueYearQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Everybody: it was made to be published."""
        return self


class OverdueYear(Scoped):
    """年度逾期款项公示: how many papers of small firms an agency had not paid in time at the end of a year, and how much. Never changed."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="overdue_years", verbose_name=_("单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    count = models.PositiveIntegerField(_("逾期未付合同数"))
    amount = models.DecimalField(_("逾期未付金额"), **MONEY)
    published_on = models.DateField(_("公示日期"), default=timezone.localdate)
    published_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("公示人"))

    objects = OverdueYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("年度逾期款项公示")
        verbose_name_plural = _("年度逾期款项公示")
        ordering = ["-year", "agency"]
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="overdue_year_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.agency} {self.year}"

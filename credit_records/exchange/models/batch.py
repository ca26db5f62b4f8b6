"""批次和回执: one body that is sent under one key, and what came back."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.models import Role
from core.accounts.scoping import Scoped
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.history import tracked
from core.sealed import unseal
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded
from credit_records.exchange.models.catalogue import Layout, OfficeQuerySet, Receiver

OFFICE = (Role.CREDIT_OFFICE,)


@guarded
@tracked
class ExchangeBatch(Scoped, Stateful):
    """报送批次: claimed, sent, marked; sent again under the same key where the worker died or the answer was lost."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待发送")
        SENDING = "sending", _("发送中")
        SENT = "sent", _("已送达，等回执")
        ANSWERED = "answered", _("已回执")
        FAILED = "failed", _("没有送到")
        REFUSED = "refused", _("对方拒收")
        DISCARDED = "discarded", _("已拆散，重新组批")

    INITIAL = ("waiting",)
    STEPS = [
        Step("waiting", "sending", _("发送")),
        Step("sending", "sent", _("送达")),
        Step("sending", "waiting", _("稍后再发")),
        Step("sending", "failed", _("没有送到")),
        Step("sending", "refused", _("对方拒收")),
        Step("sent", "answered", _("收到全部回执")),
        Step("sent", "waiting", _("用同一批号再发一次"), who=OFFICE),
        Step("failed", "waiting", _("用同一批号再发一次"), who=OFFICE),
        Step("refused", "waiting", _("用同一批号再发一次"), who=OFFICE),
        # only where the receiver said no: of what may have arrived the fate must be known first
        Step("refused", "discarded", _("拆散，重新组批"), who=OFFICE, needs=("reason",)),
    ]

    receiver = models.ForeignKey(Receiver, models.PROTECT, related_name="batches", verbose_name=_("接收方"))
    layout = models.ForeignKey(Layout, models.PROTECT, related_name="+", verbose_name=_("报送格式"))
    # the idempotency key: whoever gets it twice got one batch
    key = models.CharField(_("批号"), max_length=60, unique=True)
    form = models.CharField(_("格式"), max_length=10, choices=Receiver.Form.choices)
    # what was sent, byte for byte; sealed, because it names civil servants with their identity numbers
    body_sealed = models.TextField(_("报文（密文）"), editable=False)
    sha256 = models.CharField(_("报文的SHA-256"), max_length=64)
    count = models.PositiveIntegerField(_("条数"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("报送单位"))
    created_at = models.DateTimeField(_("组批时间"), default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(_("发送次数"), default=0)
    error = models.TextField(_("最近的问题"), blank=True)
    # when it is sent again, or, once it was sent, when the receipt is asked for
    next_attempt_at = models.DateTimeField(_("下次尝试"), default=timezone.now)
    looks = models.PositiveSmallIntegerField(_("取回执的次数"), default=0)
    sent_at = models.DateTimeField(_("送达时间"), null=True, blank=True)
    limit = models.OneToOneField(Deadline, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回执期限"))
    state = state_field(State)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("报送批次")
        verbose_name_plural = _("报送批次")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["receiver", "-id"], name="exchange_batch_of_receiver"),
            models.Index(
                fields=["next_attempt_at", "id"], name="exchange_batch_due", condition=Q(state__in=["waiting", "sending", "sent"])
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "answered"]) | Q(sent_at__isnull=False), name="exchange_batch_sent_when"
            ),
            models.CheckConstraint(condition=~Q(state__in=["failed", "refused"]) | ~Q(error=""), name="exchange_batch_failed_why"),
        ]

    def __str__(self):
        return self.key

    def get_absolute_url(self):
        return reverse("exchange_batch", args=[self.pk])

    def acting_agency_id(self, step):
        return None

    def makers(self, step):
        return set()

    @property
    def body(self):
        """The bytes that are sent."""
        return unseal(self.body_sealed).encode()


class Receipt(models.Model):
    """回执: one answer of the receiver about one batch, as it came. The same answer twice is one row."""

    class Source(models.TextChoices):
        RESPONSE = "response", _("发送时的应答")
        ASKED = "asked", _("取回的回执")

    batch = models.ForeignKey(ExchangeBatch, models.PROTECT, related_name="receipts", verbose_name=_("批次"))
    source = models.CharField(_("来源"), max_length=10, choices=Source.choices)
    sha256 = models.CharField(_("内容的SHA-256"), max_length=64)
    results = models.JSONField(_("逐条结果"))
    accepted = models.PositiveIntegerField(_("接收"))
    rejected = models.PositiveIntegerField(_("退回"))
    unknown = models.PositiveIntegerField(_("不认识的"), help_text=_("批次里没有的条目"))
    # said otherwise than an earlier receipt: the first counts, and a person must ask
    contradictory = models.PositiveIntegerField(_("前后矛盾"))
    received_at = models.DateTimeField(_("收到时间"), default=timezone.now)

    class Meta:
        verbose_name = _("回执")
        verbose_name_plural = _("回执")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["batch", "sha256"], name="receipt_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.batch} {self.received_at:%Y-%m-%d}"

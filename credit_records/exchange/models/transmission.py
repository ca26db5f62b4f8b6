"""报送: what one receiver is told about one record, once."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.history import tracked
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded
from credit_records.exchange.models.batch import OFFICE, ExchangeBatch
from credit_records.exchange.models.catalogue import Receiver
from credit_records.records.models import CreditRecord, staff_agencies


class TransmissionQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The credit office sees all. Whom a record is about sees what a receiver has accepted about it: to whom it went, and when."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        if actor.has(Role.CREDIT_OFFICE):
            return self
        own = Q(record__file__agency__in=staff_agencies(actor)) | Q(record__file__civil_servant__user=user)
        return self.filter(own, state="accepted", record__in=CreditRecord.objects.visible_to(user))

    def of_pairs(self, transmissions):
        """All transmissions of the same records to the same receivers."""
        pairs = [(one.receiver_id, one.record_id) for one in transmissions]
        receivers, records = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
        return self.filter(receiver__in=receivers, record__in=records)


@guarded
@tracked
class Transmission(Scoped, Stateful):
    """报送: a record goes to a receiver, or what became of it follows.

    One waits at most and one is on its way at most for a record and a receiver; what it says is written when it joins a batch, so that
    several changes on one day go out as one.
    """

    class Cause(models.TextChoices):
        IN_FORCE = "record_in_force", _("记录生效")
        CHANGED = "record_changed", _("记录有变化")
        ENDED = "record_ended", _("记录不再有效")
        OPENED = "opened", _("开始向该接收方报送")
        AGAIN = "again", _("改正后重新报送")

    class Action(models.TextChoices):
        REPORT = "report", _("首次报送")
        UPDATE = "update", _("更新")
        WITHDRAW = "withdraw", _("撤下")

    class State(models.TextChoices):
        WAITING = "waiting", _("待报送")
        BATCHED = "batched", _("报送中")
        ACCEPTED = "accepted", _("已接收")
        REJECTED = "rejected", _("被退回")
        REPLACED = "replaced", _("已重新报送")
        ABANDONED = "abandoned", _("不再报送")
        DROPPED = "dropped", _("不用报送")

    INITIAL = ("waiting",)
    STEPS = [
        Step("waiting", "batched", _("编入批次")),
        Step("waiting", "rejected", _("报送前检查没有通过")),
        Step("waiting", "dropped", _("不用报送")),
        Step("batched", "accepted", _("接收")),
        Step("batched", "rejected", _("退回")),
        Step("batched", "dropped", _("批次拆散")),
        Step("rejected", "replaced", _("改正后重新报送"), who=OFFICE, needs=("reason",)),
        Step("rejected", "abandoned", _("不再报送"), who=OFFICE, needs=("reason",)),
    ]

    receiver = models.ForeignKey(Receiver, models.PROTECT, related_name="transmissions", verbose_name=_("接收方"))
    record = models.ForeignKey(CreditRecord, models.PROTECT, related_name="transmissions", verbose_name=_("信用记录"))
    cause = models.CharField(_("起因"), max_length=20, choices=Cause.choices)
    created_at = models.DateTimeField(_("产生时间"), default=timezone.now, editable=False)
    # from here on written when it joins a batch
    batch = models.ForeignKey(ExchangeBatch, models.PROTECT, null=True, blank=True, related_name="transmissions", verbose_name=_("批次"))
    ordinal = models.PositiveIntegerField(_("第几次"), null=True, blank=True)
    action = models.CharField(_("事项"), max_length=10, choices=Action.choices, blank=True)
    record_state = models.CharField(_("记录的状态"), max_length=20, choices=CreditRecord.State.choices, blank=True)
    record_version = models.PositiveSmallIntegerField(_("记录的版本"), null=True, blank=True)
    # {the receiver's column: text}; identity numbers are masked here, the batch has them sealed
    content = models.JSONField(_("内容"), default=dict, blank=True)
    # what the receiver said, or the check before it was sent
    answer_code = models.CharField(_("结果代码"), max_length=60, blank=True)
    answer = models.TextField(_("原因"), blank=True)
    settled_at = models.DateTimeField(_("回执时间"), null=True, blank=True)
    state = state_field(State)

    deadlines = GenericRelation(Deadline)

    objects = TransmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("报送")
        verbose_name_plural = _("报送")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "-id"], name="transmission_in_state"),
            models.Index(fields=["batch", "id"], name="transmission_of_batch"),
            models.Index(fields=["record", "-id"], name="transmission_of_record"),
            models.Index(fields=["receiver", "id"], name="transmission_waiting", condition=Q(state="waiting")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["receiver", "record"], condition=Q(state="waiting"), name="transmission_one_waits"),
            models.UniqueConstraint(fields=["receiver", "record"], condition=Q(state="batched"), name="transmission_one_on_its_way"),
            models.UniqueConstraint(fields=["receiver", "record", "ordinal"], name="transmission_ordinal_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["batched", "accepted"])
                | Q(batch__isnull=False, ordinal__isnull=False, record_version__isnull=False) & ~Q(action="") & ~Q(content={}),
                name="transmission_sent_says_what",
            ),
            models.CheckConstraint(condition=~Q(state="rejected") | ~Q(answer=""), name="transmission_rejected_why"),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "rejected"]) | Q(settled_at__isnull=False, settled_at__gte=F("created_at")),
                name="transmission_settled_when",
            ),
        ]

    def __str__(self):
        return _now("%(record)s → %(receiver)s") % {"record": self.record.number, "receiver": self.receiver}

    def get_absolute_url(self):
        return reverse("transmission", args=[self.pk])

    @property
    def key(self):
        """By which the receiver names it in a receipt."""
        return f"{self.record_id}-{self.ordinal}"

    def acting_agency_id(self, step):
        return None

    def makers(self, step):
        return set()

    def excluded(self):
        """Who is named in the record decides nothing about it, not even where it is sent."""
        return self.record.excluded()

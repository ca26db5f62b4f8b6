"""The outbox: what happened, and to whom it was told. Both are written in the transaction of what happened."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """事件: one thing that happened to one row (the subject). Never changed; an object's timeline is made of them."""

    name = models.CharField(_("名称"), max_length=40)
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    user = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人"))
    job = models.CharField(_("系统任务"), max_length=40, blank=True)
    payload = models.JSONField(_("内容"), default=dict)
    created_at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("事件")
        verbose_name_plural = _("事件")
        ordering = ["-id"]
        indexes = [models.Index(fields=["content_type", "object_id", "-id"], name="event_of_subject")]

    def __str__(self):
        return f"{self.name} {self.content_type_id}:{self.object_id}"


class Delivery(models.Model):
    """投递: one event to one handler, exactly once. The handler's effect and this row's mark are one transaction."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待处理")
        DONE = "done", _("已处理")
        FAILED = "failed", _("处理失败")

    event = models.ForeignKey(Event, models.PROTECT, related_name="deliveries", verbose_name=_("事件"))
    handler = models.CharField(_("处理程序"), max_length=100)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    error = models.TextField(_("错误"), blank=True)
    next_attempt_at = models.DateTimeField(_("下次尝试"), default=timezone.now)
    done_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("事件投递")
        verbose_name_plural = _("事件投递")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="delivery_once")]
        indexes = [models.Index(fields=["next_attempt_at", "id"], name="delivery_waiting", condition=Q(state="waiting"))]

    def __str__(self):
        return f"{self.event} → {self.handler}"


class Heartbeat(models.Model):
    """心跳: when a watcher (beat, worker, sweep, mail) last did its round, so that people see at once when time has stopped."""

    name = models.CharField(_("名称"), max_length=40, primary_key=True)
    beat_at = models.DateTimeField(_("时间"), default=timezone.now)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("心跳")
        verbose_name_plural = _("心跳")
        ordering = ["name"]

    def __str__(self):
        return self.name

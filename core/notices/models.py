"""Notices (D7): an inbox row for each person concerned, and the e-mail that follows from it, dispatched from rows."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.scoping import ScopedQuerySet
from core.directory.masking import masked_address
from core.events.models import Event
from core.sealed import unseal


class NoticeQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Everybody sees one's own notices only."""
        return self.filter(user_id=user.pk)

    def unread(self):
        return self.filter(read_at=None)


class Notice(models.Model):
    """通知: what one person is told about one event, once."""

    user = models.ForeignKey("core.User", models.CASCADE, related_name="notices", verbose_name=_("收件人"))
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name=_("事件"))
    title = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("内容"))
    path = models.CharField(_("网址"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("时间"), default=timezone.now)
    read_at = models.DateTimeField(_("已读"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["user", "event"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_inbox"),
            models.Index(fields=["user"], name="notice_unread", condition=Q(read_at=None)),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self):
        """Opening it marks it read and leads on to `path`."""
        return reverse("notice", args=[self.pk])


class Mail(models.Model):
    """邮件: claimed, sent, marked; and repaired where the worker died between.

    It follows from the notice of somebody who has an account; or it is a letter to somebody who has none: then it has its words itself, and the
    address lies sealed. A letter is written once: about one event, or under a key that says of what it is the only one.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("待发送")
        CLAIMED = "claimed", _("发送中")
        SENT = "sent", _("已发送")
        FAILED = "failed", _("发送失败")

    notice = models.OneToOneField(Notice, models.CASCADE, null=True, blank=True, related_name="mail", verbose_name=_("通知"))
    address = models.EmailField(_("收件地址"), blank=True)
    event = models.OneToOneField(Event, models.PROTECT, null=True, blank=True, related_name="letter", verbose_name=_("事件"))
    key = models.CharField(_("唯一标识"), max_length=120, null=True, blank=True, unique=True, editable=False)
    address_sealed = models.TextField(_("收件地址（密文）"), blank=True, editable=False)
    title = models.CharField(_("标题"), max_length=200, blank=True)
    body = models.TextField(_("内容"), blank=True)
    path = models.CharField(_("网址"), max_length=200, blank=True)
    headers = models.JSONField(_("邮件头"), default=dict, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    error = models.TextField(_("错误"), blank=True)
    claimed_at = models.DateTimeField(_("领取时间"), null=True, blank=True)
    next_attempt_at = models.DateTimeField(_("下次尝试"), default=timezone.now)
    sent_at = models.DateTimeField(_("发送时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("邮件")
        verbose_name_plural = _("邮件")
        ordering = ["-id"]
        indexes = [models.Index(fields=["next_attempt_at", "id"], name="mail_to_send", condition=Q(state__in=["waiting", "claimed"]))]
        constraints = [
            models.CheckConstraint(
                condition=Q(notice__isnull=False, event=None, key=None, address_sealed="") & ~Q(address="")
                | Q(notice=None, address="")
                & (Q(event__isnull=False, key=None) | Q(event=None, key__isnull=False))
                & ~Q(address_sealed="")
                & ~Q(title=""),
                name="mail_of_a_notice_or_a_letter",
            )
        ]

    def __str__(self):
        return self.shown_address

    @property
    def to(self):
        """The address to which it goes."""
        return unseal(self.address_sealed) if self.address_sealed else self.address

    @property
    def shown_address(self):
        """The address as pages and logs may show it: somebody's without an account is masked."""
        return masked_address(self.to) if self.address_sealed else self.address

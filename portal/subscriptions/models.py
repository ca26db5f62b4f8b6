"""订阅: a citizen without an account asks to be told, by mail, of one commitment, of an agency or of what a search finds."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.directory.models import Agency
from core.sealed import unseal
from core.search.models import PublicEntry


class SubscriptionQuerySet(models.QuerySet):
    def confirmed(self):
        return self.exclude(confirmed_at=None)

    def unconfirmed(self):
        return self.filter(confirmed_at=None)

    def digests(self):
        """Those that are told once a day; a commitment's are told at once."""
        return self.confirmed().filter(entry=None)


class Subscription(models.Model):
    """订阅: one address and what it wants to hear of. It counts once the address confirmed it, and is deleted when it leaves.

    The address lies sealed and is found by its blind index (core/sealed.py). No history is kept: who leaves is forgotten.
    """

    entry = models.ForeignKey(PublicEntry, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("承诺"))
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("机构"))
    words = models.CharField(_("搜索的词"), max_length=100, blank=True)
    kind = models.CharField(_("类别"), max_length=20, choices=PublicEntry.Kind.choices, blank=True)
    address_sealed = models.TextField(_("邮箱（密文）"), editable=False)
    address_index = models.CharField(_("邮箱的索引"), max_length=64, db_index=True, editable=False)
    language = models.CharField(_("语言"), max_length=10)
    asked_at = models.DateTimeField(_("申请时间"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    told_until = models.DateTimeField(_("已告知到"), null=True, blank=True)  # what was published by then has been told

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("订阅")
        verbose_name_plural = _("订阅")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["told_until", "id"], name="subscription_to_tell", condition=Q(entry=None, confirmed_at__isnull=False))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["address_index", "entry", "agency", "words", "kind"], nulls_distinct=False, name="subscription_once"
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False, agency=None, words="", kind="")
                | Q(entry=None, agency__isnull=False, words="", kind="")
                | Q(entry=None, agency=None) & ~Q(words=""),
                name="subscription_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, told_until=None) | Q(confirmed_at__isnull=False, told_until__isnull=False),
                name="subscription_tells_from_its_confirmation",
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def address(self):
        return unseal(self.address_sealed)

    @property
    def about(self):
        """What it is about, in words."""
        if self.entry_id:
            return self.entry.title
        if self.agency_id:
            return self.agency.name
        return _now("搜索“%(words)s”") % {"words": self.words}

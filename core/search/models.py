"""What the public sees (I11): one projection row for everything public, which is also the search entry."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.directory.models import Agency
from core.history import tracked


class PublicEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody sees what is published and not withdrawn."""
        return self.filter(withdrawn_at=None)

    def of_kind(self, kind):
        return self.filter(kind=kind)


@tracked
class PublicEntry(models.Model):
    """公开条目: what the public sees of one thing. Written by publish(), never by hand; public pages read nothing else."""

    class Kind(models.TextChoices):
        COMMITMENT = "commitment", _("承诺")
        LIST = "list", _("年度清单")
        ASSESSMENT = "assessment", _("年度考核")
        ITEM = "item", _("公开事项")
        RECORD = "record", _("信用记录")
        CASE = "case", _("问责结果")
        AGENCY = "agency", _("机构")
        RATING = "rating", _("信用评价")
        SERVICE = "service", _("办事指南")

    class Mark(models.TextChoices):
        OK = "ok", _("正常")
        WARN = "warn", _("临近")
        BAD = "bad", _("逾期或失信")
        DONE = "done", _("完成")
        PLAIN = "plain", _("进行中")

    key = models.CharField(_("对象"), max_length=80, unique=True)  # "commitment:123"
    kind = models.CharField(_("类别"), max_length=20, choices=Kind.choices)
    number = models.CharField(_("编号"), max_length=60, blank=True)
    title = models.CharField(_("标题"), max_length=300)
    text = models.TextField(_("正文"), blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="public_entries", verbose_name=_("责任单位"))
    path = models.CharField(_("网址"), max_length=200)
    state = models.CharField(_("状态"), max_length=40)
    mark = models.CharField(_("标志"), max_length=10, choices=Mark.choices, default=Mark.PLAIN)
    due_on = models.DateField(_("办结时限"), null=True, blank=True)
    facts = models.JSONField(_("公开内容"), default=dict)  # all else that the public page shows
    published_at = models.DateTimeField(_("首次公开"), default=timezone.now)
    updated_at = models.DateTimeField(_("更新"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("撤下"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("撤下理由"), blank=True)
    content_hash = models.CharField(_("内容摘要"), max_length=64)
    search_text = models.TextField(editable=False)  # NFKC, lower case, title first
    grams = ArrayField(models.IntegerField(), editable=False, default=list)

    objects = PublicEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("公开条目")
        verbose_name_plural = _("公开条目")
        ordering = ["-updated_at", "-id"]
        indexes = [
            GinIndex(fields=["grams"], name="public_entry_grams"),
            models.Index(F("updated_at").desc(), F("id").desc(), name="public_entry_newest", condition=Q(withdrawn_at=None)),
            models.Index(F("kind"), F("updated_at").desc(), F("id").desc(), name="public_entry_kind", condition=Q(withdrawn_at=None)),
            models.Index(F("agency"), F("updated_at").desc(), F("id").desc(), name="public_entry_agency", condition=Q(withdrawn_at=None)),
            models.Index(F("kind"), F("due_on"), F("id"), name="public_entry_due", condition=Q(withdrawn_at=None)),
            # what became of the commitments of each agency, from the index alone
            models.Index(
                F("kind"), F("agency"), F("mark"), F("state"), F("due_on"), name="public_entry_outcome", condition=Q(withdrawn_at=None)
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.path

    @property
    def state_words(self) -> str:
        """The state in the reader's language; it is kept in Chinese, as it was published."""
        return gettext(self.state) if self.state else ""

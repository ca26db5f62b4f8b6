"""查阅记录: who was shown what is in a file that is not public."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import User
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.directory.models import Agency
from core.texts import in_the_portals_language
from credit_records.records.models.file import AGENCY_STAFF, CreditFile


class FileLookQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those who look across agencies see all looks; a subject sees those at its own file."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        if actor.oversees:
            return self
        agencies = [agency for role, agency in actor.memberships if role in AGENCY_STAFF]
        return self.filter(Q(file__civil_servant__user=user) | Q(file__agency__in=agencies))


class FileLook(Scoped):
    """查阅记录: somebody who is not its subject was shown what is in a file and not public. Written once, never changed.

    One row a person, file, purpose, way and day, at the first look of the day: who handles a matter opens its pages many times.
    """

    class Under(models.TextChoices):
        QUERY = "query", _("查档授权")
        OFFICE = "office", _("信用档案管理")
        SUPERVISION = "supervision", _("督查职责")
        INSPECTION = "inspection", _("监察职责")
        SOURCE = "source", _("录入单位")
        CHECK = "check", _("信用审查")
        ADMINISTRATION = "administration", _("系统管理")

    class Way(models.TextChoices):
        PAGE = "page", _("网页")
        PAPER = "paper", _("信用报告")
        API = "api", _("接口")
        EXPORT = "export", _("导出")

    # why it is right that the subject is not told who: it could warn of an investigation, or bring pressure on those who lead it
    # or who entered a record. That a look took place, when, and by which organ stays to be seen
    NAMELESS = (Under.SUPERVISION, Under.INSPECTION, Under.SOURCE)

    file = models.ForeignKey(CreditFile, models.PROTECT, related_name="looks", verbose_name=_("档案"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("查阅人"))
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", verbose_name=_("查阅单位"))
    looked_at = models.DateTimeField(_("查阅时间"), default=timezone.now)
    looked_on = models.DateField(_("查阅日期"), default=timezone.localdate, null=True)  # empty where each look of a day had a row
    under = models.CharField(_("凭什么查"), max_length=20, choices=Under.choices)
    query = models.ForeignKey(
        "credit_records.FileQuery", models.PROTECT, null=True, blank=True, related_name="looks", verbose_name=_("查档申请")
    )
    purpose = models.CharField(_("用途"), max_length=200)
    way = models.CharField(_("方式"), max_length=10, choices=Way.choices)

    objects = FileLookQuerySet.as_manager()

    class Meta:
        verbose_name = _("查阅记录")
        verbose_name_plural = _("查阅记录")
        ordering = ["-looked_at", "-id"]
        indexes = [models.Index(F("file"), F("looked_at").desc(), F("id").desc(), name="file_look_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(under="query", query__isnull=False) | ~Q(under="query") & Q(query=None), name="file_look_under_query"
            ),
            models.UniqueConstraint(fields=["file", "user", "looked_on", "way", "purpose"], name="file_look_once_a_day"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.file} {self.looked_at:%Y-%m-%d}"

    @property
    def who(self):
        """The name as pages show it."""
        return gettext("姓名不公开") if self.under in self.NAMELESS else self.user.name

    @property
    def purpose_words(self):
        """What it was for; where that is a duty, in the reader's language, for the row keeps the portal's."""
        return self.get_under_display() if self.purpose == kept(self.under) else self.purpose


@in_the_portals_language
def kept(under):
    return str(FileLook.Under(under).label)

"""The public hash chain (D8): whatever is published leaves an entry that depends on all before it, so silent change shows."""

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ChainEntry(models.Model):
    """公开链条目: what was published or withdrawn under a key, with its hash and the hash of the entry before."""

    sequence = models.BigIntegerField(_("序号"), primary_key=True)
    kind = models.CharField(
        _("动作"), max_length=20
    )  # published, withdrawn; attested: the hash of a file that is offered, not a public row
    key = models.CharField(_("对象"), max_length=80, db_index=True)
    content = models.JSONField(_("内容"))
    content_hash = models.CharField(_("内容摘要"), max_length=64)
    previous_hash = models.CharField(_("上一条摘要"), max_length=64)
    entry_hash = models.CharField(_("本条摘要"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("公开链条目")
        verbose_name_plural = _("公开链")
        ordering = ["sequence"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.sequence} {self.key}"

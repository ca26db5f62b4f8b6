"""Numbers that are given out in order, without gaps: 文号, 索引号, 受理编号."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberSeries(models.Model):
    """编号序列: the last number given out under a prefix in a year."""

    prefix = models.CharField(_("前缀"), max_length=60)
    year = models.PositiveSmallIntegerField(_("年份"))
    last = models.PositiveIntegerField(_("已用到"), default=0)

    class Meta:
        verbose_name = _("编号序列")
        verbose_name_plural = _("编号序列")
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="number_series_once")]

    def __str__(self):
        return f"{self.prefix} {self.year}"

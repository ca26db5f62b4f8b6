"""Suggestions of deputies and proposals of CPPCC members (M10): who made them, and what they say of the answer, by a code, once."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.history import tracked
from core.papers.models import grouped
from core.sealed import unseal


class ProposerQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever may see the commitment as staff."""
        return self.filter(commitment__in=Commitment.objects.visible_to(user).values("pk"))


@tracked
class Proposer(Scoped):
    """提出人: a deputy or member who made a suggestion. Asked once it was dealt with; the code lies sealed and is gone when it was used."""

    class Grade(models.TextChoices):
        SATISFIED = "satisfied", _("满意")
        ACCEPTABLE = "acceptable", _("基本满意")
        DISSATISFIED = "dissatisfied", _("不满意")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="proposers", verbose_name=_("建议提案"))
    name = models.CharField(_("提出人"), max_length=60)
    body = models.CharField(_("代表团或者界别"), max_length=100, blank=True)
    address_sealed = models.TextField(_("邮箱（密文）"), blank=True, editable=False)
    code_sealed = models.TextField(_("评价码（密文）"), blank=True, editable=False)
    code_hash = models.CharField(_("评价码摘要"), max_length=64, unique=True, null=True, blank=True, editable=False)
    asked_at = models.DateTimeField(_("征求意见"), null=True, blank=True)
    grade = models.CharField(_("评价"), max_length=20, choices=Grade.choices, blank=True)
    words = models.TextField(_("评价的说明"), blank=True)
    answered_at = models.DateTimeField(_("评价时间"), null=True, blank=True)
    again = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("重新办理"))
    created_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登记人"))
    created_at = models.DateTimeField(_("登记时间"), default=timezone.now)

    objects = ProposerQuerySet.as_manager()

    class Meta:
        verbose_name = _("提出人")
        verbose_name_plural = _("提出人")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "name"], name="proposer_once", violation_error_message=_("这位提出人已经在列。")),
            models.CheckConstraint(
                condition=Q(asked_at=None, code_hash=None, grade="") | Q(asked_at__isnull=False, code_hash__isnull=False),
                name="proposer_asked_by_code",
            ),
            models.CheckConstraint(
                condition=Q(grade="", words="", answered_at=None) | ~Q(grade="") & Q(code_sealed="", answered_at__isnull=False),
                name="proposer_answers_once",
            ),
            models.CheckConstraint(condition=~Q(grade="dissatisfied") | ~Q(words=""), name="proposer_says_what_is_missing"),
            models.CheckConstraint(condition=Q(again=None) | Q(grade="dissatisfied"), name="proposer_again_where_dissatisfied"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="answers_stay", operation=pgtrigger.UpdateOf("grade", "words", "answered_at"), condition=~pgtrigger.Q(old__grade="")
            ),
            pgtrigger.Protect(name="asked_stay", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__asked_at__isnull=False)),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("proposer", args=[self.pk])

    @property
    def code(self):
        """As it is handed over; empty before it was asked and once it was used."""
        return grouped(unseal(self.code_sealed)) if self.code_sealed else ""

    @property
    def address(self):
        return unseal(self.address_sealed) if self.address_sealed else ""

    def is_asked_by(self, actor):
        """Whether the actor deals with the proposer for those who handed the matter over: never the agency that answers for it alone."""
        return actor.has(Role.SUPERVISOR) or actor.has(Role.CLERK, agency=self.commitment.registrar_id)

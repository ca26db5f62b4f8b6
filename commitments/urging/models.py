"""催办: somebody of the supervision office, or its rule, asks an agency where an unfinished commitment stands, and waits for the answer."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.history import tracked
from core.papers.models import IssuedPaper
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded

WAITING = Q(closed_at=None)


class UrgeQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever may see the commitment as staff. The public is told nothing of it."""
        return self.filter(commitment__in=Commitment.objects.visible_to(user).values("pk"))

    def waiting(self):
        """What is not answered yet, in time or late."""
        return self.filter(WAITING)


@guarded
@tracked
class Urge(Scoped, Stateful):
    """催办: one commitment, asked about once. The next report or claim of the agency answers it; its limit is a Deadline of purpose "urge"."""

    class State(models.TextChoices):
        OPEN = "open", _("等待答复")
        ANSWERED = "answered", _("按期答复")
        LAPSED = "lapsed", _("没有按期答复")
        CANCELLED = "cancelled", _("不用再答复")

    INITIAL = ("open",)
    STEPS = [
        Step("open", "answered", _("按期答复")),
        Step("open", "lapsed", _("到期没有答复")),
        Step("open", "cancelled", _("承诺已经办结或者终止，不用再答复")),
    ]

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="urges", verbose_name=_("承诺"))
    # who was asked; where another agency answers for the commitment now, it answers what is still waiting, too
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("被催办单位"))
    issuer = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("催办单位"))
    urged_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("催办人"))
    urged_at = models.DateTimeField(_("催办时间"), default=timezone.now)
    ordinal = models.PositiveSmallIntegerField(_("第几次"))
    reason = models.TextField(_("催办理由"))
    # the limit whose passing made the system urge: at most once for each
    missed = models.OneToOneField(Deadline, models.PROTECT, null=True, blank=True, related_name="urge", verbose_name=_("逾期的期限"))
    letter = models.ForeignKey(IssuedPaper, models.PROTECT, null=True, blank=True, related_name="urges", verbose_name=_("公函"))
    closed_at = models.DateTimeField(_("答复时间"), null=True, blank=True)  # answered, in time or late, or not needed any more
    state = state_field(State)

    deadlines = GenericRelation(Deadline)
    objects = UrgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("催办")
        verbose_name_plural = _("催办")
        ordering = ["-id"]
        indexes = [models.Index(fields=["agency", "-id"], name="urge_of_agency")]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "ordinal"], name="urge_ordinal_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="urge_says_why"),
            models.CheckConstraint(condition=Q(urged_by=None) ^ Q(missed=None), name="urge_by_somebody_or_by_rule"),
            models.CheckConstraint(
                condition=Q(state="lapsed")
                | Q(state="open", closed_at=None)
                | Q(state__in=("answered", "cancelled"), closed_at__isnull=False),
                name="urge_closed_when_answered",
            ),
        ]

    def __str__(self):
        return _now("%(commitment)s第%(number)d次催办") % {"commitment": self.commitment, "number": self.ordinal}

    def get_absolute_url(self):
        return reverse("commitment", args=[self.commitment_id])

    @property
    def is_waiting(self):
        return self.closed_at is None

    @property
    def limit(self):
        """By when it is to be answered."""
        return next(iter(self.deadlines.all()), None)

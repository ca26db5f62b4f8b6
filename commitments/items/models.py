"""Service items (M9): what an agency does for whoever asks, on which conditions, with which papers, and by when. Published as a guide."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.directory.models import Agency
from core.history import tracked
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded


class ServiceItemQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The staff of the agency, of those that take part, and the supervision office. The public reads PublicEntry instead."""
        actor = Actor.of(user)
        if actor.has(Role.SUPERVISOR):
            return self
        own = list(actor.agency_ids)
        return self.filter(Q(agency__in=own) | Q(participant_ids__overlap=own))


@guarded
@tracked
class ServiceItem(Scoped, Stateful):
    """政务服务事项: the guide as it is being written. What the public reads is the last `GuideVersion`, also while a new one is written.

    Days are working days from the acceptance (受理). `participant_ids`: the agencies that are asked in a parallel approval (并联审批); each has
    `opinion_days`, and who says nothing by then has consented.
    """

    class Kind(models.TextChoices):
        LICENCE = "licence", _("行政许可")
        CONFIRMATION = "confirmation", _("行政确认")
        PAYMENT = "payment", _("行政给付")
        OTHER = "other", _("其他服务")

    class State(models.TextChoices):
        DRAFT = "draft", _("起草中")
        IN_REVIEW = "in_review", _("待审核")
        PUBLISHED = "published", _("已公布")
        WITHDRAWN = "withdrawn", _("已取消")

    INITIAL = ("draft",)
    STEPS = [
        Step("draft", "in_review", _("提交审核"), who=(Role.CLERK,)),
        Step("in_review", "published", _("审核通过并公布"), who=(Role.AGENCY_REVIEWER,), maker_is_not_checker=True),
        Step("in_review", "draft", _("退回修改"), who=(Role.AGENCY_REVIEWER,), needs=("reason",)),
        Step("published", "draft", _("修订"), who=(Role.CLERK,), needs=("reason",)),
        Step("published", "withdrawn", _("取消事项"), who=(Role.AGENCY_REVIEWER,), needs=("reason",)),
    ]

    number = models.CharField(_("编号"), max_length=40, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="service_items", verbose_name=_("实施机关"))
    kind = models.CharField(_("类型"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("事项名称"), max_length=200)
    legal_basis = models.TextField(_("设定依据"))
    conditions = models.TextField(_("办理条件"))
    # rows of {"name", "form": original | copy | both, "copies", "needed"}
    materials = models.JSONField(_("申请材料"), default=list)
    statutory_days = models.PositiveSmallIntegerField(_("法定期限（工作日）"))
    statutory_basis = models.CharField(_("法定期限的依据"), max_length=300)
    promised_days = models.PositiveSmallIntegerField(_("承诺期限（工作日）"))
    fee = models.CharField(_("收费"), max_length=200, blank=True)  # empty: nothing is charged
    fee_basis = models.CharField(_("收费依据"), max_length=300, blank=True)
    place = models.CharField(_("办理地点"), max_length=200)
    hours = models.CharField(_("办理时间"), max_length=200)
    complaints = models.CharField(_("投诉电话"), max_length=60)
    participant_ids = ArrayField(models.BigIntegerField(), verbose_name=_("并联审批单位"), default=list, blank=True)
    opinion_days = models.PositiveSmallIntegerField(_("并联审批单位的期限（工作日）"), null=True, blank=True)
    created_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("起草人"))
    created_at = models.DateTimeField(_("起草时间"), default=timezone.now, editable=False)
    writer_ids = ArrayField(models.BigIntegerField(), verbose_name=_("本版撰写人"), default=list)
    state = state_field(State)

    objects = ServiceItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("政务服务事项")
        verbose_name_plural = _("政务服务事项")
        ordering = ["-id"]
        indexes = [models.Index(fields=["agency", "-id"], name="service_item_of_agency")]
        constraints = [
            models.CheckConstraint(
                condition=Q(promised_days__gte=1) & Q(promised_days__lte=F("statutory_days")),
                name="service_item_promised_within_law",
                violation_error_message=_("承诺期限不能长于法定期限。"),
            ),
            models.CheckConstraint(
                condition=Q(fee="") | ~Q(fee_basis=""),
                name="service_item_fee_has_a_basis",
                violation_error_message=_("收费的要写明依据。"),
            ),
            models.CheckConstraint(
                condition=Q(participant_ids=[], opinion_days=None)
                | ~Q(participant_ids=[]) & Q(opinion_days__gte=1) & Q(opinion_days__lte=F("promised_days")),
                name="service_item_opinions_within_promise",
                violation_error_message=_("并联审批单位的期限不能长于承诺期限。"),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("service_item", args=[self.pk])

    @property
    def public_key(self):
        return f"service:{self.pk}"

    def makers(self, step):
        return set(self.writer_ids)


class GuideVersionQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Everybody: it was made to be read."""
        return self

    def current(self):
        """The version of each item by which a case can be opened today."""
        later = GuideVersion.objects.filter(item=models.OuterRef("item"), number__gt=models.OuterRef("number"))
        return self.filter(~models.Exists(later)).exclude(item__state=ServiceItem.State.WITHDRAWN)


class GuideVersion(Scoped):
    """办事指南的一版: the guide as it was published. Never changed: a case keeps the version by which it was opened.

    `content` holds what the public reads of it; `rule_code` names the rule by which the limit of a case is extended and paused.
    """

    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="versions", verbose_name=_("事项"))
    number = models.PositiveSmallIntegerField(_("版次"))
    name = models.CharField(_("事项名称"), max_length=200)
    statutory_days = models.PositiveSmallIntegerField(_("法定期限（工作日）"))
    promised_days = models.PositiveSmallIntegerField(_("承诺期限（工作日）"))
    rule_code = models.SlugField(_("规则代码"), max_length=60)
    participant_ids = ArrayField(models.BigIntegerField(), verbose_name=_("并联审批单位"), default=list, blank=True)
    opinion_days = models.PositiveSmallIntegerField(_("并联审批单位的期限（工作日）"), null=True, blank=True)
    content = models.JSONField(_("内容"))
    published_on = models.DateField(_("公布日期"), default=timezone.localdate)
    published_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("审核人"))

    objects = GuideVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("办事指南版本")
        verbose_name_plural = _("办事指南版本")
        ordering = ["item", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="guide_version_once"),
            models.CheckConstraint(condition=Q(promised_days__lte=F("statutory_days")), name="guide_promised_within_law"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return _now("%(name)s（第%(number)d版）") % {"name": self.name, "number": self.number}

    @property
    def materials(self):
        return self.content["materials"]

    @property
    def is_licence(self):
        return self.content["kind"]["code"] == ServiceItem.Kind.LICENCE

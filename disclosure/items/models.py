"""What the government must publish of its own accord (I1): categories with their fields, and the items published under them."""

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.events import names
from core.history import tracked
from core.pages.fields import check_field_list
from core.rules.models import Rule
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded

# what every item has beside the fields of its category
RESERVED = {"agency", "title", "document_number", "formed_on", "validity", "text"}
WRITERS = (Role.CLERK, Role.AGENCY_REVIEWER)
CHECKERS = (Role.AGENCY_REVIEWER,)


def check_fields(specs):
    check_field_list(specs, reserved=RESERVED)


class CategoryQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The tree is public."""
        return self

    def open(self):
        """Categories under which something can be published; a group that only holds others is not one."""
        return self.filter(is_active=True, children=None)


@tracked
class Category(models.Model):
    """公开目录: a branch of the category tree, with the fields that its items have beside the common ones."""

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级目录"))
    description = models.CharField(_("说明"), max_length=200, blank=True)
    rule_code = models.SlugField(_("公开时限的规则代码"), max_length=60, default="disc_proactive")
    fields = models.JSONField(_("字段清单"), default=list, blank=True, validators=[check_fields])
    legal_basis = models.CharField(_("依据"), max_length=200)
    position = models.PositiveSmallIntegerField(_("顺序"), default=0)
    is_active = models.BooleanField(_("使用中"), default=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("公开目录")
        verbose_name_plural = _("公开目录")
        ordering = ["position", "id"]

    def __str__(self):
        return self.name

    @property
    def path(self):
        """The categories from the root down to this one."""
        return [*(self.parent.path if self.parent_id else []), self]

    def rule(self, at):
        """The rule that says by when information of this category that was formed on the day `at` must be public."""
        return Rule.objects.in_force(self.rule_code, at=at)


class ItemQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The staff of the issuing agency, and those who look across agencies. The public reads PublicEntry instead."""
        actor = Actor.of(user)
        return self if actor.oversees else self.filter(agency_id__in=actor.agency_ids)


@guarded
@tracked
class Item(Scoped, Stateful):
    """公开事项: one piece of government information, from the day it was formed to its publication, revision or withdrawal.

    While a published item is being revised, the public goes on reading the version that was published last.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("起草中")
        IN_REVIEW = "in_review", _("待审核")
        PUBLISHED = "published", _("已公开")
        WITHDRAWN = "withdrawn", _("不公开")

    class Validity(models.TextChoices):
        IN_FORCE = "in_force", _("有效")
        ABOLISHED = "abolished", _("废止")

    INITIAL = ("draft",)
    STEPS = [
        Step("draft", "in_review", _("提交审核"), who=WRITERS, needs=("text",)),
        Step("draft", "withdrawn", _("依法不予公开"), who=CHECKERS, needs=("reason",), maker_is_not_checker=True),
        Step(
            "in_review",
            "published",
            _("审核通过并公开"),
            who=CHECKERS,
            needs=("index_number",),
            maker_is_not_checker=True,
            event=names.ITEM_PUBLISHED,
        ),
        Step("in_review", "draft", _("退回修改"), who=CHECKERS, needs=("reason",), maker_is_not_checker=True),
        Step("in_review", "withdrawn", _("依法不予公开"), who=CHECKERS, needs=("reason",), maker_is_not_checker=True),
        Step("published", "draft", _("修订"), who=WRITERS, needs=("reason",)),
        Step("published", "withdrawn", _("撤下"), who=CHECKERS, needs=("reason",)),
    ]

    category = models.ForeignKey(Category, models.PROTECT, related_name="items", verbose_name=_("主题分类"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="items", verbose_name=_("发文机关"))
    title = models.CharField(_("标题"), max_length=300)
    text = models.TextField(_("正文"), blank=True)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    index_number = models.CharField(_("索引号"), max_length=30, blank=True)
    formed_on = models.DateField(_("成文日期"))
    validity = models.CharField(_("有效性"), max_length=10, choices=Validity.choices, default=Validity.IN_FORCE)
    values = models.JSONField(_("其他内容"), default=dict, blank=True)  # by the category's field list
    created_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("起草人"))
    created_at = models.DateTimeField(_("起草时间"), default=timezone.now)
    writer_ids = ArrayField(models.BigIntegerField(), verbose_name=_("本版撰写人"), default=list)  # all who wrote on this version
    reviewed_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审核人"))
    published_on = models.DateField(_("发布日期"), null=True, blank=True)  # of the first version
    revised_on = models.DateField(_("修订日期"), null=True, blank=True)
    state = state_field(State)

    deadlines = GenericRelation(Deadline)
    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("公开事项")
        verbose_name_plural = _("公开事项")
        ordering = ["-id"]
        indexes = [models.Index(fields=["agency", "state", "-id"], name="item_of_agency")]
        constraints = [
            models.UniqueConstraint(
                fields=["index_number"],
                condition=~Q(index_number=""),
                name="item_index_number_once",
                violation_error_message=_("这个索引号已经用过。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False, reviewed_by__isnull=False) & ~Q(index_number=""),
                name="item_published_is_complete",
                violation_error_message=_("公开的事项要有索引号、发布日期和审核人。"),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("item", args=[self.pk])

    @property
    def public_key(self):
        return f"item:{self.pk}"

    @property
    def is_shown(self):
        """Whether the public reads a version of it now."""
        return self.published_on is not None and self.state != self.State.WITHDRAWN

    @property
    def publish_deadline(self):
        """The newest limit to publish: the live one, else the one that ended last. Uses prefetched rows."""
        return max(self.deadlines.all(), key=lambda deadline: deadline.pk, default=None)

    def makers(self, step):
        return set(self.writer_ids)

    def missing(self, step):
        found = []
        if "text" in step.needs and not self.text:
            found.append(_now("正文还没有写。"))
        if "index_number" in step.needs and not self.agency.credit_code:
            found.append(_now("机构目录里没有%(agency)s的统一社会信用代码，编不出索引号，请系统管理员补录。") % {"agency": self.agency})
        return found

"""Who receives records, and in which form: rows of data that an administrator keeps."""

import re

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.history import tracked
from core.rules.models import Rule
from credit_records.exchange.fields import check_field_list
from credit_records.records.models import CreditRecord, RecordType
from credit_records.records.periods import is_over

FOLDER_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s?#]*")


class OfficeQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The credit office: what is sent names everybody."""
        actor = Actor.of(user)
        return self if actor.is_person and actor.has(Role.CREDIT_OFFICE) else self.none()


@tracked
class Receiver(Scoped):
    """接收方: a platform to which records are sent (省公共信用信息平台 …), by which way, in which form, and which records."""

    class Way(models.TextChoices):
        FOLDER = "folder", _("文件夹")
        HTTP = "http", _("网络接口")

    class Form(models.TextChoices):
        JSON = "json", _("JSON")
        CSV = "csv", _("CSV")

    class Reach(models.TextChoices):
        """Which records it gets, by who may see them here."""

        PUBLIC = "public", _("只报送公示的记录")
        INTERNAL = "internal", _("公示的和不公示的都报送")
        RESTRICTED = "restricted", _("全部报送，包括只有信用办和监察可看的")

    # what each reach takes in
    VISIBILITIES = {
        Reach.PUBLIC: [RecordType.Visibility.PUBLIC],
        Reach.INTERNAL: [RecordType.Visibility.PUBLIC, RecordType.Visibility.INTERNAL],
        Reach.RESTRICTED: RecordType.Visibility.values,
    }

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    way = models.CharField(_("报送方式"), max_length=10, choices=Way.choices)
    form = models.CharField(_("格式"), max_length=10, choices=Form.choices)
    address = models.CharField(
        _("地址"), max_length=300, help_text=_("网络接口填网址；文件夹填名字，只用小写字母、数字和横线，在交换目录之下。")
    )
    reach = models.CharField(_("报送哪些记录"), max_length=20, choices=Reach.choices, default=Reach.PUBLIC)
    takes_people = models.BooleanField(
        _("报送公务员的记录"), default=False, help_text=_("公务员的记录带身份证号报送，页面上只显示遮盖后的号码。")
    )
    most = models.PositiveIntegerField(_("每批最多"), default=500, help_text=_("条"))
    every = models.PositiveIntegerField(_("至少间隔"), default=10, help_text=_("分钟；0是随时报送"))
    legal_basis = models.CharField(_("依据"), max_length=200)
    verification = models.CharField(_("核对情况"), max_length=20, choices=Rule.Verification.choices)
    # opened by a service, which also sends what there is already
    is_open = models.BooleanField(_("正在报送"), default=False, editable=False)

    deadlines = GenericRelation(Deadline)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("接收方")
        verbose_name_plural = _("数据交换的接收方")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(most__gte=1, most__lte=5000), name="receiver_most_a_batch", violation_error_message=_("每批1条到5000条。")
            ),
            models.CheckConstraint(condition=Q(every__lte=1440), name="receiver_every", violation_error_message=_("最多间隔1440分钟。")),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """What must be mended for it."""
        return f"{reverse('exchange')}?receiver={self.pk}&state=rejected"

    def clean(self):
        fits = WEB_ADDRESS if self.way == self.Way.HTTP else FOLDER_NAME
        if not fits.fullmatch(self.address):
            raise ValidationError({"address": _("网络接口的地址以https://开头；文件夹只填名字，用小写字母、数字和横线。")})

    def takes(self, record):
        """Whether it gets the record, as the record's type is now, while it stands and its period is not over."""
        fits = record.type.visibility in self.VISIBILITIES[self.reach]
        return fits and record.stands and not is_over(record) and (self.takes_people or record.file.agency_id is not None)

    def records(self):
        """All records that it gets now."""
        standing = CreditRecord.objects.standing().in_force().filter(type__visibility__in=self.VISIBILITIES[self.reach])
        return standing if self.takes_people else standing.exclude(file__agency=None)


@tracked
class Layout(models.Model):
    """报送格式: the columns in which a receiver takes the records of some origins; where none is named, those of all others.

    `fields`: [{"code", "name", "source", "required", "most", "values"}]: its own column, where it comes from (credit_records/exchange/fields.py),
    how many characters it may have, and which of its codes stands for which of our values.
    """

    receiver = models.ForeignKey(Receiver, models.CASCADE, related_name="layouts", verbose_name=_("接收方"))
    name = models.CharField(_("名称"), max_length=100)
    origins = ArrayField(
        models.CharField(max_length=20, choices=RecordType.Origin.choices),
        verbose_name=_("用于哪些来源的记录"),
        default=list,
        blank=True,
        help_text=_("不填的用于其余的记录。"),
    )
    fields = models.JSONField(_("字段"))
    legal_basis = models.CharField(_("依据"), max_length=200)
    verification = models.CharField(_("核对情况"), max_length=20, choices=Rule.Verification.choices)

    class Meta:
        verbose_name = _("报送格式")
        verbose_name_plural = _("报送格式")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["receiver"],
                condition=Q(origins=[]),
                name="layout_one_for_the_rest",
                violation_error_message=_("这个接收方已有用于其余记录的格式。"),
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        check_field_list(self.fields)

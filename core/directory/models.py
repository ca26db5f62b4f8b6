"""Who is who (D1, D2): the tree of agencies with their aliases, posts and heads, and the civil servants."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin
from stdnum.cn import uscc

from core.directory import identity
from core.history import tracked
from core.sealed import blind_index, seal, unseal

YEARS_AT_ENTRY = 18  # 公务员法第十三条
IDENTITY_TAKEN = _("这个身份证号已经登记在另一名公务员名下。")

TREE = """
    WITH RECURSIVE tree AS (
        SELECT id, parent_id FROM core_agency WHERE id = %s
        UNION ALL
        SELECT agency.id, agency.parent_id FROM core_agency agency JOIN tree ON {step}
    ) SELECT id FROM tree
"""


def normalised_name(name):
    """The form under which names are compared: NFKC, without white space."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def check_credit_code(value):
    if value and not uscc.is_valid(value):
        raise ValidationError(_("统一社会信用代码的校验位不对，请对照登记证书逐位核对。"))


class AgencyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The directory is public: everybody sees every agency."""
        return self

    def active(self, at=None):
        """Agencies that exist on the day `at` (default today)."""
        at = at or timezone.localdate()
        return self.filter(Q(founded_on=None) | Q(founded_on__lte=at)).filter(Q(dissolved_on=None) | Q(dissolved_on__gt=at))

    def under(self, agency):
        """The agency and all below it, in one statement."""
        return self.filter(id__in=RawSQL(TREE.format(step="agency.parent_id = tree.id"), [agency.pk]))

    def above(self, agency):
        """The agency and all above it, up to the city, in one statement."""
        return self.filter(id__in=RawSQL(TREE.format(step="agency.id = tree.parent_id"), [agency.pk]))

    def named(self, name):
        """Agencies that bear this name or alias, exactly (white space and width aside)."""
        return self.filter(names__normalised=normalised_name(name)).distinct()


@tracked
class Agency(models.Model):
    """机构: a government, department, public institution or temporary body."""

    class Level(models.TextChoices):
        CITY = "city", _("市级政府")
        COUNTY = "county", _("区县政府")
        TOWNSHIP = "township", _("街道乡镇")
        DEPARTMENT = "department", _("工作部门")
        INSTITUTION = "institution", _("事业单位")
        TEMPORARY = "temporary", _("议事协调机构")

    name = models.CharField(_("名称"), max_length=100, unique=True)
    short_name = models.CharField(_("简称"), max_length=40)
    parent = models.ForeignKey("self", models.PROTECT, verbose_name=_("上级机构"), null=True, blank=True, related_name="children")
    level = models.CharField(_("层级"), max_length=20, choices=Level.choices)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True, null=True, blank=True, validators=[check_credit_code])
    division_code = models.CharField(_("行政区划代码"), max_length=6)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    dissolved_on = models.DateField(_("撤销日期"), null=True, blank=True)
    sunset_on = models.DateField(_("议事协调机构期满日"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("职能承接机构"), null=True, blank=True, related_name="predecessors"
    )
    telephone = models.CharField(_("联系电话"), max_length=30, blank=True)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    sort_key = models.CharField(max_length=300, editable=False, db_index=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("机构")
        verbose_name_plural = _("机构")
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="agency_not_its_own_parent", violation_error_message=_("上级机构不能是本机构。")
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on=None) | Q(founded_on=None) | Q(dissolved_on__gte=F("founded_on")),
                name="agency_dissolved_after_founded",
                violation_error_message=_("撤销日期不能早于成立日期。"),
            ),
            models.CheckConstraint(
                condition=Q(division_code__regex=r"^\d{6}$"),
                name="agency_division_code",
                violation_error_message=_("行政区划代码是6位数字。"),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("agency", args=[self.pk])

    def clean(self):
        if self.pk and self.parent_id and Agency.objects.under(self).filter(pk=self.parent_id).exists():
            raise ValidationError({"parent": _("上级机构不能是本机构的下级。")})
        if self.pk and self.pk in self.following():
            raise ValidationError({"successor": _("职能承接机构不能又由本机构承接。")})

    def following(self):
        """Primary keys of the successor, its successor and so on, to the end or to the first that comes twice."""
        successors, found, key = dict(Agency.objects.exclude(successor=None).values_list("pk", "successor")), [], self.successor_id
        while key and key not in found:
            found.append(key)
            key = successors.get(key)
        return found

    def save(self, *args, **kwargs):
        # the embedded PostgreSQL has no ICU collation, so lists sort by a pinyin key
        self.sort_key = " ".join(lazy_pinyin(self.name))[:300]
        super().save(*args, **kwargs)
        for name in {self.name, self.short_name}:
            self.names.get_or_create(normalised=normalised_name(name), defaults={"name": name})

    @property
    def head(self):
        """The tenure of the head in office today, or None."""
        return self.tenures.in_office().select_related("civil_servant").first()


@tracked
class AgencyName(models.Model):
    """机构别名: a name under which documents mention the agency; its own names are among them. One name may mean several agencies."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="names", verbose_name=_("机构"))
    name = models.CharField(_("名称"), max_length=100)
    normalised = models.CharField(max_length=100, editable=False, db_index=True)
    note = models.CharField(_("说明"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("机构别名")
        verbose_name_plural = _("机构别名")
        ordering = ["normalised"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "normalised"], name="agency_name_once", violation_error_message=_("这个别名已经登记过。")
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.normalised = normalised_name(self.name)
        super().save(*args, **kwargs)


class CivilServantQuerySet(models.QuerySet):
    def with_identity_number(self, number):
        """Whoever bears this number, however it is written; nobody for an empty one."""
        number = identity.normalised(number)
        return self.filter(identity_index=blind_index(number)) if number else self.none()


@tracked
class CivilServant(models.Model):
    """公务员: a person in the service of an agency. Without an account it still can be named in a record."""

    name = models.CharField(_("姓名"), max_length=40)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="civil_servants", verbose_name=_("所在机构"))
    title = models.CharField(_("职务"), max_length=60)
    user = models.OneToOneField("core.User", models.SET_NULL, null=True, blank=True, related_name="civil_servant", verbose_name=_("账号"))
    entered_on = models.DateField(_("任职日期"), null=True, blank=True)
    left_on = models.DateField(_("离任日期"), null=True, blank=True)
    identity_sealed = models.TextField(_("身份证号（密文）"), blank=True, editable=False)
    identity_index = models.CharField(max_length=64, null=True, blank=True, editable=False)

    objects = CivilServantQuerySet.as_manager()

    class Meta:
        verbose_name = _("公务员")
        verbose_name_plural = _("公务员")
        ordering = ["agency", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(entered_on=None) | Q(left_on__gte=F("entered_on")),
                name="civil_servant_left_after_entered",
                violation_error_message=_("离任日期不能早于任职日期。"),
            ),
            models.UniqueConstraint(
                fields=["identity_index"],
                name="civil_servant_identity_once",
                violation_error_message=IDENTITY_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(identity_sealed="", identity_index=None) | ~Q(identity_sealed="") & Q(identity_index__isnull=False),
                name="civil_servant_identity_sealed_and_indexed",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def masked_name(self):
        """The name as the public may see it: 王某某."""
        return self.name[:1] + "某" * max(len(self.name) - 1, 1)

    @property
    def masked_identity_number(self):
        """110105********002X, or empty; the only form in which the number is ever shown."""
        return identity.masked(unseal(self.identity_sealed)) if self.identity_sealed else ""

    def keep_identity_number(self, number):
        """Set the two columns, unsaved, from a checked number."""
        self.identity_sealed, self.identity_index = seal(number), blind_index(number)

    def check_identity_number(self, number):
        """Raises ValidationError: not well-formed, too young on the day of entry, or somebody else's."""
        identity.check(number)
        if self.entered_on and identity.age_on(number, self.entered_on) < YEARS_AT_ENTRY:
            raise ValidationError(_("按身份证号，任职那天还不满18周岁，请核对身份证号和任职日期。"))
        if CivilServant.objects.with_identity_number(number).exclude(pk=self.pk).exists():
            raise ValidationError(IDENTITY_TAKEN)


@tracked
class Post(models.Model):
    """岗位: a post whose A role does the work and whose B role stands in (A/B岗)."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="posts", verbose_name=_("机构"))
    title = models.CharField(_("岗位名称"), max_length=60)
    a_role = models.ForeignKey(CivilServant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("A岗"))
    b_role = models.ForeignKey(CivilServant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("B岗"))

    class Meta:
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")
        ordering = ["agency", "title"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "title"], name="post_once", violation_error_message=_("该机构已有同名岗位。")),
            models.CheckConstraint(
                condition=Q(a_role=None) | Q(b_role=None) | ~Q(a_role=F("b_role")),
                name="post_two_people",
                violation_error_message=_("A岗和B岗不能是同一人。"),
            ),
        ]

    def __str__(self):
        return f"{self.agency} {self.title}"


class TenureQuerySet(models.QuerySet):
    def in_office(self, at=None):
        at = at or timezone.localdate()
        return self.filter(began_on__lte=at).filter(Q(ended_on=None) | Q(ended_on__gt=at))


@tracked
class Tenure(models.Model):
    """任期: the time for which a civil servant heads an agency."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="tenures", verbose_name=_("机构"))
    civil_servant = models.ForeignKey(CivilServant, models.PROTECT, related_name="tenures", verbose_name=_("主要负责人"))
    began_on = models.DateField(_("到任日期"))
    ended_on = models.DateField(_("离任日期"), null=True, blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("主要负责人任期")
        verbose_name_plural = _("主要负责人任期")
        ordering = ["-began_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("began_on")),
                name="tenure_ends_after_it_begins",
                violation_error_message=_("离任日期要晚于到任日期。"),
            ),
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(ended_on=None),
                name="tenure_one_head",
                violation_error_message=_("该机构已有在任的主要负责人，请先填其离任日期。"),
            ),
        ]

    def __str__(self):
        return f"{self.agency} {self.civil_servant}"

"""Users, their roles in agencies, and the exceptions that a person grants (D5)."""

from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.directory.models import Agency
from core.history import tracked


class Role(models.TextChoices):
    CLERK = "clerk", _("经办人")
    AGENCY_REVIEWER = "agency_reviewer", _("审核人")
    CREDIT_OFFICE = "credit_office", _("信用办工作人员")
    SUPERVISOR = "supervisor", _("督查人员")
    INSPECTOR = "inspector", _("监察人员")
    ADMINISTRATOR = "administrator", _("系统管理员")


class User(AbstractUser):
    """账号: someone who signs in. What a user may do follows from the memberships, not from the account."""

    first_name = last_name = None
    name = models.CharField(_("姓名"), max_length=40)
    agencies = models.ManyToManyField(Agency, through="Membership", related_name="users")

    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        verbose_name = _("账号")
        verbose_name_plural = _("账号")
        ordering = ["username"]

    def __str__(self):
        return self.name or self.username

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name


class MembershipQuerySet(models.QuerySet):
    def in_force(self, at=None):
        at = at or timezone.localdate()
        return self.filter(starts_on__lte=at).filter(Q(ends_on=None) | Q(ends_on__gt=at))


@tracked
class Membership(models.Model):
    """任职角色: the role of a user in an agency, for a time."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("账号"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships", verbose_name=_("机构"))
    role = models.CharField(_("角色"), max_length=20, choices=Role.choices)
    starts_on = models.DateField(_("生效日期"), default=timezone.localdate)
    ends_on = models.DateField(_("失效日期"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("角色")
        verbose_name_plural = _("角色")
        ordering = ["agency", "role", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency", "role"],
                condition=Q(ends_on=None),
                name="membership_once",
                violation_error_message=_("该账号在这个机构已有这个角色。"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="membership_ends_after_it_starts",
                violation_error_message=_("失效日期要晚于生效日期。"),
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.agency} {self.get_role_display()}"


class GrantQuerySet(models.QuerySet):
    def in_force(self, at=None):
        at = at or timezone.now()
        return self.filter(revoked_at=None, granted_at__lte=at, expires_at__gt=at)

    def targets(self, *, user, model, permission, at=None):
        """Primary keys of the model's rows on which the user holds this permission by a grant in force."""
        content_type = ContentType.objects.get_for_model(model)
        return self.in_force(at).filter(user=user, content_type=content_type, permission=permission).values("object_id")


@tracked
class Grant(models.Model):
    """授权: an exception for one person and one object, with purpose, legal basis and expiry."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants", verbose_name=_("被授权人"))
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    permission = models.CharField(_("权限"), max_length=40)
    purpose = models.CharField(_("用途"), max_length=200)
    basis = models.CharField(_("依据"), max_length=200)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("授权人"))
    granted_at = models.DateTimeField(_("授权时间"), default=timezone.now)
    expires_at = models.DateTimeField(_("到期时间"))
    revoked_at = models.DateTimeField(_("收回时间"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("授权")
        verbose_name_plural = _("授权")
        ordering = ["-granted_at"]
        indexes = [models.Index(fields=["user", "content_type", "permission", "object_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "content_type", "object_id", "permission"], condition=Q(revoked_at=None), name="grant_in_force_once"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("granted_at")), name="grant_expires_after_it_begins"),
            models.CheckConstraint(condition=~Q(user=F("granted_by")), name="grant_not_to_oneself"),
        ]

    def __str__(self):
        return f"{self.user} {self.permission} {self.content_type} {self.object_id}"

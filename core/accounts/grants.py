"""The only place that writes grants and the django-guardian permissions that follow from them."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from core.accounts.models import Grant
from core.errors import DomainError


@transaction.atomic
def grant(*, target, user, permission, purpose, basis, expires_at, by):
    """Give one user one permission on one object until `expires_at`.

    Raises DomainError("grant_to_oneself", "grant_without_reason", "grant_expired", "already_granted").
    """
    if by.user == user:
        raise DomainError("grant_to_oneself", _("不能给自己授权，请由另一人办理。"))
    if not purpose or not basis:
        raise DomainError("grant_without_reason", _("授权要写明用途和依据。"))
    now = timezone.now()
    if expires_at <= now:
        raise DomainError("grant_expired", _("到期时间要晚于现在。"), field="expires_at")
    kind = ContentType.objects.get_for_model(target)
    same = Grant.objects.filter(user=user, content_type=kind, object_id=target.pk, permission=permission)
    # an expired grant still counts as in force for the unique constraint until it is closed
    same.filter(revoked_at=None, expires_at__lte=now).update(revoked_at=now)
    if same.in_force(now).exists():
        raise DomainError("already_granted", _("%(user)s已经有这项授权。要改期限，请先收回再重新授权。") % {"user": user})
    assign_perm(permission, user, target)
    return Grant.objects.create(
        user=user, target=target, permission=permission, purpose=purpose, basis=basis, granted_by=by.user, expires_at=expires_at
    )


@transaction.atomic
def revoke(*, grant, by):
    """Take a grant back, at once."""
    remove_perm(grant.permission, grant.user, grant.target)
    Grant.objects.filter(pk=grant.pk, revoked_at=None).update(revoked_at=timezone.now())

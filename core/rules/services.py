"""Changing a rule without changing the past."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.rules.models import Rule


@transaction.atomic
def new_version(*, rule, effective_from):
    """A copy of the rule that is in force from this day; the old version ends the day before, and its cases keep it.

    Raises DomainError("version_too_early", "version_not_last").
    """
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if rule.effective_from and effective_from <= rule.effective_from:
        raise DomainError("version_too_early", _("新版本的施行日期要晚于现有版本的施行日期（%(day)s）。") % {"day": rule.effective_from})
    if rule.effective_to and effective_from > rule.effective_to:
        raise DomainError("version_not_last", _("现有版本在%(day)s已经失效，请从最新的版本另建。") % {"day": rule.effective_to})
    ends, rule.effective_to = rule.effective_to, effective_from - timedelta(days=1)
    rule.save(update_fields=["effective_to"])
    rule.pk, rule.effective_from, rule.effective_to = None, effective_from, ends
    rule._state.adding = True
    rule.save()
    return rule

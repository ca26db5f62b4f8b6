"""Rule sets are edited here while they are drafts, with a preview; runs and ratings can be looked at."""

from datetime import timedelta

from django.contrib import admin
from django.contrib.admin.widgets import AdminIntegerFieldWidget
from django.db import models
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin_base import DomainAdmin, DomainInline, ReadOnlyAdmin
from credit_records.ratings import formula, queries
from credit_records.ratings.models import DecayBand, DimensionRule, GradeBand, PointRule, RatingRuleSet, RatingRun


class PartInline(DomainInline):
    """Parts are changed only while their rule set is a draft."""

    # narrow boxes: a row of six numbers fits beside the menu
    formfield_overrides = {models.DecimalField: {"widget": AdminIntegerFieldWidget}}

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and is_draft(obj)

    has_change_permission = has_delete_permission = has_add_permission


class DimensionInline(PartInline):
    model = DimensionRule


class PointInline(PartInline):
    model = PointRule
    autocomplete_fields = ["type"]


class DecayInline(PartInline):
    model = DecayBand


class GradeInline(PartInline):
    model = GradeBand


def is_draft(rule_set):
    return rule_set is None or rule_set.state == RatingRuleSet.State.DRAFT


@admin.register(RatingRuleSet)
class RatingRuleSetAdmin(DomainAdmin):
    """A new one begins as a copy, on the page of the rule set that it follows."""

    list_display = ["__str__", "effective_from", "effective_to", "verification", "state"]
    list_filter = ["state"]
    inlines = [DimensionInline, PointInline, DecayInline, GradeInline]
    fields = ["title", "basis", "verification", "effective_from", "most_per_type", "gaps", "preview"]
    readonly_fields = ["gaps", "preview"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and is_draft(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and is_draft(obj)

    def save_model(self, request, obj, form, change):
        """Whoever saves becomes the last editor, also where only a part was changed: they can't approve it."""
        obj.edited_by, obj.edited_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("还缺什么"))
    def gaps(self, rule_set):
        return "".join(rule_set.gaps()) or _("没有缺的，可以提交。")

    @admin.display(description=gettext_lazy("预览：记录最多的几个单位，按已保存的内容算到昨天"))
    def preview(self, rule_set):
        if rule_set.gaps():
            return _("内容补齐以后才能预览。")
        files = queries.samples()
        names = {file.pk: file for file in files}
        scores = formula.scores_under(rule_set, timezone.localdate() - timedelta(days=1), files)
        rows = format_html_join("", "<li>{}：{}，{}</li>", ((names[one["file_id"]], one["score"], one["grade"]) for one in scores))
        return format_html("<ul>{}</ul>", rows)


@admin.register(RatingRun)
class RatingRunAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "kind", "as_of", "rule_set", "rated", "average"]
    list_filter = ["kind"]

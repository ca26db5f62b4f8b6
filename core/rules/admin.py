from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.accounts.actor import Actor
from core.admin_base import DomainAdmin, DomainInline
from core.deadlines.services import apply_calendar
from core.errors import DomainError
from core.pages.words import amount
from core.rules.models import CalendarDay, CalendarYear, Rule
from core.rules.services import new_version

# what running limits were counted with; to change it, a new version is made
COUNTED = ["code", "amount", "amount_max", "unit", "annual_date", "runs", "effective_from"]


class VersionForm(ActionForm):
    effective_from = forms.DateField(label=gettext_lazy("新版本施行日期"), required=False)


@admin.register(Rule)
class RuleAdmin(DomainAdmin):
    list_display = ["name", "limit", "legal_basis", "checked", "effective_from", "effective_to"]
    list_filter = ["topic", "verification"]
    search_fields = ["name", "code", "legal_basis"]
    action_form = VersionForm
    actions = ["make_version"]

    @admin.display(description=gettext_lazy("期限"), ordering="amount")
    def limit(self, rule):
        return amount(rule.amount, rule.unit) if rule.amount else rule.annual_date

    @admin.display(description=gettext_lazy("条文已核对"), boolean=True)
    def checked(self, rule):
        return rule.is_verified

    def get_readonly_fields(self, request, obj=None):
        return COUNTED if obj and obj.deadlines.exists() else []

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj and not obj.is_verified:
            messages.warning(request, _("这条规则没有核对条文（%(how)s），使用前请查证。") % {"how": obj.get_verification_display()})
        if obj and self.get_readonly_fields(request, obj):
            messages.info(request, _("已有期限按这一版本计算，期限本身不能再改。要改，请在规则列表里从某日起另建新版本。"))
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @admin.action(description=gettext_lazy("从某日起另建新版本"), permissions=["change"])
    def make_version(self, request, rules):
        form = VersionForm(request.POST)
        form.fields["action"].choices = self.get_action_choices(request)
        if rules.count() != 1 or not form.is_valid() or not form.cleaned_data["effective_from"]:
            self.message_user(request, _("请只选一条规则，并填写新版本的施行日期，例如 2027-01-01。"), messages.ERROR)
            return None
        try:
            made = new_version(rule=rules.get(), effective_from=form.cleaned_data["effective_from"])
        except DomainError as error:
            self.message_user(request, error.message, messages.ERROR)
            return None
        self.message_user(request, _("新版本已建好，请在这里修改它的内容。"), messages.SUCCESS)
        return redirect("admin:core_rule_change", made.pk)


class DayForm(forms.ModelForm):
    """A day is added, renamed or taken out; its date is its key, so it stays as it is."""

    class Meta:
        model = CalendarDay
        fields = ["date", "is_working_day", "name"]
        widgets = {"date": forms.DateInput(format="%Y-%m-%d", attrs={"size": 10})}  # as Django reads a key back

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields["date"].widget.attrs["readonly"] = True

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day.year != self.instance.year_id:
            raise forms.ValidationError(_("日期不在所选年份内。"))
        return day


class CalendarDayInline(DomainInline):
    model, form = CalendarDay, DayForm


@admin.register(CalendarYear)
class CalendarYearAdmin(DomainAdmin):
    list_display = ["year", "official", "source"]
    inlines = [CalendarDayInline]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return ["year"] if obj else []

    def save_related(self, request, form, formsets, change):
        """Every running limit is counted anew, and the administrator reads how many moved."""
        super().save_related(request, form, formsets, change)
        moved = apply_calendar(by=Actor.of(request.user))
        words = ngettext("已按新日历重新计算，%(count)d个期限的日期有变动。", "已按新日历重新计算，%(count)d个期限的日期有变动。", moved)
        self.message_user(request, words % {"count": moved}, messages.SUCCESS)

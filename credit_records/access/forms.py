"""What people type about a query."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.directory.forms import NumberField
from core.directory.models import Agency
from core.evidence.forms import EvidenceField
from core.pages.forms import DateField, DecidingForm, PageForm
from credit_records.access.models import FileQuery
from credit_records.access.queries import people_meant


class ApplyForm(PageForm):
    """Whose file, what for, on what basis, until when, and the paper."""

    agency = forms.ModelChoiceField(label=gettext_lazy("查哪个单位"), queryset=Agency.objects.none(), empty_label=gettext_lazy("选择单位"))
    person = forms.CharField(
        label=gettext_lazy("公务员姓名"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("查个人档案时才填，在上面选他所在的单位。"),
    )
    identity_number = NumberField(
        label=gettext_lazy("身份证号"),
        required=False,
        help_text=gettext_lazy("单位里有同名的人时填写，用来确认是哪一位。不会显示，也不会记入日志。"),
    )
    purpose = forms.ChoiceField(label=gettext_lazy("用途"), choices=FileQuery.Purpose.choices, widget=forms.RadioSelect)
    purpose_words = forms.CharField(
        label=gettext_lazy("用途说明"),
        max_length=150,
        help_text=gettext_lazy("一句话写明为哪件事查，例如：拟任市住建局副局长人选考察。被查的人会看到这句话。"),
    )
    basis = forms.CharField(
        label=gettext_lazy("法定依据"), max_length=200, help_text=gettext_lazy("法律、法规、规章或者文件的名称和条款。")
    )
    wanted_until = DateField(label=gettext_lazy("需要查到哪天"), help_text=gettext_lazy("事情办完的日期，例如 2026年12月31日。"))
    files = EvidenceField(label=gettext_lazy("授权文书或者查询函"), help_text=gettext_lazy("盖章的扫描件，可以选多份。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.active()

    def clean(self):
        """`subject`: the agency, or its civil servant."""
        cleaned = super().clean()
        agency, person, number = (cleaned.pop(name, None) for name in ("agency", "person", "identity_number"))
        cleaned["subject"] = self.civil_servant(agency, person, number) if agency and (person or number) else agency
        return cleaned

    def civil_servant(self, agency, person, number):
        found = people_meant(agency, person, number)
        if len(found) == 1:
            return found[0]
        words = _("%(agency)s有几位同名的，请填写身份证号。") if found else _("%(agency)s的名录里没有这个人，请核对姓名、单位和身份证号。")
        self.add_error("person", words % {"agency": agency.short_name})
        return None


class GrantForm(DecidingForm):
    until = DateField(label=gettext_lazy("准许查到哪天"))
    reason = forms.CharField(label=gettext_lazy("意见"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

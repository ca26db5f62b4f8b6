"""What people type about a record."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.directory.models import Agency
from core.evidence.forms import EvidenceField
from core.pages.forms import DateField, DecidingForm, PageForm
from credit_records.records.models import CreditRecord, LeniencyGround, RecordType
from credit_records.records.queries import civil_servants_named, leniency_grounds


class DraftForm(PageForm):
    """The facts of a record, as they can be corrected while it is a draft."""

    type = forms.ModelChoiceField(label=gettext_lazy("类型"), queryset=RecordType.objects.none(), empty_label=gettext_lazy("选择类型"))
    title = forms.CharField(label=gettext_lazy("标题"), max_length=300, help_text=gettext_lazy("一句话：哪个单位，做了或者没做什么。"))
    facts = forms.CharField(
        label=gettext_lazy("事实"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("写时间、经过和结果，只写查证过的。公示时会隐去本单位人员的姓名。"),
    )
    happened_on = DateField(label=gettext_lazy("发生日期"), help_text=gettext_lazy("例如 2026年6月30日。"))
    basis = forms.CharField(
        label=gettext_lazy("依据"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("所依据的规定。不填就用所选类型的依据。"),
    )
    document_name = forms.CharField(
        label=gettext_lazy("认定文书"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("裁判、处罚、处分、问责、审计、表彰的文书名称；这几类必填。"),
    )
    document_number = forms.CharField(
        label=gettext_lazy("文书文号"), required=False, max_length=100, help_text=gettext_lazy("例如 云审决〔2026〕3号。")
    )
    document_on = DateField(
        label=gettext_lazy("文书日期"), required=False, help_text=gettext_lazy("公示期、处分期从这一天起算；没有文书的从确认之日起算。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # asked for with each form: which types may be used depends on the day
        self.fields["type"].queryset = RecordType.objects.effective()


class NewRecordForm(DraftForm):
    """A new record: whom it is about, then its facts, then what proves them."""

    agency = forms.ModelChoiceField(label=gettext_lazy("被记录单位"), queryset=Agency.objects.none(), empty_label=gettext_lazy("选择单位"))
    person = forms.CharField(
        label=gettext_lazy("公务员姓名"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("记到个人档案时才填，在上面选他所在的单位。个人的记录不公示。"),
    )
    files = EvidenceField(
        label=gettext_lazy("佐证材料"), required=False, help_text=gettext_lazy("可以选多份，也可以以后再补。提交审核前至少要有一份。")
    )

    field_order = [
        "agency",
        "person",
        "type",
        "title",
        "facts",
        "happened_on",
        "document_name",
        "document_number",
        "document_on",
        "basis",
        "files",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.active()

    def clean(self):
        """`subject`: the agency, or its civil servant of the given name."""
        cleaned = super().clean()
        agency, person = cleaned.pop("agency", None), cleaned.pop("person", "")
        cleaned["subject"] = agency
        if agency and person:
            cleaned["subject"] = self.civil_servant(agency, person)
        return cleaned

    def civil_servant(self, agency, person):
        found = civil_servants_named(agency, person)
        if len(found) == 1:
            return found[0]
        words = _("%(agency)s有几位同名的，请在姓名后空一格写职务。") if found else _("%(agency)s的名录里没有这个人，请核对姓名和单位。")
        self.add_error("person", words % {"agency": agency.short_name})
        return None


class CorrectionForm(DecidingForm, DraftForm):
    """What the record shall say, and why."""

    reason = forms.CharField(
        label=gettext_lazy("更正的理由"), widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("写明哪一处有误、有什么证明。")
    )
    files = EvidenceField(label=gettext_lazy("证明材料"), required=False)


class RevocationForm(DecidingForm):
    reason = forms.CharField(
        label=gettext_lazy("撤销的理由"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("写明为什么这条记录不应当存在。批准后留在公开链里，本单位人员的姓名会隐去。"),
    )
    files = EvidenceField(label=gettext_lazy("证明材料"), required=False)


class ConfirmForm(DecidingForm):
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("写明核对了什么、为什么这样认定。公示时公开这段文字，本单位人员的姓名会隐去。"),
    )


class ConfirmBadForm(ConfirmForm):
    """Whoever put it right of their own accord is treated more lightly (从轻或免于惩戒), with the ground for it."""

    leniency = forms.ChoiceField(label=gettext_lazy("主动纠正的，从轻或者免予惩戒"), choices=CreditRecord.Leniency.choices, required=False)
    leniency_ground = forms.ModelChoiceField(
        label=gettext_lazy("情形"), queryset=LeniencyGround.objects.none(), required=False, empty_label=gettext_lazy("没有从轻情形")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leniency_ground"].queryset = leniency_grounds()


class EvidenceForm(PageForm):
    files = EvidenceField(label=gettext_lazy("佐证材料"), help_text=gettext_lazy("PDF、Word、Excel、图片、MP4或文本文件，可以选多份。"))

"""What people type about a contract: its facts and duties, a day of the procurement law, a stage, a claim, a settlement."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.contracts.models import Contract, ContractKind
from core.documents.dates import DATE, date_of
from core.documents.text import fold_line_for_line
from core.evidence.forms import EvidenceField
from core.pages.forms import DateField, DecidingForm, MoneyField, PageForm

NOT_OPEN = _("这一项已经登记过，或者还没有到。请选择列出的一项。")
AROUND_WORDS = " \t,，、：:"


class DutiesField(forms.CharField):
    """A line for each duty: the day, then what has to be done by it. Cleans to a list of pairs (day, words)."""

    widget = forms.Textarea(attrs={"rows": 5})

    def clean(self, value):
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        return [self.duty(number, line) for number, line in enumerate(lines, start=1)]

    def duty(self, number, line):
        folded = fold_line_for_line(line)
        found = DATE.search(folded)
        day = found and date_of(found)
        text = (folded[: found.start()] + folded[found.end() :]).strip(AROUND_WORDS) if found else ""
        if day is None or not text:
            words = _now("第%(number)d行读不懂：“%(line)s”。先写日期，再写要做的事，例如：2026年12月31日 完成场地平整并移交")
            raise forms.ValidationError(words % {"number": number, "line": line.strip()[:60]})
        return day, text


class ContractForm(PageForm):
    kind = forms.ModelChoiceField(label=_("种类"), queryset=ContractKind.objects.all(), empty_label=None)
    title = forms.CharField(label=_("合同名称"), max_length=200)
    agency = forms.ModelChoiceField(label=_("签约单位"), queryset=None, empty_label=_("请选择"))
    counterparty = forms.CharField(label=_("相对方"), max_length=200, help_text=_("全称。不公开；个人在列表里只显示姓。"))
    counterparty_kind = forms.ChoiceField(
        label=_("相对方类型"), choices=Contract.PartyKind.choices, widget=forms.RadioSelect, initial="firm"
    )
    credit_code = forms.CharField(label=_("统一社会信用代码"), max_length=18, required=False)
    amount = MoneyField(label=_("金额"), required=False, help_text=_("没有金额的不填。"))
    currency = forms.ChoiceField(label=_("币种"), choices=Contract.Currency.choices, initial="CNY")
    signed_on = DateField(label=_("签订日期"), required=False, help_text=_("还没有签订的不填，签订以后在合同页面上登记。"))
    legal_ground = forms.CharField(
        label=_("法定依据"),
        max_length=300,
        required=False,
        help_text=_(
            "担保必须写明：机关法人不得为保证人，但是经国务院批准为使用外国政府或者国际经济组织贷款进行转贷的除外（《民法典》第六百八十三条）。"
        ),
    )
    duties = DutiesField(
        label=_("本单位的义务"),
        help_text=_("一行一项：日期，空格，要做的事。生效后每一项都公开，不要写个人姓名。例如：2026年12月31日 完成场地平整并移交"),
    )
    files = EvidenceField(label=_("合同文本"), required=False, help_text=_("可以选几个：PDF、Word、Excel或者图片。不公开。"))

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies


class DayForm(PageForm):
    event = forms.ChoiceField(label=_("登记什么"), widget=forms.RadioSelect, error_messages={"invalid_choice": NOT_OPEN})
    on = DateField(label=_("日期"), initial=timezone.localdate)

    def __init__(self, *args, events, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = events


class StageForm(DecidingForm):
    responsible = forms.CharField(label=_("责任人"), max_length=100, required=False, help_text=_("职务和姓名。没有责任人的环节不能开始。"))
    planned_on = DateField(label=_("计划完成"), required=False)
    began_on = DateField(label=_("开始"), required=False)
    ended_on = DateField(label=_("完成"), required=False)


class ClaimDutyForm(PageForm):
    text = forms.CharField(label=_("怎样履行的"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 4}))
    files = EvidenceField(
        label=_("佐证材料"),
        help_text=_("例如验收单、交付凭证。至少一份。"),
        error_messages={"required": _("附上至少一份佐证材料，例如验收单、交付凭证。")},
    )


class SettlementForm(PageForm):
    settlement = forms.CharField(label=_("和解内容"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 5}))
    files = EvidenceField(
        label=_("和解文书"),
        help_text=_("和解协议、调解书或者付款凭证。至少一份。"),
        error_messages={"required": _("附上和解协议、调解书或者付款凭证。")},
    )

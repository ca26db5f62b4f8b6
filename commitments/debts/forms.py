"""What people type about a debt: its facts and plan, a payment, an answer by the code."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.debts.models import CreditorAnswer, Debt
from core.documents.dates import DATE, date_of
from core.documents.text import fold_line_for_line
from core.evidence.forms import EvidenceField
from core.money import money_of
from core.pages.forms import ChoicesWithHints, DateField, DayInput, DecidingForm, MoneyField, PageForm

FILES_HINT = _("可以选几个：PDF、Word、Excel或者图片。只有本单位、督查部门和信用办看得到。")


class PlanField(forms.CharField):
    """A line for each instalment: the day, then yuan. Cleans to a list of pairs (day, yuan)."""

    widget = forms.Textarea(attrs={"rows": 5})

    def clean(self, value):
        lines = [line for line in fold_line_for_line(super().clean(value)).splitlines() if line.strip()]
        return [self.instalment(number, line) for number, line in enumerate(lines, start=1)]

    def instalment(self, number, line):
        found = DATE.search(line)
        day = found and date_of(found)
        amount = money_of(line[: found.start()] + line[found.end() :]) if found else None
        if day is None or amount is None:
            words = _now("第%(number)d行读不懂：“%(line)s”。先写日期，再写金额，例如：2026年12月31日 50000.00")
            raise forms.ValidationError(words % {"number": number, "line": line.strip()[:60]})
        return day, amount


class RateField(forms.DecimalField):
    """Per cent as people write them: 4.35%."""

    default_error_messages = {"invalid": _("利率写成数字，例如年利率写 4.35，日利率写 0.05。")}
    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value):
        return super().to_python(fold_line_for_line(str(value)).strip().removesuffix("%") if value else value)


class ContactForm(PageForm):
    telephone = forms.CharField(label=_("联系电话"), max_length=40, required=False, help_text=_("加密保存。"))
    email = forms.EmailField(
        label=_("邮箱"),
        required=False,
        help_text=_("加密保存。填了的，欠款确认、登记付款和到期没有付清时，发邮件告诉债权人；邮件里没有收款确认码。"),
    )


class FactsForm(ContactForm):
    creditor = forms.CharField(label=_("债权人"), max_length=200, help_text=_("全称。不公开。"))
    creditor_kind = forms.ChoiceField(
        label=_("债权人类型"),
        choices=Debt.CreditorKind.choices,
        widget=ChoicesWithHints(hints={"small_firm": _("没有约定逾期利率的，逾期利息按《保障中小企业款项支付条例》计算")}),
    )
    ground = forms.ChoiceField(label=_("形成依据"), choices=Debt.Ground.choices, widget=forms.RadioSelect)
    paper_name = forms.CharField(label=_("文书名称"), max_length=200, help_text=_("例如：云澜市滨江路改造工程施工合同。"))
    paper_number = forms.CharField(label=_("文书编号"), max_length=100, required=False)
    paper_on = DateField(label=_("文书日期"), help_text=_("合同订立、裁判文书或者裁决书的日期。"))
    principal = MoneyField(label=_("本金（元）"))
    plan = PlanField(
        label=_("还款计划"),
        help_text=_("一行一期：日期，空格，金额；各期合计等于本金。一次付清的写一行。例如：2026年12月31日 50000.00"),
    )
    rate_kind = forms.ChoiceField(label=_("逾期利率"), choices=Debt.RateKind.choices, widget=forms.RadioSelect, initial="none")
    rate = RateField(
        label=_("约定的利率（%）"), max_digits=9, decimal_places=6, required=False, help_text=_("例如年利率写 4.35，日利率写 0.05。")
    )
    files = EvidenceField(label=_("合同、文书"), required=False, help_text=FILES_HINT)
    field_order = ("creditor", "creditor_kind", "telephone", "email")


class DebtForm(FactsForm):
    agency = forms.ModelChoiceField(label=_("欠款单位"), queryset=None, empty_label=_("请选择"))
    field_order = ("agency", *FactsForm.field_order)

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies


class PaymentForm(DecidingForm):
    """What has been paid was read with it: the same payment is not entered by two people."""

    amount = MoneyField(label=_("付款金额（元）"))
    paid_on = DateField(label=_("付款日期"), initial=timezone.localdate)
    files = EvidenceField(
        label=_("付款凭证"),
        help_text=_("例如银行回单。至少一份。"),
        error_messages={"required": _("附上付款凭证，例如银行回单。")},
    )


class AsOfForm(PageForm):
    """The day up to which interest is shown."""

    as_of = forms.DateField(label=_("利息算到哪一天"), required=False, widget=DayInput)


class CodeForm(PageForm):
    code = forms.CharField(label=_("收款确认码"), max_length=40)


class AnswerForm(PageForm):
    code = forms.CharField(label=_("收款确认码"), widget=forms.HiddenInput, max_length=40)
    answer = forms.ChoiceField(
        label=_("这笔钱收到了没有"),
        choices=CreditorAnswer.Answer.choices,
        widget=ChoicesWithHints(
            hints={"received": _("金额和日期都对"), "contradicted": _("没有收到，或者金额、日期不对。付款单位和督查部门会马上知道")}
        ),
    )
    words = forms.CharField(
        label=_("说明"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("有异议的，写明哪里不符。")
    )


class PublishForm(PageForm):
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2200)

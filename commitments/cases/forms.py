"""What people type about an application."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.cases.models import ServiceCase
from core.pages.forms import ChoicesWithHints, DecidingForm, PageForm, ReasonForm

LINES = {"rows": 4}


class GuideChoice(forms.ModelChoiceField):
    def label_from_instance(self, guide):
        return f"{guide.item.agency.short_name} {guide.name}"


class OpenForm(PageForm):
    guide = GuideChoice(label=_("申请什么"), queryset=None, empty_label=_("请选择"))
    applicant = forms.CharField(label=_("申请人"), max_length=100, help_text=_("姓名或者单位全称。不公开。"))
    contact = forms.CharField(label=_("联系方式"), max_length=100, help_text=_("电话或者邮箱。加密保存。"))

    def __init__(self, *args, guides, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guide"].queryset = guides


class PapersForm(PageForm):
    """`names`: the materials to choose from."""

    papers = forms.MultipleChoiceField(label=_("材料"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["papers"].choices = [(name, name) for name in names]


class MissingForm(PapersForm):
    words = forms.CharField(
        label=_("怎样补正"), max_length=2000, required=False, widget=forms.Textarea(attrs=LINES), help_text=_("申请人在查询页面看得到。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["papers"].label = _("缺哪些材料")


class SuppliedForm(PapersForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["papers"].label = _("这次交来了什么")


class PauseForm(ReasonForm):
    kind = forms.ChoiceField(label=_("为什么中止"), choices=ServiceCase.PauseKind.choices, widget=forms.RadioSelect)
    field_order = ("kind", "reason")


class ToPersonForm(ReasonForm):
    user = forms.ModelChoiceField(label=_("转给谁"), queryset=None, empty_label=_("请选择"))
    field_order = ("user", "reason")

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = colleagues


class ToAgencyForm(ReasonForm):
    guide = GuideChoice(label=_("应当办哪一项"), queryset=None, empty_label=_("请选择"))
    field_order = ("guide", "reason")

    def __init__(self, *args, guides, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guide"].queryset = guides


class DecideForm(DecidingForm):
    outcome = forms.ChoiceField(
        label=_("你的决定"),
        choices=ServiceCase.Outcome.choices,
        widget=ChoicesWithHints(
            hints={
                "granted": _("符合条件，材料齐全"),
                "refused": _("写明理由和法律依据；同时报上级单位备案，申请人会读到复议和诉讼的权利"),
            }
        ),
    )
    reason = forms.CharField(label=_("理由"), max_length=5000, widget=forms.Textarea(attrs=LINES), help_text=_("申请人看得到。"))
    basis = forms.CharField(label=_("法律依据"), max_length=500, required=False, help_text=_("不予许可的必须写明条款。"))


class DeliverForm(PageForm):
    delivery = forms.CharField(label=_("怎样送达"), max_length=200, help_text=_("例如：申请人到窗口领取，已签收。"))


class AnswerForm(PageForm):
    answer = forms.ChoiceField(
        label=_("意见"),
        choices=[("consented", _("同意")), ("objected", _("不同意"))],
        widget=ChoicesWithHints(hints={"objected": _("写明理由和依据；承办单位因此不能准予")}),
    )
    words = forms.CharField(label=_("理由"), max_length=5000, required=False, widget=forms.Textarea(attrs=LINES))


class CodeForm(PageForm):
    code = forms.CharField(label=_("查询码"), max_length=40)

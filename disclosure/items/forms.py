"""The form of an item is the common head block with the fields of its category between head and text."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.pages.fields import form_fields
from core.pages.forms import ChoicesWithHints, DateField, DecidingForm, PageForm
from disclosure.items.models import Item

HEAD = ("agency", "title", "document_number", "formed_on", "validity")


class EditForm(PageForm):
    title = forms.CharField(label=_("标题"), max_length=300)
    document_number = forms.CharField(
        label=_("文号"), max_length=60, required=False, help_text=_("例如 云人社规〔2026〕7号。没有文号就不填。")
    )
    formed_on = DateField(label=_("成文日期"), help_text=_("信息形成的那一天。公开时限从这一天的次日起算。"))
    validity = forms.ChoiceField(label=_("有效性"), choices=Item.Validity.choices, initial=Item.Validity.IN_FORCE)
    text = forms.CharField(
        label=_("正文"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("还没有写好可以先不填：先登记，时限照算；提交审核前要写好。"),
    )


class CreateForm(EditForm):
    agency = forms.ModelChoiceField(label=_("发文机关"), queryset=None, empty_label=None)


def form_for(category, base=EditForm):
    """The form class of one category."""
    own = form_fields(category.fields)
    return type("ItemForm", (base,), {**own, "field_order": [*HEAD, *own, "text"]})


class DecisionForm(DecidingForm):
    decision = forms.ChoiceField(
        label=_("你的决定"),
        choices=[("publish", _("通过，今天公开")), ("send_back", _("退回修改")), ("withhold", _("依法不予公开"))],
        initial="publish",
        widget=ChoicesWithHints(
            hints={
                "publish": _("已做保密审查和合法性审核；编索引号，公众马上可以查到"),
                "send_back": _("写明要改什么，公开时限照算"),
                "withhold": _("属于国家秘密、商业秘密、个人隐私等不公开情形，写明依据"),
            }
        ),
    )
    reason = forms.CharField(
        label=_("理由"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("退回修改、不予公开时要写。只有工作人员看得到。"),
    )

    def clean(self):
        if self.cleaned_data.get("decision", "publish") != "publish" and not self.cleaned_data.get("reason"):
            self.add_error("reason", _now("写明理由"))
        return self.cleaned_data

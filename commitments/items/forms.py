"""What people type about a service item."""

import re

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.items.models import ServiceItem
from commitments.items.shown import FORMS
from commitments.register.forms import NAMES_HINT, AgencyNamesField
from core.documents.text import fold_line_for_line
from core.pages.forms import ChoicesWithHints, DecidingForm, PageForm

PARTS = re.compile(r"[|,，、;；\t]+")
FORM_WORDS = {"原件": "original", "复印件": "copy", "原件和复印件": "both"}
NEEDED_WORDS = {"必要": True, "视情况": False}
COPIES = re.compile(r"(\d{1,3})份?")
LINE = "{name}，{form}，{copies}份，{needed}"


class MaterialsField(forms.CharField):
    """A line for each paper: its name, original or copy, how many, needed or not. Cleans to a list of rows."""

    widget = forms.Textarea(attrs={"rows": 6})

    def clean(self, value):
        lines = [line for line in fold_line_for_line(super().clean(value)).splitlines() if line.strip()]
        return [self.row(number, line) for number, line in enumerate(lines, start=1)]

    def row(self, number, line):
        parts = [part.strip() for part in PARTS.split(line) if part.strip()]
        copies = COPIES.fullmatch(parts[2]) if len(parts) == 4 else None
        if not copies or parts[1] not in FORM_WORDS or parts[3] not in NEEDED_WORDS:
            words = _now(
                "第%(number)d行读不懂：“%(line)s”。依次写名称、原件或者复印件、份数、必要或者视情况，例如：申请表，原件，1份，必要"
            )
            raise forms.ValidationError(words % {"number": number, "line": line.strip()[:60]})
        return {"name": parts[0], "form": FORM_WORDS[parts[1]], "copies": int(copies[1]), "needed": NEEDED_WORDS[parts[3]]}


def typed_materials(rows):
    """As they stand in the box when the guide is written anew."""
    forms_back, needed_back = ({value: words for words, value in one.items()} for one in (FORM_WORDS, NEEDED_WORDS))
    assert forms_back.keys() == FORMS.keys()
    return "\n".join(
        LINE.format(name=row["name"], form=forms_back[row["form"]], copies=row["copies"], needed=needed_back[row["needed"]]) for row in rows
    )


class GuideForm(PageForm):
    kind = forms.ChoiceField(
        label=_("类型"),
        choices=ServiceItem.Kind.choices,
        widget=ChoicesWithHints(hints={"licence": _("期限、告知、延长和送达依照《行政许可法》")}),
    )
    name = forms.CharField(label=_("事项名称"), max_length=200, help_text=_("例如：人力资源服务许可。"))
    legal_basis = forms.CharField(label=_("设定依据"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    conditions = forms.CharField(label=_("办理条件"), max_length=10000, widget=forms.Textarea(attrs={"rows": 4}))
    materials = MaterialsField(
        label=_("申请材料"),
        help_text=_("一行一种：名称，原件、复印件或者原件和复印件，份数，必要或者视情况。例如：申请表，原件，1份，必要"),
    )
    statutory_days = forms.IntegerField(
        label=_("法定期限（工作日）"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("行政许可不填的，按《行政许可法》第四十二条。"),
    )
    statutory_basis = forms.CharField(label=_("法定期限的依据"), max_length=300, required=False)
    promised_days = forms.IntegerField(
        label=_("承诺期限（工作日）"), min_value=1, max_value=1000, help_text=_("从受理之日的次日起算，不能长于法定期限。")
    )
    fee = forms.CharField(label=_("收费"), max_length=200, required=False, help_text=_("不收费的不填。"))
    fee_basis = forms.CharField(label=_("收费依据"), max_length=300, required=False)
    place = forms.CharField(label=_("办理地点"), max_length=200)
    hours = forms.CharField(label=_("办理时间"), max_length=200)
    complaints = forms.CharField(label=_("投诉电话"), max_length=60)
    participants = AgencyNamesField(
        label=_("并联审批单位"), required=False, help_text=_("要征求意见的其他单位；到期没有答复的，视为同意。") + NAMES_HINT
    )
    opinion_days = forms.IntegerField(
        label=_("并联审批单位的期限（工作日）"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("不填的按规则目录，不长于承诺期限。"),
    )


class EditForm(DecidingForm, GuideForm):
    """The draft as it stood was read with it: what a colleague wrote meanwhile is not overwritten unseen."""


class NewForm(GuideForm):
    agency = forms.ModelChoiceField(label=_("实施机关"), queryset=None, empty_label=None)
    field_order = ("agency",)

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies


class DecisionForm(DecidingForm):
    decision = forms.ChoiceField(
        label=_("你的决定"),
        choices=[("publish", _("通过，今天公布")), ("send_back", _("退回修改"))],
        initial="publish",
        widget=ChoicesWithHints(
            hints={
                "publish": _("依据、材料、期限和收费都核对过；公众马上可以查到，窗口按它办件"),
                "send_back": _("写明要改什么"),
            }
        ),
    )
    reason = forms.CharField(label=_("理由"), required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("退回修改时要写。"))

    def clean(self):
        if self.cleaned_data.get("decision", "publish") != "publish" and not self.cleaned_data.get("reason"):
            self.add_error("reason", _now("写明理由"))
        return self.cleaned_data

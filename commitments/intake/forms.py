from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.intake.models import DraftTask
from commitments.register.forms import NAMES_HINT, AgencyNamesField
from commitments.register.models import Commitment
from core.pages.forms import DateField, PageForm


class TakeInForm(PageForm):
    """A file, or pasted words."""

    file = forms.FileField(label=_("上传文件"), required=False, help_text=_("接受 .txt、.docx 和有文字的 .pdf，最大20 MB。"))
    text = forms.CharField(
        label=_("或者粘贴文字"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("连同标题、文号和落款一起粘贴。"),
        strip=False,
    )

    def clean(self):
        data = super().clean()
        if not data.get("file") and not (data.get("text") or "").strip() and not self.errors:
            self.add_error("file", _("选择一个文件，或者在下面粘贴文字"))
        return data


class TaskForm(PageForm):
    """All of one task, for a person to settle."""

    title = forms.CharField(label=_("任务"), max_length=200)
    leads = AgencyNamesField(label=_("牵头单位"), help_text=_("第一个牵头单位是责任单位。写全称或者简称，几个单位用顿号隔开。"))
    cooperating = AgencyNamesField(label=_("配合单位"), required=False, help_text=NAMES_HINT)
    limit_kind = forms.ChoiceField(
        label=_("期限"), choices=[choice for choice in DraftTask.Kind.choices if choice[0] != "none"], widget=forms.RadioSelect
    )
    due_on = DateField(label=_("完成日期"), required=False, help_text=_("选“指定日期”时填写。"))
    frequency = forms.ChoiceField(
        label=_("多久办理一次"), choices=[("", "——"), *Commitment.Frequency.choices], required=False, help_text=_("选“定期办理”时填写。")
    )
    criterion = forms.CharField(
        label=_("怎样检验"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("至少一条别人也能查证的标准。现在不知道可以先空着，责任单位会补。"),
    )


class SplitForm(PageForm):
    at = forms.TypedChoiceField(label=_("从哪一句起分成另一项"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, task, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = sentence_starts(task.text)


def sentence_starts(text):
    """(place, words) of each sentence but the first: where a task can be cut."""
    places, begin = [], 0
    for place, character in enumerate(text):
        if character in "。；\n" and text[place + 1 :].strip():
            begin = place + 1
            places.append((begin, text[begin : begin + 60].strip()))
    # a bracket of units belongs to what stands before it
    return [(place, words) for place, words in places if words and words[0] not in "（("]

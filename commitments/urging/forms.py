"""What is typed to urge: why, whether with a letter, and what is urged again although it was urged lately."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment
from commitments.urging.letters import LETTERS
from core.pages.forms import ChoicesWithHints, PageForm
from core.pages.words import day, mark_of

MOST = 200  # commitments on one form
URGED_MEANWHILE = _("刚刚有人催办过其中的事项，请看过下面的记录再决定。")


class UrgeForm(PageForm):
    """`recent`: {commitment: its newest urge} of what was urged lately; the form says so at once."""

    again = forms.MultipleChoiceField(
        label=_("近期催办过"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("确实要再催办的才勾选；不勾选的不会重复催办。"),
        error_messages={"invalid_choice": URGED_MEANWHILE},
    )
    reason = forms.CharField(
        label=_("催办理由"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写明哪里没有办到、要求做什么。发函的，这段话写进函里。"),
    )
    letter = forms.ChoiceField(
        label=_("发函"),
        required=False,
        choices=[("", _("不发函，只在系统里催办")), *((code, letter.label) for code, letter in LETTERS.items())],
        widget=ChoicesWithHints(
            hints={
                "urging_letter": _("提醒抓紧办理；有文号和核验码，可以下载PDF和Word"),
                "supervision_letter": _("再三催办没有结果，要求主要负责人研究部署；同样有文号和核验码"),
            }
        ),
    )

    def __init__(self, *args, recent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["again"].choices = [(str(one.pk), said(one)) for one in recent.values()]
        if not recent and not self.data:
            del self.fields["again"]

    def clean_again(self):
        return [int(key) for key in self.cleaned_data["again"]]


def said(one):
    """滨江路路灯：江望舒2026年9月21日催办（等待答复）"""
    words = {
        "title": one.commitment.title,
        "who": one.urged_by or _now("系统"),
        "day": day(one.urged_at),
        "number": one.ordinal,
        "answer": one.get_state_display(),
    }
    return _now("%(title)s：%(who)s在%(day)s第%(number)d次催办（%(answer)s），仍要再催办") % words


class ChosenField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, row):
        limit = row.deadline or row.report_deadline
        words = {"title": row.title, "number": row.number, "standing": mark_of(limit) if limit else row.get_state_display()}
        return _now("%(title)s（%(number)s，%(standing)s）") % words


class UrgeManyForm(UrgeForm):
    """`offered`: the commitments of one agency to choose from."""

    chosen = ChosenField(label=_("催办哪些"), queryset=Commitment.objects.none(), error_messages={"required": _("请至少选一项。")})
    field_order = ["chosen", "again", "reason", "letter"]

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = offered


class LoadForm(PageForm):
    """How the map is looked at: which district, and what stands first. It lives in the address."""

    area = forms.ChoiceField(label=_("区县"), required=False)
    sort = forms.ChoiceField(label=_("排序"), required=False)

    def __init__(self, *args, areas, sorts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("全部")), *areas]
        self.fields["sort"].choices = sorts

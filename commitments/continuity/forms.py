"""The forms of taking and assigning: what waits, chosen in bulk. Everything is chosen at first, for that is the usual answer."""

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.register.shown import public_why
from core.directory.models import Agency
from core.pages.due import DueDay
from core.pages.forms import PageForm

MOST = 500  # on one page; who has more begins again


class ChosenField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, row):
        commitment = row.commitment
        limit = commitment.deadline or commitment.report_deadline
        words = {"title": commitment.title, "number": commitment.number, "before": row.from_agency.short_name}
        if limit and limit.due_on:
            shown = {name: escape(value) for name, value in words.items()} | {
                "day": DueDay(limit.due_on, public_why(commitment)).__html__()
            }
            return SafeString(_now("%(title)s（%(number)s，原由%(before)s负责，%(day)s到期）") % shown)
        return _now("%(title)s（%(number)s，原由%(before)s负责）") % words


class TakeForm(PageForm):
    """`waiting`: the reassignments that the reader may choose from."""

    chosen = ChosenField(label=_("承诺"), queryset=None, error_messages={"required": _("请至少选一项。")})

    def __init__(self, *args, waiting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = waiting


class AssignForm(TakeForm):
    """`agencies`: those that may get them."""

    agency = forms.ModelChoiceField(label=_("由哪个单位承接"), queryset=Agency.objects.none(), empty_label=_("请选择"))
    reason = forms.CharField(
        label=_("理由"), help_text=_("写明为什么由这个单位承接，例如三定规定的条目。会公开。"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies


class SignInPlaceForm(PageForm):
    """For an outgoing head who has no account any more."""

    reason = forms.CharField(
        label=_("代签的理由"),
        help_text=_("写明离任负责人为什么不能本人签字，清单怎样核对过。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

"""Identity numbers as the admin site takes them: checked when they are typed in, never shown again."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.directory import identity
from core.directory.models import CivilServant


class NumberField(forms.CharField):
    """A number that the form does not echo."""

    widget = forms.PasswordInput(attrs={"autocomplete": "off", "class": "vTextField"})

    def clean(self, value):
        number = identity.normalised(super().clean(value))
        if number:
            identity.check(number)
        return number


class IdentityNumberForm(forms.Form):
    number = NumberField(label=gettext_lazy("身份证号"))


class CivilServantForm(forms.ModelForm):
    identity_number = NumberField(label=gettext_lazy("身份证号"), required=False)

    class Meta:
        model = CivilServant
        fields = ["name", "agency", "title", "user", "entered_on", "left_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if shown := self.instance.masked_identity_number:
            self.fields["identity_number"].help_text = _("已登记%(number)s。要改正才重新填写，不改就留空。") % {"number": shown}
        else:
            self.fields["identity_number"].help_text = _("18位，加密保存，以后只显示首尾几位。")

    def clean(self):
        cleaned = super().clean()
        if number := cleaned.get("identity_number"):
            self.instance.entered_on = cleaned.get("entered_on")
            self.check_and_keep(number)
        return cleaned

    def check_and_keep(self, number):
        try:
            self.instance.check_identity_number(number)
        except forms.ValidationError as refused:
            self.add_error("identity_number", refused)
            return
        self.instance.keep_identity_number(number)

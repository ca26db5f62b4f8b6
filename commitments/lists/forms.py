"""What people type about a yearly list: what it is, its sheet, how long citizens vote, the assessment; and what a citizen thinks of it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.lists.models import FIRST_YEAR, LAST_YEAR, Ballot
from commitments.register.models import CommitmentKind
from core.evidence.forms import EvidenceField
from core.pages.forms import DateField, PageForm


class NewListForm(PageForm):
    agency = forms.ModelChoiceField(label=_("公布单位"), queryset=None, empty_label=None)
    kind = forms.ModelChoiceField(label=_("种类"), queryset=CommitmentKind.objects.filter(by_hand=True), empty_label=_("请选择"))
    year = forms.IntegerField(label=_("年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR, initial=lambda: timezone.localdate().year)
    title = forms.CharField(label=_("清单名称"), max_length=200, help_text=_("例如：云澜市2027年民生实事。"))
    basis = forms.CharField(label=_("依据"), max_length=300, required=False, help_text=_("公布清单的文件和文号，或者会议。"))

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies


class SheetForm(PageForm):
    announced_on = DateField(label=_("公布日期"), initial=timezone.localdate, help_text=_("清单向社会公布的日期，也是各项承诺的起算日期。"))
    file = forms.FileField(label=_("清单表格"), help_text=_("XLSX或者CSV，第一行是列名，最多500行。"))


class OpenVoteForm(PageForm):
    until = DateField(label=_("评议截止"), help_text=_("到这一天为止，最长60天。"))


class AssessForm(PageForm):
    words = forms.CharField(
        label=_("年度评估"),
        help_text=_("逐项说明办得怎样、群众怎样评价、没有办成的怎样处理。会公开。"),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    files = EvidenceField(label=_("评估材料"), required=False, help_text=_("不公开。"))


class BallotForm(PageForm):
    """One question an item, each of which may be left out; then the address that confirms the ballot."""

    email = forms.EmailField(
        label=_("邮箱"),
        help_text=_("每个邮箱计一票。我们发一封确认邮件，确认了才计票。邮箱加密保存，评估结束就删除。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("写一个邮箱，例如 name@example.org")},
    )

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        for position, (key, title) in enumerate(items, start=1):
            field = forms.ChoiceField(
                label=_now("%(position)d. %(title)s") % {"position": position, "title": title},
                choices=Ballot.Grade.choices,
                required=False,
                widget=forms.RadioSelect,
            )
            field.widget.template_name = "components/widgets/choices.html"
            self.fields[f"item_{key}"] = field
        self.order_fields([*(f"item_{key}" for key, title in items), "email"])

"""What people type about a key project: its leader, a stage, a problem and each of its steps."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.projects.models import Problem
from commitments.register.models import Commitment
from core.directory.models import Agency
from core.evidence.forms import EvidenceField
from core.pages.forms import ChoicesWithHints, DateField, PageForm


class LeadForm(PageForm):
    post = forms.CharField(label=_("职务"), max_length=100, help_text=_("会公开，只写职务，不写姓名，例如：分管工业的副市长。"))
    agency = forms.ModelChoiceField(
        label=_("所在单位"),
        queryset=None,
        required=False,
        empty_label=_("名录里没有"),
        help_text=_("公务员名录里有这个人的，选单位、写姓名；没有的空着。"),
    )
    name = forms.CharField(
        label=_("姓名"), max_length=40, required=False, help_text=_("不公开。有账号的，会在重点项目里看到由其牵头的项目。")
    )
    starts_on = DateField(label=_("从哪天起牵头"), initial=timezone.localdate)
    reason = forms.CharField(
        label=_("为什么由其牵头"),
        max_length=300,
        help_text=_("写明分工文件或者会议。换人的，写明原牵头领导为什么不再牵头。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.active()


class StageForm(PageForm):
    stage = forms.CharField(label=_("阶段名称"), max_length=60, help_text=_("例如：土地平整、主体施工、竣工验收。"))
    agency = forms.ModelChoiceField(label=_("责任单位"), queryset=None, empty_label=_("请选择"))
    due_on = DateField(label=_("什么时候办完"), help_text=_("不能晚于项目自己的期限。"))
    text = forms.CharField(label=_("要做什么"), widget=forms.Textarea(attrs={"rows": 3}))
    criterion = forms.CharField(
        label=_("怎样算做到"), help_text=_("一行一条，写别人也能查证的。"), widget=forms.Textarea(attrs={"rows": 3})
    )
    weight = forms.IntegerField(
        label=_("权重"), min_value=1, max_value=100, initial=1, help_text=_("占整个项目多大分量，1到100。各阶段都写1，就是同等分量。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.active()


class StageChoice(forms.ModelChoiceField):
    def label_from_instance(self, stage):
        return stage.extra.get("stage") or stage.title


class RaiseForm(PageForm):
    title = forms.CharField(
        label=_("问题"), max_length=100, help_text=_("一句话。会公开在项目的页面上，不要写个人、企业的名称和内部情况。")
    )
    text = forms.CharField(
        label=_("具体情况"),
        max_length=5000,
        help_text=_("卡在哪里，需要谁做什么。不公开，只有参与单位和监督部门看得到。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    stage = StageChoice(label=_("哪个阶段"), queryset=None, required=False, empty_label=_("整个项目"))
    files = EvidenceField(label=_("材料"), required=False, help_text=_("不公开。"))

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = project.parts.filter(state__in=Commitment.UNDERWAY).order_by("pk")


class AssignForm(PageForm):
    solver = forms.ModelChoiceField(label=_("由哪个单位解决"), queryset=None, empty_label=_("请选择"))
    level = forms.ChoiceField(
        label=_("由谁协调"),
        choices=Problem.Level.choices,
        widget=ChoicesWithHints(
            hints={
                "agency": _("职责清楚，这个单位自己就能解决"),
                "leader": _("要几个单位配合，由牵头领导召集"),
                "group": _("牵头领导协调不了的，报领导小组决定"),
            }
        ),
    )
    due_on = DateField(label=_("哪天以前解决"), required=False, help_text=_("不填的，按规则目录里“解决重点项目的问题”的天数计算。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["solver"].queryset = Agency.objects.active()


class SolveForm(PageForm):
    solution = forms.CharField(label=_("怎样解决的"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))
    files = EvidenceField(label=_("佐证材料"), required=False, help_text=_("例如批复、会议纪要、现场照片。至少一份，不公开。"))

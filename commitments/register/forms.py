"""The forms of the register. A kind's own fields stand among the common ones."""

import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment
from core.directory.models import Agency, normalised_name
from core.pages.fields import form_fields
from core.pages.forms import ChoicesWithHints, DateField, PageForm, ReasonForm, is_key

SEPARATORS = re.compile(r"[、，,；;\n]+")
MOST_SUGGESTED = 3
MOST_NAMED = 200  # agencies in one field: each name is looked up
NAMES_HINT = _("写全称或者简称，几个单位用顿号隔开。")


class AgencyNames(forms.Widget):
    """The agencies chosen so far as boxes to untick, and one box for the names of more, which offers the directory while typing.

    Boxes and names come under one name: a number is an agency's key, anything else names agencies.
    """

    template_name = "components/widgets/agency_names.html"
    use_fieldset = True

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        keys, words = sorted_out(value)
        chosen = Agency.objects.in_bulk(keys)
        offered = Agency.objects.active().prefetch_related("names")
        invalid = context["widget"]["attrs"].get("aria-invalid")
        return context | {"chosen": [chosen[key] for key in keys if key in chosen], "words": words, "offered": offered, "invalid": invalid}

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def value_omitted_from_data(self, data, files, name):
        return False  # a box that is not ticked is not sent


def sorted_out(value):
    """The keys of agencies among what was sent, or the agencies of an initial value, in order; and the words in between."""
    given = [value] if isinstance(value, str) else [getattr(one, "pk", one) for one in value or ()]
    given = [str(one).replace("\0", "") for one in given]
    keys = [int(one) for one in given if is_key(one)]
    return list(dict.fromkeys(keys)), "、".join(one.strip() for one in given if one.strip() and not is_key(one))


class AgencyNamesField(forms.Field):
    """Agencies, chosen or named as a document lists them; cleans to a tuple of agencies, found by name or alias."""

    widget = AgencyNames

    def clean(self, value):
        keys, words = sorted_out(value)
        names = list(dict.fromkeys(name.strip() for name in SEPARATORS.split(words) if name.strip()))
        if len(keys) + len(names) > MOST_NAMED:
            raise forms.ValidationError(_now("一次最多写%(most)d个单位") % {"most": MOST_NAMED})
        chosen = Agency.objects.active().in_bulk(keys)
        named = [self.agency(name) for name in names]
        return super().clean(tuple(dict.fromkeys([chosen[key] for key in keys if key in chosen] + named)))

    def agency(self, name):
        found = list(Agency.objects.active().named(name)[:2])
        if len(found) == 1:
            return found[0]
        like = Agency.objects.active().filter(names__normalised__contains=normalised_name(name)).distinct()[:MOST_SUGGESTED]
        if found:
            words = _now("“%(name)s”不止一个单位用这个名称，写全称")
        elif like:
            words = _now("“%(name)s”在机构名录里没有。名称相近的有：%(like)s")
        else:
            words = _now("“%(name)s”在机构名录里没有，写全称或者常用简称")
        raise forms.ValidationError(words % {"name": name[:60], "like": "、".join(one.name for one in like)})


class WordsForm(PageForm):
    """The words of a commitment, which may be mended until the first report."""

    title = forms.CharField(label=_("承诺事项"), max_length=200, help_text=_("一句话，例如：滨江路6处积水点改造完工，恢复双向通车。"))
    text = forms.CharField(label=_("承诺原文"), help_text=_("照抄文件或者公开承诺里的原话。"), widget=forms.Textarea(attrs={"rows": 5}))
    criterion = forms.CharField(
        label=_("怎样算做到"),
        help_text=_("一行一条。写看得见、查得到的，例如：6处全部通过工程验收，验收单公开。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    beneficiary = forms.CharField(label=_("向谁承诺"), max_length=200, help_text=_("例如：滨江路沿线居民和商户。"))
    basis = forms.CharField(label=_("依据"), max_length=300, required=False, help_text=_("文件名称、文号和条目。为其他单位登记时要写。"))


class NewForm(WordsForm):
    agency = forms.ModelChoiceField(
        label=_("责任单位"), queryset=None, empty_label=_("请选择"), help_text=_("有几个牵头单位的，选第一个。")
    )
    leads = AgencyNamesField(label=_("其他牵头单位"), required=False, help_text=NAMES_HINT)
    cooperating = AgencyNamesField(label=_("配合单位"), required=False, help_text=NAMES_HINT)
    promised_on = DateField(label=_("哪天作出的承诺"), initial=timezone.localdate)
    due_on = DateField(label=_("什么时候办完"), required=False, help_text=_("文件写明的日期，例如 2026年10月8日。没有写明的不填。"))
    frequency = forms.ChoiceField(label=_("多久报告一次"), choices=[("", _("不定期")), *Commitment.Frequency.choices], required=False)
    continuous = forms.BooleanField(label=_("长期坚持"), required=False, help_text=_("没有完成的一天，一直要做到。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.active()


class ByLawForm(NewForm):
    """Of a kind whose limit the law names: nobody writes a day, only how hard it is."""

    due_on = frequency = continuous = None
    hard = forms.BooleanField(label=_("涉及面广、处理难度大"), required=False, help_text=_("适用较长的法定期限，由交办单位认定，会公开。"))


class PartForm(NewForm):
    weight = forms.IntegerField(
        label=_("权重"), min_value=1, max_value=100, initial=1, help_text=_("占上级任务多大分量，1到100。各子任务都写1，就是同等分量。")
    )


class WithdrawForm(ReasonForm):
    """For a whole with open parts: what becomes of them is decided with it."""

    parts = forms.ChoiceField(
        label=_("没有办结的子任务"),
        choices=[("withdraw", _("一并撤销")), ("keep", _("保留"))],
        widget=ChoicesWithHints(
            hints={
                "withdraw": _("用同样的理由撤销，公开页面写明；正在核验的不撤销"),
                "keep": _("仍由各自的责任单位按原期限办理"),
            }
        ),
    )
    field_order = ("parts", "reason")


class DependencyForm(PageForm):
    number = forms.CharField(label=_("前置事项的编号"), max_length=40, help_text=_("在那项承诺的公开页面上，例如：承诺〔2026〕12号。"))
    reason = forms.CharField(label=_("为什么要等它"), max_length=300, help_text=_("会公开。"), widget=forms.Textarea(attrs={"rows": 2}))


NEW_ORDER = [
    "title",
    "text",
    "agency",
    "leads",
    "cooperating",
    "weight",
    "beneficiary",
    "basis",
    "promised_on",
    "due_on",
    "frequency",
    "continuous",
    "hard",
    "criterion",
]


def form_for(kind, base):
    """The form class for one kind: the common fields, then its own."""
    own = form_fields(kind.fields)
    order = [name for name in NEW_ORDER if name in base.base_fields]
    return type("CommitmentForm", (base,), {**own, "field_order": [*order, *own]})

"""The columns of a sheet of records."""

from django.utils.translation import gettext_lazy as _

from core.sheets import cells
from core.sheets.columns import Column
from credit_records.records.models import RecordType

LONGEST_CELL = 30_000  # characters; a spreadsheet keeps 32,767


def columns():
    """Asked for with each sheet: which types may be used depends on the day."""
    return (*subject_columns(), *kind_columns(), *fact_columns())


def subject_columns():
    """Whom a row is about."""
    return (
        Column(
            "code",
            _("统一社会信用代码"),
            cells.digits(18),
            hint=_("被记录单位的代码，18位。代码和单位名称至少填一项；填了代码的，以代码为准。"),
        ),
        Column(
            "agency",
            _("单位名称"),
            cells.text(100),
            aliases=("被记录单位", "机构名称", "所在单位"),
            hint=_("被记录单位，或者被记录人所在单位，写名录里的全称、简称或者别名。"),
        ),
        Column("person", _("姓名"), cells.text(40), aliases=("公务员姓名",), hint=_("记到个人档案时才填。个人的记录不公示。")),
        Column("post", _("职务"), cells.text(60), hint=_("同一单位有几位同名的才填。")),
    )


def kind_columns():
    """What kind of record it is."""
    types = list(RecordType.objects.effective())
    severities = {str(label): value for value, label in RecordType.Severity.choices}
    return (
        Column(
            "type",
            _("记录类型"),
            cells.choice({word: one for one in types for word in (one.name, one.code)}),
            required=True,
            choices=tuple(one.name for one in types),
            hint=_("类型的名称或者代码："),
            sample=types[0].name if types else "",
        ),
        Column(
            "severity",
            _("程度"),
            cells.choice(severities | {"": ""} | {value: value for value in severities.values()}),
            choices=tuple(severities),
            blank=None,
            hint=_("可以不填；填了的要和类型的程度一致："),
        ),
    )


def fact_columns():
    """What happened, and the paper that says so."""
    return (
        Column("title", _("标题"), cells.text(300), required=True, hint=_("一句话：哪个单位，做了或者没做什么。")),
        Column("facts", _("事实"), cells.text(LONGEST_CELL, lines=True), required=True, hint=_("时间、经过和结果，只写查证过的。")),
        Column(
            "happened_on", _("发生日期"), cells.day, required=True, hint=_("不晚于今天，不早于单位成立、本人任职。"), sample="2026-06-30"
        ),
        Column("document_name", _("认定文书"), cells.text(200), hint=_("裁判、处罚、处分、问责、审计、表彰的文书名称；这几类必填。")),
        Column(
            "document_number", _("文书文号"), cells.text(100), hint=_("同一文号、对象和类型只能有一种内容。"), sample="云审决〔2026〕3号"
        ),
        Column("document_on", _("文书日期"), cells.day, blank=None, hint=_("公示期、处分期从这一天起算。"), sample="2026-07-15"),
        Column("basis", _("依据"), cells.text(2_000), hint=_("所依据的规定。不填就用所选类型的依据。")),
    )

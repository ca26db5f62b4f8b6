"""Sample data for the style guide: every component once, with words as they would really be. Today is 2026年9月21日."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.deadlines.calculation import Calendar, due_date
from core.deadlines.explanation import explain, sentence
from core.pages.charts import BarChart, DotChart, Series
from core.pages.forms import ChoicesWithHints, DateField, PageForm
from core.pages.keyset import Window
from core.pages.parts import Action, Answer, Check, Crumb, Entry, Fact, Figure, File, Mark, Moment, Party, Stage, Tab, Task

TODAY = date(2026, 9, 21)
HOLIDAYS = {date(2026, 9, day): _("中秋节") for day in (25, 26, 27)} | {date(2026, 10, day): _("国庆节") for day in range(1, 8)}
WORKDAYS = {date(2026, 9, 20): _("国庆节调休"), date(2026, 10, 10): _("国庆节调休")}
CALENDAR = Calendar(HOLIDAYS, WORKDAYS, frozenset({2026}))


BODIES = (_("市城市管理局"), _("市水利局"))


class SampleDeadline:
    """A deadline as components see it, without a database."""

    is_provisional = False

    def __init__(self, *, start: date, amount: int, unit: str, basis: str, state: str = "running", pauses: tuple = ()):
        found = due_date(start=start, amount=amount, unit=unit, pauses=pauses, calendar=CALENDAR)
        self.state, self.due_on = state, found.due
        self.explanation = explain(found, legal_basis=str(basis))
        self.sentence = sentence(self.explanation)

    def working_days_left(self, today: date) -> int:
        return CALENDAR.working_days_between(today, self.due_on)


class SampleForm(PageForm):
    kind = forms.ChoiceField(
        label=_("承诺的种类"),
        choices=[("date", _("期限承诺")), ("quality", _("质量承诺"))],
        widget=ChoicesWithHints(hints={"date": _("到某一天办完一件事"), "quality": _("一直保持某个标准")}),
    )
    due = DateField(label=_("什么时候办完"), help_text=_("例如 2026年10月8日。遇节假日会自动顺延，并在公开页写明怎样算的。"))
    how = forms.CharField(label=_("怎样算做到"), help_text=_("一行一条。写看得见、查得到的。"), widget=forms.Textarea(attrs={"rows": 4}))
    verifier = forms.ChoiceField(label=_("由谁核验"), choices=[("", _("选择单位")), *enumerate(BODIES, start=1)])
    telephone = forms.CharField(label=_("公众咨询电话"), required=False, help_text=_("填科室电话，不填个人手机。"))
    open = forms.BooleanField(label=_("公开进展"), required=False)


def samples() -> dict:
    """The template variables of the style guide."""
    return {
        "today": TODAY,
        "title": _("组件"),
        "crumbs": [Crumb(_("首页"), "/"), Crumb(_("组件"))],
        "marks": [
            Mark("ok", _("还剩7个工作日")),
            Mark("warn", _("还剩3个工作日")),
            Mark("bad", _("逾期2个工作日")),
            Mark("done", _("按期兑现")),
            Mark("plain", _("办理中")),
        ],
        "form": SampleForm({"kind": "date", "due_year": "2026", "due_month": "13", "due_day": "12", "telephone": "0000-8800 1137"}),
        "picker": picker(),
        **deadlines(),
        **lists(),
        **panels(),
        **intake(),
        **charts(),
    }


def picker() -> dict:
    """What the field that chooses agencies draws: one is chosen, two are offered."""
    agencies = [SimpleNamespace(pk=number, name=name, names=SimpleNamespace(all=[])) for number, name in enumerate(BODIES, start=1)]
    return {"widget": {"name": "leads", "attrs": {"id": "leads"}}, "chosen": agencies[:1], "offered": agencies}


def deadlines() -> dict:
    pause = (date(2026, 9, 4), date(2026, 9, 14))
    return {
        "long_deadline": SampleDeadline(start=date(2026, 8, 5), amount=60, unit="calendar_day", basis=_("承诺书第三条")),
        "paused_deadline": SampleDeadline(
            start=date(2026, 8, 31), amount=20, unit="working_day", basis=_("公开条例第三十三条"), pauses=(pause,)
        ),
        "chips": [
            SampleDeadline(start=date(2026, 8, 28), amount=15, unit="working_day", basis=_("批示办理规则第二条")),
            SampleDeadline(start=date(2026, 8, 28), amount=20, unit="working_day", basis=_("公开条例第二十六条"), state="met"),
        ],
    }


def lists() -> dict:
    return {
        "facts": [
            Fact(_("编号"), _("云诺〔2026〕137号")),
            Fact(_("责任单位"), _("市住房和城乡建设局"), url="#"),
            Fact(_("配合单位"), [_("市交通运输局"), _("市城市管理局")]),
            Fact(_("作出承诺"), date(2026, 8, 5), _("民生实事清单第9项")),
        ],
        "figures": [
            Figure(_("逾期"), 2, _("件"), url="#", mark="bad"),
            Figure(_("今天"), 3, _("件"), url="#", mark="warn"),
            Figure(_("按期兑现"), "90.0", "%", _("比上年同期高2.7个百分点"), "#", "done"),
            Figure(_("以后"), 5, _("件"), url="#"),
        ],
        "tabs": [Tab(_("我的"), "#", True, 12), Tab(_("本科室"), "#", False, 31), Tab(_("已办"), "#")],
        "entries": [
            Entry(_("市财政局2026年第三批专项债券资金分配结果"), "#", [_("财政资金"), _("索引号 11330099-2026-00418")], date(2026, 9, 21)),
            Entry(
                _("确认记录：东泽区未按期完成农贸市场改造"), "#", [Mark("warn", _("还剩1个工作日")), _("应于9月22日")], date(2026, 9, 18)
            ),
        ],
        "tasks": [
            Task(
                1,
                _("石桥农贸市场改造第3次进展报告"),
                "#",
                Mark("bad", _("逾期2个工作日")),
                _("应于9月18日"),
                _("云诺〔2026〕88号"),
                _("报进展"),
            ),
            Task(2, _("公开8月施工许可办理结果"), "#", Mark("warn", _("今天到期")), _("9月21日"), _("主动公开，20个工作日"), _("去公开")),
        ],
        "colleagues": [("1", _("市政科"))],
        "buttons": [("move", _("转办"), "primary"), ("extend", _("申请延期"), ""), ("export", _("导出所选"), "bare")],
        "window": Window([], "next", "previous"),
    }


def panels() -> dict:
    return {
        "checks": [
            Check(_("有佐证，并与承诺编号一致"), True, _("核验报告1份，现场照片8张")),
            Check(_("对陈述意见写明是否采纳"), False, _("在下面的理由中写明")),
        ],
        "actions": [Action(_("确认生效并公示"), "#", primary=True), Action(_("退回补充"), "#")],
        "parties": [
            Party(_("信用办审核岗（你）"), _("可以确认、退回、不予认定")),
            Party(_("录入人"), _("不能确认：录入和确认不能是同一人")),
        ],
        "answers": [
            Answer(_("承诺内容"), _("滨江路6处积水点改造完工，恢复双向通车"), "#"),
            Answer(_("期限"), date(2026, 10, 8), "#"),
        ],
        "stages": [Stage(_("承诺内容"), "past", "#"), Stage(_("期限和检验"), "current"), Stage(_("分项和佐证")), Stage(_("核对并提交"))],
        "moments": [
            Moment(date(2026, 10, 8), _("应办结，并由市城市管理局核验"), upcoming=True),
            Moment(
                date(2026, 9, 18),
                _("第4次进展报告：第二水厂门前通过验收"),
                _("剩余2处，已增加夜间班组。"),
                [File(_("验收单.pdf"), "#", "1.2 MB", "3f9a41d7c2085566104220935566aabb")],
            ),
            Moment(date(2026, 8, 5), _("承诺公布")),
        ],
    }


def intake() -> dict:
    words, unit, until = _("公布审批服务事项的承诺时限"), _("市数据局"), _("2026年10月底前")
    marked = format_html('<mark class="task-words">{}</mark>（<mark>{}</mark>，<mark class="by">{}</mark>）', words, unit, until)
    lost = format_html('<mark class="task-words">{}</mark>（<mark class="lost">{}</mark>）', _("规范招商引资承诺"), _("市招商办"))
    return {
        "source": {
            "issuer": _("云澜市人民政府文件"),
            "number": _("云政发〔2026〕12号"),
            "title": _("云澜市人民政府关于印发行动方案的通知"),
            "paragraphs": [{"heading": True, "html": _("二、重点任务")}, {"n": 1, "html": marked}, {"n": 2, "html": lost}],
        },
        "drafts": [
            {
                "n": 1,
                "title": _("公布审批服务事项的承诺时限"),
                "facts": [Fact(_("牵头单位"), Mark("done", _("市数据局"))), Fact(_("期限"), date(2026, 10, 31), _("原文“2026年10月底前”"))],
                "chosen": True,
            },
            {"n": 2, "title": _("规范招商引资承诺"), "facts": [Fact(_("牵头单位"), Mark("bad", _("市招商办，名录里没有")))]},
        ],
    }


def charts() -> dict:
    series = [Series(_("按期兑现"), "done"), Series(_("逾期后兑现"), "warn"), Series(_("没有兑现"), "bad")]
    rows = [(_("5月"), [36, 2, 2]), (_("6月"), [78, 6, 4]), (_("7月"), [35, 3, 1]), (_("8月"), [43, 3, 1]), (_("9月"), [30, 1, 1])]
    scores = [(_("决策"), 91.0, 88.2), (_("执行"), 78.5, 85.6), (_("监督"), 88.0, 86.9), (_("服务"), 90.5, 87.4), (_("商务"), 84.0, 86.0)]
    return {
        "bar_chart": BarChart(_("每月到期的承诺"), _("月份"), series, rows),
        "dot_chart": DotChart(_("五个维度得分"), _("维度"), _("本单位"), 50, 100, scores),
    }

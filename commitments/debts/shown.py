"""Debts and payments as their pages show them."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from commitments.debts import queries
from commitments.debts.interest import total
from commitments.debts.models import Debt
from commitments.debts.services.amending import FILES, PLAN, SEALED, plan_of
from commitments.register.shown import public_page
from core.events import names
from core.evidence.shown import as_file
from core.pages.course import course
from core.pages.due import DueDay
from core.pages.numbers import Number, Table
from core.pages.parts import Action, Check, Fact, Figure, Mark, Moment
from core.pages.words import day, mark_of, short_day

MARKS = {"draft": "warn", "confirmed": "plain", "settled": "done", "withdrawn": "plain"}
ANSWERS = {"": "plain", "received": "done", "contradicted": "bad"}
NOW = {
    "confirmed": gettext_lazy("对照合同或者文书核对，确认这笔欠款"),
    "amend": gettext_lazy("补齐合同、文书，录错的改过来，等审核人确认"),
    "pay": gettext_lazy("付了款的，当天登记"),
    "verify": gettext_lazy("对照付款凭证，核验已经付清的一期"),
}


def month_and_day(last):
    return short_day(last)


def state_mark(debt):
    if debt.state == "confirmed" and getattr(debt, "is_overdue", False):
        return Mark("bad", _("逾期未付"))
    return Mark(MARKS[debt.state], debt.get_state_display())


def answer_mark(payment):
    """What the creditor said of it; a reversal is not answered."""
    if payment.reverses_id:
        return Mark("plain", _("冲销"))
    answer = payment.answer
    return Mark(ANSWERS[answer.answer], answer.get_answer_display() or _("债权人还没有答复"))


def facts(debt):
    paper = " ".join(part for part in (debt.paper_name, debt.paper_number) if part)
    shown = [
        Fact(_("欠款单位"), debt.agency.name, "", debt.agency.get_absolute_url()),
        Fact(_("债权人"), debt.creditor, debt.get_creditor_kind_display()),
        Fact(_("本金（元）"), debt.principal, debt.get_currency_display()),
        Fact(_("已付（元）"), debt.paid, _("还差%(owed)s元") % {"owed": f"{debt.owed:,}"}),
        Fact(debt.get_ground_display(), paper, day(debt.paper_on)),
        Fact(_("逾期利率"), rate_words(debt)),
        Fact(_("联系电话"), debt.telephone),
        Fact(_("邮箱"), debt.email),
    ]
    return [fact for fact in shown if fact.value != ""]


def rate_words(debt):
    if debt.rate:
        return f"{debt.get_rate_kind_display()} {debt.rate.normalize():f}%"
    return debt.get_rate_kind_display()


def figures(sums, url):
    return [
        Figure(_("本金"), f"{sums['all_principal']:,}", _("元")),
        Figure(_("已付"), f"{sums['all_paid']:,}", _("元")),
        Figure(_("还欠"), f"{sums['all_owed']:,}", _("元")),
        Figure(_("逾期未付"), sums["overdue"], ngettext("笔", "笔", sums["overdue"]), url=url, mark="bad" if sums["overdue"] else ""),
    ]


class Part(NamedTuple):
    """An instalment as a row of the page."""

    part: Any
    deadline: Any
    state: Mark
    url: str


def why(debt):
    """The plan, where each instalment's day opens its explanation; a draft has no limits yet."""
    return "" if debt.state == "draft" else f"{debt.get_absolute_url()}#plan"


def parts(debt):
    return [
        Part(part, commitment and commitment.deadline, instalment_mark(part), commitment.get_absolute_url() if commitment else "")
        for part in debt.instalments.all()
        for commitment in [part.commitment]
    ]


def to_verify(debt, actor):
    """The oldest instalment that is paid and waits for verification, if this reader may verify it; else None. One is asked, not each: constant cost."""
    waiting = next((part for part in debt.instalments.all() if part.commitment and part.commitment.state == "claimed"), None)
    return waiting if waiting and waiting.commitment.steps_for(actor) else None


def verifying(part):
    return Action(_("核验第%(position)d期的付款") % {"position": part.position}, part.commitment.get_absolute_url(), True)


def now(debt, actor, to_verify):
    """What the panel of the page says is to be done; nothing for others."""
    if to_verify:
        return NOW["verify"]
    if debt.may_pay(actor):
        return NOW["pay"]
    if debt.may_amend(actor):
        return NOW["amend"]
    return NOW["confirmed"] if debt.state == "draft" else ""


def instalment_mark(part):
    """How far it is paid, or what became of its commitment; whether it is late says the limit beside it."""
    commitment = part.commitment
    if commitment is None:
        return Mark("plain", _("确认后生效"))
    if commitment.state == "open" and commitment.deadline and part.owed:
        return Mark(mark_of(commitment.deadline).mark, _("付了一部分") if part.paid else _("还没有付"))
    return Mark({"kept": "done", "claimed": "warn", "broken": "bad"}.get(commitment.state, "plain"), commitment.get_state_display())


class Interest(NamedTuple):
    """Late interest of a debt up to a day: rows (instalment, line), the sum, and why there is none where there is none."""

    as_of: Any
    rows: list
    total: Any
    why_none: str


def interest(debt, as_of):
    found = queries.interest_of(debt, as_of)
    rows = [(part, line) for part, lines in found for line in lines]
    why = _("截至这一天没有逾期未付的款项。")
    if not debt.is_to_small_firm and debt.rate is None:
        why = _("没有约定逾期利率。《保障中小企业款项支付条例》第十七条只适用于中小企业，这笔欠款的逾期利息按文书或者法律另行计算。")
    return Interest(as_of, rows, total([line for _part, line in rows]), "" if rows else why)


def moments(debt):
    """The timeline, newest first: steps, payments, answers, and the next day on which something is due."""
    told = [*course(debt), *(amended(event) for event in debt.happened.all() if event.name == names.DEBT_AMENDED)]
    for payment in debt.payments.all():
        told += payment_moments(payment)
    told = sorted(told, key=lambda moment: moment.at, reverse=True)
    told.append(Moment(debt.created_at, _("%(name)s录入") % {"name": debt.created_by}))
    waiting = [part for part in debt.instalments.all() if part.owed and part.due_on >= timezone.localdate()]
    if debt.state == "confirmed" and waiting:
        words = _("第%(position)d期应付%(owed)s元") % {"position": waiting[0].position, "owed": f"{waiting[0].owed:,}"}
        told.insert(0, Moment(waiting[0].due_on, words, upcoming=True, why=public_page(waiting[0].commitment_id)))
    return told


def amended(event):
    """Who corrected a draft, and what stood there before and after."""
    changes = [change_words(name, *values) for name, values in event.payload["changes"].items()]
    return Moment(event.created_at, _("%(name)s修改录入的内容") % {"name": event.user}, _("；").join(changes))


def change_words(name, before, after):
    if name == FILES:
        return ngettext("补充合同、文书%(count)d份", "补充合同、文书%(count)d份", int(after)) % {"count": int(after)}
    if name in SEALED:
        return _("%(label)s有改动") % {"label": {"telephone": _("联系电话"), "email": _("邮箱")}[name]}
    label = _("还款计划") if name == PLAN else Debt._meta.get_field(name).verbose_name
    words = {"label": label, "before": value_words(name, before), "after": value_words(name, after)}
    return _("%(label)s由“%(before)s”改为“%(after)s”") % words


def value_words(name, value):
    if name == PLAN:
        return _("、").join(value.splitlines())
    if value and name in ("principal", "paper_on"):
        return f"{Decimal(value):,}" if name == "principal" else day(date.fromisoformat(value))
    choices = dict(Debt._meta.get_field(name).choices or ())
    return str(choices.get(value, value)) or _("空")


def typed(debt):
    """The facts of a debt as its form takes them."""
    same = ("creditor", "creditor_kind", "telephone", "email", "ground", "paper_name", "paper_number", "paper_on", "principal", "rate_kind")
    rate = f"{debt.rate.normalize():f}" if debt.rate is not None else ""
    return {name: getattr(debt, name) for name in same} | {"rate": rate, "plan": plan_of(debt)}


def payment_moments(payment):
    words = {"name": payment.entered_by, "amount": f"{abs(payment.amount):,}"}
    title = _("%(name)s冲销付款%(amount)s元") if payment.reverses_id else _("%(name)s登记付款%(amount)s元")
    yield Moment(payment.entered_at, title % words, payment.reason, [as_file(one) for one in payment.evidence.all()])
    if not payment.reverses_id and payment.answer.answer:
        yield Moment(
            payment.answer.answered_at, _("债权人：%(answer)s") % {"answer": payment.answer.get_answer_display()}, payment.answer.words
        )


def checks(debt, files):
    """What a reviewer looks at before confirming."""
    count = len(debt.instalments.all())
    return [
        Check(_("各期合计等于本金"), True, _("%(count)d期，%(sum)s元") % {"count": count, "sum": f"{debt.principal:,}"}),
        Check(_("附有合同或者文书"), bool(files), _("%(count)d份") % {"count": len(files)}),
    ]


def contradicted(debt):
    """The payments that the creditor contradicts and that still stand."""
    return [one for one in debt.payments.all() if not one.reverses_id and one.answer.answer == "contradicted" and not one.is_reversed]


def payment_facts(payment):
    return [
        Fact(_("欠款"), payment.debt.number, payment.debt.agency.name, payment.debt.get_absolute_url()),
        Fact(_("债权人"), payment.debt.creditor),
        Fact(_("金额（元）"), payment.amount),
        Fact(_("付款日期"), payment.paid_on),
        Fact(pgettext("谁", "登记"), payment.entered_by.name, day(payment.booked_on)),
    ]


def allocation_rows(payment):
    return [
        (
            _("第%(position)d期") % {"position": one.instalment.position},
            DueDay(one.instalment.due_on, public_page(one.instalment.commitment_id)),
            one.amount,
        )
        for one in payment.allocations.all()
    ]


def creditor_facts(payment):
    """What the holder of a code sees: nothing else."""
    return [
        Fact(_("付款单位"), payment.debt.agency.name),
        Fact(_("金额（元）"), payment.amount),
        Fact(_("付款日期"), payment.paid_on),
    ]


def actions_of(payment, may_reverse):
    return [Action(_("冲销这笔付款"), reverse("debt_payment_reverse", args=[payment.pk]))] if may_reverse else []


def link(name, **query):
    return f"{reverse(name)}?{urlencode(query)}"


def stock_table(movements, year):
    """Each figure opens its rows; the last row adds up."""
    rows = [stock_row(one, year, agency=one.agency.pk) for one in movements]
    if movements:
        sums = [sum(getattr(one, name) for one in movements) for name in ("before", "increase", "paid", "withdrawn", "after")]
        rows.append(stock_row(queries.Movement(_("合计"), *sums[:4]), year))
    labels = [_("单位"), _("年初存量（元）"), _("新增（元）"), _("偿付（元）"), _("撤销（元）"), _("年末存量（元）")]
    remark = _("按登记入账的日期统计，年初存量加新增，减偿付和撤销，等于年末存量（本年为目前存量）。")
    title = _("%(year)d年存量和增减") % {"year": year}
    return Table(f"stock-{year}", title, labels, rows, remark, _("还没有确认的欠款。"))


def stock_row(one, year, **agency):
    return [
        Number(str(one.agency), link("debts", **agency) if agency else ""),
        Number(one.before, link("debts", owed=year, **agency)),
        Number(one.increase, link("debts", booked=year, **agency)),
        Number(one.paid, link("debt_payments", booked=year, **agency)),
        Number(one.withdrawn, link("debts", withdrawn=year, **agency)),
        Number(one.after, link("debts", owed=year + 1, **agency)),
    ]

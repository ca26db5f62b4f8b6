"""Why a limit ends when it ends: as data that can be stored and drawn, and as one sentence that an office would write."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from core.deadlines.calculation import Computation, Day

LONGEST_DAY_LIST = 400  # days; a longer span is not drawn day by day

WEEKEND = gettext_noop("周末")
PAUSE = gettext_noop("暂停")
HOLIDAYS = [
    gettext_noop("元旦"),
    gettext_noop("春节"),
    gettext_noop("清明节"),
    gettext_noop("劳动节"),
    gettext_noop("端午节"),
    gettext_noop("中秋节"),
    gettext_noop("国庆节"),
]


def explain(computation: Computation, *, rule_code: str = "", rule_name: str = "", legal_basis: str = "") -> dict:
    """The computation as JSON-able data. The reasons in it are Chinese; `sentence` translates them for its reader."""
    days = list(computation.days())
    shifted_from = computation.shifted_from
    return {
        "rule_code": rule_code,
        "rule_name": rule_name,
        "legal_basis": legal_basis,
        "started_on": computation.start.isoformat(),
        "amount": computation.amount,
        "unit": computation.unit,
        "extension": computation.extension,
        "runs": computation.runs,
        "pauses": [[_iso(asked), _iso(answered)] for asked, answered in computation.pauses],
        "skipped": [{"date": day.date.isoformat(), "why": why(day)} for day in computation.skipped()],
        "days": [_day_data(day) for day in days] if len(days) <= LONGEST_DAY_LIST else [],
        "makeup": [day.date.isoformat() for day in days if day.kind == "makeup" and day.counted],
        "due_on": _iso(computation.due),
        "shifted_from": _iso(shifted_from),
        "shifted_because": why(computation.day_on(shifted_from)) if shifted_from else "",
        "provisional_years": list(computation.provisional_years),
    }


def why(day: Day) -> str:
    """Why nobody works on the day, in Chinese: 周末, 暂停 or the holiday's name."""
    return {"rest": WEEKEND, "paused": PAUSE}.get(day.kind, day.name)


def sentence(explanation: Mapping) -> str:
    """The explanation in the reader's language: 自2025年9月8日的次日起算20个工作日，其间周末8天不计，期限至2025年10月11日止。…"""
    start = date.fromisoformat(explanation["started_on"])
    clauses = [*_limit(explanation, start), *_pauses(explanation, start)]
    if explanation["unit"] == "working_day":
        clauses += [*_days_off(explanation["skipped"]), *_makeup_days(explanation["makeup"], start)]
    clauses += [*_shift(explanation, start), _end(explanation, start)]
    return _("，").join(clauses) + _("。") + _provisional(explanation) + _basis(explanation)


def _limit(explanation: Mapping, start: date) -> Iterator[str]:
    amount, extension, unit = explanation["amount"], explanation["extension"], explanation["unit"]
    if amount + extension == 0:
        yield _("限%(start)s当日") % {"start": _full(start)}
        return
    yield _("自%(start)s的次日起算%(amount)s") % {"start": _full(start), "amount": _units(amount, unit)}
    if extension:
        yield _("经批准延长%(amount)s") % {"amount": _units(extension, unit)}


def _pauses(explanation: Mapping, start: date) -> Iterator[str]:
    for asked, answered in explanation["pauses"]:
        begin = date.fromisoformat(asked) + timedelta(days=1)
        if answered is None:
            yield _("%(begin)s起暂停计算") % {"begin": _short(begin, start)}
        elif explanation["due_on"] is None or asked < explanation["due_on"]:
            end = date.fromisoformat(answered)
            days = (end - begin).days + 1
            text = ngettext("%(begin)s至%(end)s暂停%(days)d天不计", "%(begin)s至%(end)s暂停%(days)d天不计", days)
            yield text % {"begin": _short(begin, start), "end": _short(end, start), "days": days}


def _days_off(skipped: Sequence[Mapping]) -> Iterator[str]:
    reasons = [day["why"] for day in skipped if day["why"] != PAUSE]
    weekend = reasons.count(WEEKEND)
    names = _("、").join(_(name) for name in dict.fromkeys(reasons) if name != WEEKEND)
    holiday = len(reasons) - weekend
    parts = []
    if holiday:
        text = ngettext("%(names)s放假%(days)d天", "%(names)s放假%(days)d天", holiday)
        parts.append(text % {"names": names, "days": holiday})
    if weekend:
        parts.append(ngettext("周末%(days)d天", "周末%(days)d天", weekend) % {"days": weekend})
    if parts:
        yield _("其间%(days_off)s不计") % {"days_off": _("、").join(parts)}


def _makeup_days(days: Sequence[str], start: date) -> Iterator[str]:
    if days:
        yield _("%(days)s调休上班计入") % {"days": _("、").join(_short(date.fromisoformat(day), start) for day in days)}


def _shift(explanation: Mapping, start: date) -> Iterator[str]:
    if explanation["shifted_from"]:
        day = _short(date.fromisoformat(explanation["shifted_from"]), start)
        yield _("末日%(day)s逢%(reason)s，顺延至其后首个工作日") % {"day": day, "reason": _(explanation["shifted_because"])}


def _end(explanation: Mapping, start: date) -> str:
    if explanation["due_on"] is None:
        return _("恢复计算后确定期限")
    due = {"due": _full(date.fromisoformat(explanation["due_on"]))}
    return _("至%(due)s期满") % due if explanation["runs"] else _("期限至%(due)s止") % due


def _provisional(explanation: Mapping) -> str:
    if not explanation["provisional_years"]:
        return ""
    years = _("、").join(_("%(year)d年") % {"year": year} for year in explanation["provisional_years"])
    return _("%(years)s尚无正式的放假安排，此日期为暂定。") % {"years": years}


def _basis(explanation: Mapping) -> str:
    return _("依据：%(basis)s。") % {"basis": explanation["legal_basis"]} if explanation["legal_basis"] else ""


def _units(amount: int, unit: str) -> str:
    text = {
        "working_day": ngettext("%(amount)d个工作日", "%(amount)d个工作日", amount),
        "calendar_day": ngettext("%(amount)d日", "%(amount)d日", amount),
        "month": ngettext("%(amount)d个月", "%(amount)d个月", amount),
        "year": ngettext("%(amount)d年", "%(amount)d年", amount),
    }[unit]
    return text % {"amount": amount}


def _full(day: date) -> str:
    return format_date(day, _("Y年n月j日"))


def _short(day: date, start: date) -> str:
    """Without the year where it is the year of the start."""
    return format_date(day, _("n月j日")) if day.year == start.year else _full(day)


def _day_data(day: Day) -> dict:
    return {"date": day.date.isoformat(), "kind": day.kind, "counted": day.counted}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def explain_fixed(fixed_on: date, *, started_on: date, due_on: date, rule) -> dict:
    """The explanation of a day that a document named itself; the same keys as explain()."""
    return {
        "rule_code": rule.code,
        "rule_name": rule.name,
        "legal_basis": rule.legal_basis,
        "started_on": started_on.isoformat(),
        "fixed_on": fixed_on.isoformat(),
        "amount": None,
        "unit": "none",
        "extension": 0,
        "pauses": [],
        "skipped": [],
        "days": [],
        "due_on": due_on.isoformat(),
        "shifted_from": fixed_on.isoformat() if fixed_on != due_on else None,
        "provisional_years": [],
    }


def fixed_sentence(explanation: Mapping) -> str:
    """文件规定的完成时限是2026年6月30日。"""
    fixed = _("文件规定的完成时限是%(day)s。") % {"day": _full(date.fromisoformat(explanation["fixed_on"]))}
    if explanation["shifted_from"]:
        fixed += _("经批准延长至%(day)s。") % {"day": _full(date.fromisoformat(explanation["due_on"]))}
    return fixed + _basis(explanation)

"""Due dates for a list of cases in a JSON file, each with the sentence that explains it."""

import json
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.deadlines.calculation import UNITS, due_date
from core.deadlines.calendar import load_calendar
from core.deadlines.explanation import explain, sentence
from core.rules.models import Rule

RUNNING_PREFIXES = ("discipline_", "publicity_", "credit_public_")  # 处分期, 公示期: for codes that the catalogue lacks


class Command(BaseCommand):
    help = _("按案例文件计算期限届满日，并逐条说明怎么算的。")

    def add_arguments(self, parser):
        parser.add_argument("cases", type=Path, help=_("案例文件：JSON 列表，每项有 rule、start、amount、unit，可有 pauses、extension。"))
        parser.add_argument("--json", action="store_true", help=_("以 JSON 输出。"))

    def handle(self, cases, json, **options):
        calendar = load_calendar()
        answers = [answer(case, number, calendar) for number, case in enumerate(read_cases(cases), start=1)]
        self.stdout.write(as_json(answers) if json else as_table(answers))


def read_cases(path):
    try:
        cases = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(_("读不到文件%(path)s，请检查路径和权限。") % {"path": path}) from error
    except (ValueError, RecursionError) as error:
        raise CommandError(_("%(path)s不是 UTF-8 编码的 JSON 文件。") % {"path": path}) from error
    if not isinstance(cases, list):
        raise CommandError(_("%(path)s里应当是一个列表，每项一个案例。") % {"path": path})
    return cases


def answer(case, number, calendar):
    """The case with its due date and explanation. Raises CommandError with the number of the case that can't be read."""
    try:
        limit = read_limit(case)
        rule = find_rule(case["rule"], limit["start"])
        runs = rule.runs if rule else case["rule"].startswith(RUNNING_PREFIXES)
        computation = due_date(**limit, runs=runs, calendar=calendar)
    except Unreadable as problem:
        raise CommandError(_("第%(number)d个案例：%(problem)s") % {"number": number, "problem": problem}) from problem
    except ValueError as error:
        raise CommandError(_("第%(number)d个案例：算出的日期超出公元9999年。") % {"number": number}) from error
    explanation = explain(computation, rule_code=case["rule"], legal_basis=rule.legal_basis if rule else "")
    return case | {"due": explanation["due_on"], "explanation": sentence(explanation)}


def find_rule(code, at):
    """The version in force on the day, else the newest one that the catalogue has, else None."""
    return Rule.objects.effective(at).filter(code=code).first() or Rule.objects.filter(code=code).last()


class Unreadable(Exception):
    """A case that can't be read; the message is a Chinese sentence."""


def read_limit(case):
    """The arguments of due_date that a case gives."""
    if not isinstance(case, dict):
        raise Unreadable(_("应当是一个对象。"))
    for key in ("rule", "start", "amount", "unit"):
        if key not in case:
            raise Unreadable(_("缺少“%(key)s”。") % {"key": key})
    if not isinstance(case["rule"], str) or "\0" in case["rule"]:
        raise Unreadable(_("“rule”应当是规则代码。"))
    if case["unit"] not in UNITS:
        raise Unreadable(_("不认识的单位“%(unit)s”，应当是%(units)s之一。") % {"unit": case["unit"], "units": _("、").join(UNITS)})
    return {
        "start": read_date(case["start"]),
        "amount": read_number(case["amount"], "amount"),
        "unit": case["unit"],
        "extension": read_number(case.get("extension", 0), "extension"),
        "pauses": read_pauses(case.get("pauses", [])),
    }


def read_date(text):
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Unreadable(_("“%(text)s”不是有效日期，应当写成 2026-03-02 的形式。") % {"text": text}) from error


def read_number(value, key):
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Unreadable(_("“%(key)s”应当是不小于零的整数。") % {"key": key})
    return value


def read_pauses(pauses):
    if not isinstance(pauses, list) or not all(isinstance(pause, list) and len(pause) == 2 for pause in pauses):
        raise Unreadable(_("“pauses”应当是列表，每项为 [中止日, 恢复日]。"))
    return tuple(read_pause(*pause) for pause in pauses)


def read_pause(asked, answered):
    asked, answered = read_date(asked), None if answered is None else read_date(answered)
    if answered and answered < asked:
        raise Unreadable(_("恢复日%(answered)s早于中止日%(asked)s。") % {"answered": answered, "asked": asked})
    return asked, answered


def as_json(answers):
    return json.dumps(answers, ensure_ascii=False, indent=1)


def as_table(answers):
    """One line a case: rule, start, due date, explanation."""
    width = max((len(row["rule"]) for row in answers), default=0)
    return "\n".join(f"{row['rule']:<{width}}  {row['start']}  {row['due'] or '-':<10}  {row['explanation']}" for row in answers)

"""Measures and answers as pages show them."""

from datetime import date

from django.utils.translation import gettext as _

from core.pages.parts import Fact, Mark
from core.pages.words import day

OUTCOMES = {"yes": "done", "review": "warn", "no": "bad"}
EFFECTS = {"bars": "bad", "review": "warn", "favours": "done"}


def outcome_mark(answer):
    return Mark(OUTCOMES[answer.outcome], answer.get_outcome_display())


def effect_mark(measure):
    return Mark(EFFECTS[measure.type.effect], measure.type.get_effect_display())


def until(measure):
    """When it ends: by itself, or with its record."""
    last = measure.ends_on or measure.record.period_ends_on
    return _("到%(day)s") % {"day": day(last)} if last else _("记录有效期间")


def grounds(answer, seen):
    """One sentence a measure: what it bars, by which article, and the record behind it if it is among those that the reader may see (`seen`, by id)."""
    return [sentence(ground) if ground["record"] in seen else unnamed(ground) for ground in answer.grounds] or [_("没有查到限制的措施")]


def unnamed(ground):
    words = _("%(measure)s（%(basis)s）：依据一条你无权查看的记录，请向信用办核实")
    return words % {"measure": ground["measure"], "basis": ground["basis"]}


def sentence(ground):
    words = _("%(measure)s（%(basis)s）：%(number)s，%(type)s，%(day)s生效，依据%(record_basis)s")
    if ground["is_disputed"]:
        words = _("%(measure)s（%(basis)s）：%(number)s，%(type)s，%(day)s生效，依据%(record_basis)s；异议处理中")
    return words % {
        "measure": ground["measure"],
        "basis": ground["basis"],
        "number": ground["record_number"],
        "type": ground["record_type"],
        "day": day(date.fromisoformat(ground["effective_on"])),
        "record_basis": ground["record_basis"],
    }


def facts(question):
    return [
        Fact(_("审查事项"), question.purpose, question.purpose.legal_basis),
        Fact(_("审查的日子"), question.on, _("以当天24时的记录为准")),
        Fact(_("审查单位"), question.agency, str(question.asked_by)),
        Fact(_("审查时间"), question.asked_at),
    ]


def subject_home(answer):
    return answer.civil_servant.agency if answer.civil_servant_id else ""

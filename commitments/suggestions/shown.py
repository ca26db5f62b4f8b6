"""A suggestion and its proposers as pages show them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.register import shown as register
from core.pages.parts import Fact, Mark
from core.pages.words import day

MARKS = {"satisfied": "done", "acceptable": "done", "dissatisfied": "bad"}


def limit_of(proposer):
    return register.limit_of(proposer.commitment)


def grade_mark(proposer):
    if proposer.grade:
        return Mark(MARKS[proposer.grade], proposer.get_grade_display())
    return Mark("warn", _("等待评价")) if proposer.asked_at else Mark("plain", _("还没有办结"))


def asked(proposer):
    if proposer.again_id:
        return _("已重新交办：%(number)s") % {"number": proposer.again}
    return _("%(day)s征求意见") % {"day": day(proposer.asked_at)} if proposer.asked_at else ""


def facts(proposer):
    commitment = proposer.commitment
    again = proposer.again
    shown = [
        Fact(_("建议提案"), commitment.number, url=commitment.get_absolute_url()),
        Fact(_("承办单位"), commitment.agency.name),
        Fact(_("提出人"), proposer.name, proposer.body),
        Fact(_("办理结果"), register.state_mark(commitment)),
        Fact(_("征求意见"), proposer.asked_at),
        Fact(_("评价"), proposer.get_grade_display(), proposer.words),
        Fact(_("重新办理"), again and again.number, url=again.get_absolute_url() if again else ""),
    ]
    return [fact for fact in shown if fact.value]


def facts_for_proposer(proposer):
    """What the holder of the code reads: the public's words of the matter, nothing of other proposers."""
    commitment = proposer.commitment
    return [
        Fact(_("建议提案"), commitment.title, commitment.number, reverse("public_commitment", args=[commitment.pk])),
        Fact(_("承办单位"), commitment.agency.name),
        Fact(_("办理结果"), register.state_mark(commitment)),
    ]

"""Stages of a project: parts of its commitment, given out by the register."""

from django.utils.translation import gettext as _

from commitments.projects.services.rows import check_is_open
from commitments.register.parts import check_may_arrange, why_not_arrange
from commitments.register.services import register
from core.texts import checked_words

LONGEST_STAGE = 60


def check_may_add_stage(commitment, by):
    check_is_open(commitment)
    check_may_arrange(commitment, by)


def may_add_stage(commitment, by):
    return not why_not_arrange(commitment, by)


def add_stage(*, commitment, stage, agency, text, criterion, due_on, weight, by):
    """One more stage with its agency and day: a part of the project, with a limit and a verification of its own.

    Raises DomainError: "not_a_project", "not_open", "refused", "words_missing", "words_too_long", and what register() raises.
    """
    check_may_add_stage(commitment, by)
    stage = checked_words(stage, field="stage", label=_("阶段名称"), most=LONGEST_STAGE)
    return register(
        by=by,
        kind=commitment.kind,
        title=f"{commitment.title}：{stage}"[:200],
        text=text,
        criterion=criterion,
        agency=agency,
        beneficiary=commitment.beneficiary,
        basis=_("分解自%(number)s") % {"number": commitment},
        due_on=due_on,
        weight=weight,
        whole=commitment,
        extra={"leader": commitment.extra.get("leader", ""), "stage": stage},
    )

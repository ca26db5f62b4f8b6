"""The use cases of key projects: who leads, stages, and what becomes of the problems that are raised."""

from commitments.projects.services.extending import check_may_extend, extend_problem, most_extension, why_not_extend
from commitments.projects.services.leads import check_may_name, end_lead, name_lead, watch_leads
from commitments.projects.services.problems import (
    assign_problem,
    check_may_raise,
    check_may_take,
    confirm_problem,
    end_with_projects,
    may_raise,
    raise_problem,
    return_problem,
    send_back_problem,
    solve_problem,
    withdraw_problem,
)
from commitments.projects.services.stages import add_stage, check_may_add_stage, may_add_stage

__all__ = [
    "add_stage",
    "assign_problem",
    "check_may_add_stage",
    "check_may_extend",
    "check_may_name",
    "check_may_raise",
    "check_may_take",
    "confirm_problem",
    "end_lead",
    "end_with_projects",
    "extend_problem",
    "may_add_stage",
    "may_raise",
    "most_extension",
    "name_lead",
    "raise_problem",
    "return_problem",
    "send_back_problem",
    "solve_problem",
    "watch_leads",
    "why_not_extend",
    "withdraw_problem",
]

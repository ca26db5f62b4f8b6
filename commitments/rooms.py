"""The lists of this wing's staff pages, by what they are about. A new list is a line here; its page shows the tabs by itself."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commitments.cases.queries import waiting_for as cases_waiting_for
from commitments.changes.queries import waiting_for as changes_waiting_for
from commitments.continuity.queries import to_take
from commitments.contracts.queries import waiting_for as contracts_waiting_for
from commitments.debts.queries import waiting_for as debts_waiting_for
from commitments.items.queries import waiting_for as items_waiting_for
from commitments.projects.queries import problems_waiting_for
from commitments.urging.queries import waiting_for as urges_waiting_for
from core.pages.rooms import Group, Room


def debts_waiting(actor):
    return debts_waiting_for(actor).count()


def changes_waiting(actor):
    return changes_waiting_for(actor).count()


def reassignments_waiting(actor):
    return to_take(actor).count()


def items_waiting(actor):
    return items_waiting_for(actor).count()


def cases_waiting(actor):
    return cases_waiting_for(actor).count()


def contracts_waiting(actor):
    return contracts_waiting_for(actor).count()


def oversees(actor):
    return actor.oversees


def urges_waiting(actor):
    return urges_waiting_for(actor).count()


def problems_waiting(actor):
    return problems_waiting_for(actor).count()


GROUPS = [
    Group(
        pgettext_lazy("承诺的分组", "承诺"),
        [
            Room(_("全部承诺"), "commitments"),
            Room(_("年度清单"), "yearly_lists"),
            Room(_("年度考核"), "assessments"),
            Room(_("建议提案"), "suggestions"),
            Room(_("变更申请"), "changes", waiting=changes_waiting),
            Room(_("承诺承接"), "reassignments", waiting=reassignments_waiting),
            Room(_("交接清单"), "handovers"),
        ],
    ),
    Group(
        pgettext_lazy("承诺的分组", "欠款"),
        [
            Room(_("全部欠款"), "debts", waiting=debts_waiting),
            Room(_("付款"), "debt_payments"),
            Room(_("存量和增减"), "debt_stock"),
        ],
    ),
    Group(
        pgettext_lazy("承诺的分组", "政务服务"),
        [
            Room(_("办件"), "service_cases", waiting=cases_waiting),
            Room(_("办事指南"), "service_items", waiting=items_waiting),
            Room(_("不予许可报备"), "service_cases_refused"),
        ],
    ),
    Group(
        pgettext_lazy("承诺的分组", "督查"),
        [
            Room(_("负荷"), "supervision", is_for=oversees),
            Room(_("承诺清单"), "supervision_commitments", is_for=oversees),
            Room(_("催办"), "urges", waiting=urges_waiting),
            Room(_("谁在催办"), "supervision_urging", is_for=oversees),
        ],
    ),
    Group(pgettext_lazy("承诺的分组", "合同"), [Room(_("全部合同"), "contracts", waiting=contracts_waiting)]),
    Group(
        pgettext_lazy("承诺的分组", "重点项目"),
        [Room(_("全部项目"), "projects"), Room(_("项目问题"), "problems", waiting=problems_waiting)],
    ),
]

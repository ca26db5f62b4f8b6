"""The lists of this wing's staff pages, by what they are about. A new list is a line here; its page shows the tabs by itself."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commitments.debts.queries import waiting_for as debts_waiting_for
from core.pages.rooms import Group, Room


def debts_waiting(actor):
    return debts_waiting_for(actor).count()


GROUPS = [
    Group(pgettext_lazy("承诺的分组", "承诺"), [Room(_("全部承诺"), "commitments")]),
    Group(
        pgettext_lazy("承诺的分组", "欠款"),
        [
            Room(_("全部欠款"), "debts", waiting=debts_waiting),
            Room(_("付款"), "debt_payments"),
            Room(_("存量和增减"), "debt_stock"),
        ],
    ),
]

"""The lists of this wing's staff pages, by what they are about. A new list is a line here; its page shows the tabs by itself."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.accounts.models import Role
from core.pages.rooms import Group, Room
from credit_records.records.models import DRAFTERS
from credit_records.records.queries import revisions_for, waiting_for


def drafts(actor):
    return actor.has(*DRAFTERS)


def is_of_the_office(actor):
    return actor.has(Role.CREDIT_OFFICE)


def records_waiting(actor):
    return waiting_for(actor).count()


def revisions_waiting(actor):
    return revisions_for(actor).count()


GROUPS = [
    Group(
        pgettext_lazy("信用的分组", "记录"),
        [
            Room(_("全部记录"), "records"),
            Room(_("等我办"), "records_waiting", waiting=records_waiting),
            Room(_("更正和撤销"), "revisions", is_of_the_office, revisions_waiting),
            Room(_("批量导入"), "imports", drafts),
        ],
    ),
    Group(_("异议和修复"), [Room(pgettext_lazy("清单", "异议"), "objections"), Room(_("信用修复"), "repairs")]),
    Group(
        pgettext_lazy("信用的分组", "档案"),
        [
            Room(_("信用档案"), "files"),
            Room(pgettext_lazy("清单", "查档申请"), "queries"),
            Room(_("查阅记录"), "looks"),
            Room(_("签发的文书"), "papers"),
        ],
    ),
    Group(pgettext_lazy("信用的分组", "评价"), [Room(_("评价批次"), "rating_runs"), Room(_("评价规则"), "rating_rule_sets")]),
    Group(pgettext_lazy("信用的分组", "措施"), [Room(_("措施清单"), "measures"), Room(pgettext_lazy("清单", "信用审查"), "eligibilities")]),
    Group(
        pgettext_lazy("信用的分组", "交换"),
        [Room(_("数据交换"), "exchange"), Room(_("报送批次"), "exchange_batches", is_of_the_office)],
    ),
]

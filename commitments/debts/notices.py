"""Who is told of debts: reviewers of what waits for them, the clerk of what became of it, and of a contradiction also the supervision."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.debts.models import Debt, Payment
from core.accounts.models import Role
from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies

TOLD = {
    ("draft", "confirmed"): gettext_lazy("欠款已确认：%(debt)s"),
    ("draft", "withdrawn"): gettext_lazy("欠款已撤销：%(debt)s"),
    ("confirmed", "withdrawn"): gettext_lazy("欠款已撤销：%(debt)s"),
    ("confirmed", "settled"): gettext_lazy("欠款已付清：%(debt)s"),
    ("settled", "confirmed"): gettext_lazy("付款已冲销，欠款恢复偿还：%(debt)s"),
}


@notifies(names.DEBT_ENTERED)
def entered(events):
    debts = rows_about(events, Debt.objects.all())
    holders = Holders({debt.agency_id for _event, debt in debts})
    return drafts(
        debts,
        lambda event, debt: holders.at(debt.agency_id, Role.AGENCY_REVIEWER),
        lambda event, debt: _("请确认欠款：%(debt)s") % {"debt": debt},
        lambda event, debt: debt.paper_name,
    )


@notifies(names.STATE_CHANGED)
def moved(events):
    debts = rows_about(events, Debt.objects.all())
    return drafts(debts, lambda event, debt: [debt.created_by_id], step_told)


def step_told(event, debt):
    return TOLD[event.payload["source"], event.payload["target"]] % {"debt": debt}


@notifies(names.PAYMENT_CONTRADICTED)
def contradicted(events):
    payments = rows_about(events, Payment.objects.select_related("debt"))
    holders = Holders({payment.debt.agency_id for _event, payment in payments})
    return drafts(
        payments,
        lambda event, payment: [*holders.at(payment.debt.agency_id, Role.AGENCY_REVIEWER), *holders.anywhere(Role.SUPERVISOR)],
        lambda event, payment: _("债权人对付款有异议：%(debt)s") % {"debt": payment.debt},
        lambda event, payment: event.payload.get("words", ""),
    )

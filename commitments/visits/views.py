"""The door of a visit: one form on a commitment."""

from django.utils.translation import gettext_lazy

from commitments.register.views import CommitmentAction
from commitments.visits import services
from commitments.visits.forms import VisitForm


class RecordVisit(CommitmentAction):
    title, submit_label = gettext_lazy("登记现场核查"), gettext_lazy("登记并公开")
    form_class, service = VisitForm, services.record_visit
    success_message = gettext_lazy("已登记，公开页面写明了看到的情况。")
    hint = gettext_lazy("登记以后不能改；写错的，再登记一次并说明。")
    check = services.check_may_visit

"""Who does what: handing tasks over in bulk, and being away with a substitute."""

from django.contrib import messages
from django.db.models import Case, When
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.generic import View

from core.duties import services as duties
from core.duties.models import Absence
from core.errors import DomainError
from core.pages.forms import is_key
from core.pages.parts import Crumb
from core.pages.tables import Column
from core.pages.views import ActionPage, ListPage, Page
from portal.work import queries, services
from portal.work.forms import LeaveForm


class HandOver(Page, View):
    """The bulk bar of the queue: what was chosen goes to a colleague, to oneself, or back to all."""

    def post(self, request):
        keys = [int(key) for key in request.POST.getlist("chosen") if is_key(key)]
        try:
            messages.success(request, self.done(request.POST.get("action"), keys))
        except DomainError as error:
            messages.error(request, error.message)
        return redirect(reverse("work") + ("?scope=agency" if request.GET.get("scope") == "agency" else ""))

    def done(self, action, keys):
        """Does it and says what was done."""
        if action == "give_back":
            return _("已退回%(count)d件，本单位同样角色的人都能办。") % {"count": services.give_back(keys=keys, by=self.actor())}
        user = self.request.user if action == "take" else self.colleague()
        count = services.hand_over(keys=keys, user=user, by=self.actor())
        return _("%(count)d件转给了%(name)s。") % {"count": count, "name": user}

    def colleague(self):
        to = self.request.POST.get("to", "")
        found = next((user for user in queries.colleagues(self.actor()) if str(user.pk) == to), None)
        if found is None:
            raise DomainError("bad_user", _("请选择转给谁。"))
        return found


class Leaves(ListPage):
    """Who of one's agencies is away, and who stands in."""

    model, section = Absence, "work"
    title, lead = gettext_lazy("离岗和代办"), gettext_lazy("离岗期间，指派给本人的待办同时出现在代办人员的待办里，到期提醒也发给代办人员。")
    columns = (
        Column(gettext_lazy("离岗人员"), "user"),
        Column(gettext_lazy("代办人员"), "substitute"),
        Column(gettext_lazy("第一天"), "starts_on"),
        Column(gettext_lazy("最后一天"), "ends_on"),
    )
    order = ("starts_on", "id")
    unit = ngettext_lazy("人次", "人次")
    empty_title, empty_text = gettext_lazy("近期没有人离岗"), gettext_lazy("休假、出差以前登记由谁代办。")
    template_name = "portal/leaves.html"

    def visible(self):
        own = Case(When(user__in=queries.may_be_entered_by(self.actor()), then=True), default=False)
        return queries.absences(self.actor()).annotate(may_cancel=own)

    def cells(self, row):
        """The row leads to coming back early, for those who may say so."""
        first, *others = super().cells(row)
        return [first._replace(url=reverse("leave_cancel", args=[row.pk]) if row.may_cancel else ""), *others]

    def crumbs(self):
        return [Crumb(_("我的待办"), reverse("work")), Crumb(str(self.title))]


class LeaveAction(ActionPage):
    section = "work"

    def crumbs(self):
        return [Crumb(_("我的待办"), reverse("work")), Crumb(_("离岗和代办"), reverse("leaves")), Crumb(self.title)]

    def next_url(self, result):
        return reverse("leaves")

    def cancel_url(self):
        return reverse("leaves")


class GoOnLeave(LeaveAction):
    """One's own absence; a reviewer enters those of the agency, too."""

    title, submit_label, success_message = gettext_lazy("登记离岗"), gettext_lazy("登记离岗"), gettext_lazy("已登记，代办人员会收到通知。")
    form_class, service = LeaveForm, duties.go_on_leave
    hint = gettext_lazy("第一天和最后一天都算在内。代办人员要在同一单位担任同样的角色。")

    def get_form_kwargs(self):
        people, colleagues = queries.may_be_entered_by(self.actor()), queries.colleagues(self.actor())
        return super().get_form_kwargs() | {"people": queries.rows_of(people), "colleagues": queries.rows_of(colleagues)}

    def get_initial(self):
        return {"user": self.request.user, "starts_on": timezone.localdate()}


class ComeBack(LeaveAction):
    title, submit_label, success_message = (
        gettext_lazy("提前返岗"),
        gettext_lazy("确认返岗"),
        gettext_lazy("已返岗，待办不再转给代办人员。"),
    )
    model, object_argument, service = Absence, "absence", duties.come_back

    def visible(self):
        return queries.absences(self.actor()).filter(user__in=queries.may_be_entered_by(self.actor()))

    @property
    def hint(self):
        return _("%(name)s，由%(substitute)s代办") % {"name": self.object.user, "substitute": self.object.substitute}

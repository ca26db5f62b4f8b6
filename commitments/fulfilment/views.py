"""The staff page of a commitment, and the steps from a report to its verification."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.fulfilment import queries, services, shown
from commitments.fulfilment.forms import ClaimForm, VerifyForm, report_form
from commitments.register import shown as register_shown
from commitments.register.models import Commitment
from commitments.register.parts import why_not_arrange
from commitments.register.public import lawful_changes
from commitments.register.queries import dependencies_of, lines, parts_of
from commitments.register.services import why_not_edit
from commitments.register.views import CommitmentAction
from commitments.urging import shown as urging
from commitments.urging.services import why_not_urge
from commitments.visits.services import why_not_visit
from core.accounts.models import Role
from core.evidence.models import Evidence, Photo
from core.pages.forms import PageForm, ReasonForm
from core.pages.parts import Action, Crumb
from core.pages.views import ActionPage, DetailPage


class CommitmentDetail(DetailPage):
    """First what to do now: the form of the reader's own next step. What was promised, how far it is, who may do the rest."""

    model = Commitment
    template_name = "commitments/fulfilment/detail.html"
    pages_of_steps = {"stalled": "commitment_stalled", "broken": "commitment_broken", "withdrawn": "commitment_withdraw"}

    def queryset(self):
        return queries.with_course(super().queryset())

    def page_title(self):
        return self.object.title

    def crumbs(self):
        return [Crumb(_("承诺"), reverse("commitments")), Crumb(self.object.number)]

    @cached_property
    def claim(self):
        return next((claim for claim in self.object.claims.all() if not claim.decision), None)

    def own_steps(self):
        if not hasattr(self, "_own_steps"):
            self._own_steps = super().own_steps()
        return self._own_steps

    def others_steps(self):
        """The page says who does what in words of its own (`parties`)."""
        return []

    def actions(self):
        """Ending an open commitment by decision stands aside; it is never what comes next."""
        return [
            self.action(step, primary=False)
            for step in self.own_steps()
            if step.source in Commitment.UNDERWAY and step.target in self.pages_of_steps
            if self.object.kind.by_hand or step.target == "broken"
        ]

    def get_context_data(self, **kwargs):
        commitment = self.object
        reports, claims = commitment.reports.all(), commitment.claims.all()
        return super().get_context_data(
            kind=register_shown.kind(commitment),
            state=register_shown.state_mark(commitment),
            facts=register_shown.facts(commitment),
            details=register_shown.details(commitment),
            limit_shown=register_shown.limit_of(commitment),
            verification=commitment.newest_deadline("verify"),
            verb=_("兑现") if commitment.deadline else _("报告进展"),
            criterion=lines(commitment.criterion),
            may_edit=not why_not_edit(commitment, self.actor()),
            may_change=commitment.state in Commitment.UNDERWAY and self.actor().has(Role.CLERK, agency=commitment.agency_id),
            lawful_changes=[register_shown.change(payload, register_shown.why(commitment)) for payload in lawful_changes(commitment)],
            moments=shown.course(commitment, reports, claims, services.may_take_down(commitment, self.actor())),
            may_visit=not why_not_visit(commitment, self.actor()),
            may_urge=not why_not_urge(commitment, self.actor()),
            urge=urging.waiting(commitment),
            letters=[(letter, urging.actions(letter)) for letter in urging.letters(commitment)],
            last_report=next(iter(reports), None),
            claim=self.claim,
            **self.linked(),
            parties=shown.parties(commitment, self.actor()),
            **self.panel(),
            **kwargs,
        )

    def linked(self):
        """Parts, what is waited for and what waits, and whether the reader arranges them."""
        needs, needed_by = dependencies_of(self.object)
        may_arrange = not why_not_arrange(self.object, self.actor())
        return {
            "parts": [register_shown.part(one) for one in parts_of(self.object)],
            "needs": [register_shown.needed(one.needs, one.reason, self.removal(one) if may_arrange else ()) for one in needs],
            "needed_by": [register_shown.needed(one.commitment, one.reason) for one in needed_by],
            "may_arrange": may_arrange,
            "may_divide": may_arrange and not self.object.whole_id,
        }

    def removal(self, dependency):
        return [Action(_("不用再等"), reverse("commitment_dependency_remove", args=[self.object.pk, dependency.pk]))]

    def panel(self):
        """What to do now, for a reporter or a verifier; nothing for others."""
        if self.claim and any(step.source == "claimed" for step in self.own_steps()):
            return self.verifying()
        if not services.may_report(self.object, self.actor()):
            return {}
        return self.receiving() if services.waits_for_receipt(self.object, self.actor()) else self.reporting()

    def verifying(self):
        return {
            "what": _("核验这份完成申报"),
            "checks": shown.checks(self.object, self.claim),
            "form": self.deciding(VerifyForm),
            "panel_action": reverse("commitment_verify", args=[self.object.pk]),
            "submit_label": VerifyClaim.submit_label,
            "chosen": VerifyClaim.chosen,
            "links": [
                Action(_("登记现场核查"), reverse("commitment_visit", args=[self.object.pk])),
                Action(_("退回补充"), reverse("commitment_send_back", args=[self.object.pk])),
            ],
        }

    def receiving(self):
        return {
            "what": _("签收"),
            "form": PageForm(),
            "panel_action": reverse("commitment_acknowledge", args=[self.object.pk]),
            "submit_label": _("签收"),
            "links": [Action(_("直接报告进展"), reverse("commitment_report", args=[self.object.pk]))],
        }

    def reporting(self):
        claims = self.object.kind.by_hand and any(step.target == "claimed" for step in self.own_steps())
        return {
            "what": _("报告进展；全部做到了就申报完成") if claims else _("报告进展"),
            "form": report_form(self.object)(initial={"percent": self.object.percent}),
            "panel_action": reverse("commitment_report", args=[self.object.pk]),
            "submit_label": _("报送进展"),
            "links": [Action(_("已经做到，去申报完成"), reverse("commitment_claim", args=[self.object.pk]))] if claims else [],
        }


class Acknowledge(CommitmentAction):
    title, submit_label, service = gettext_lazy("签收"), gettext_lazy("签收"), services.acknowledge
    success_message = gettext_lazy("已签收。接下来按期报告进展，办完申报完成。")
    check = services.check_may_acknowledge


class ReportProgress(CommitmentAction):
    title, submit_label, success_message = gettext_lazy("报告进展"), gettext_lazy("报送进展"), gettext_lazy("已报送，公开页面同时更新。")
    service = services.report_progress
    check = services.check_may_report

    def get_form_class(self):
        return report_form(self.object)

    def get_initial(self):
        return {"percent": self.object.percent}

    def arguments(self, form):
        return {"percent": None} | super().arguments(form)


class TakeDownPhoto(ActionPage):
    model, object_argument = Photo, "photo"
    title, submit_label = gettext_lazy("撤下照片"), gettext_lazy("撤下照片并公开理由")
    form_class, service = ReasonForm, services.take_down_photo
    success_message = gettext_lazy("照片已撤下，公开页面写明了理由。")
    hint = gettext_lazy("拍到人脸、车牌、门牌，或者放错的照片，都要撤下。撤下以后不能恢复，原件仍作为佐证材料保存。")
    check = services.check_may_take_down

    def visible(self):
        """Photos of what the reader may see as staff."""
        return super().visible().filter(evidence__in=Evidence.objects.visible_to(self.request.user))

    def crumbs(self):
        commitment = self.object.subject.commitment
        return [Crumb(_("承诺"), reverse("commitments")), Crumb(str(commitment), commitment.get_absolute_url()), Crumb(self.title)]

    def cancel_url(self):
        return self.object.subject.get_absolute_url()


class ClaimFulfilment(CommitmentAction):
    title, submit_label, step = gettext_lazy("申报完成"), gettext_lazy("申报完成，送核验"), "claimed"
    form_class, service = ClaimForm, services.claim_by_hand
    success_message = gettext_lazy("已送核验。以申报的这一天算是否按期。")
    hint = gettext_lazy("核验期间期限停走；退回的，从原期限接着算。")


class VerifyClaim(CommitmentAction):
    title, submit_label, step = gettext_lazy("核验完成申报"), gettext_lazy("确认核验结论并公开"), "kept"
    form_class, service, success_message = VerifyForm, services.verify_claim, gettext_lazy("核验结论已公开。")
    chosen = gettext_lazy("核验为“{}”并公开")


class SendBackClaim(CommitmentAction):
    title, submit_label, step = gettext_lazy("退回补充"), gettext_lazy("退回申报人补充"), "open"
    form_class, service, success_message = ReasonForm, services.send_back_claim, gettext_lazy("已退回，原期限接着算。")
    hint = gettext_lazy("写明缺什么、怎样补。退回时原期限已过的，随即标记逾期。")

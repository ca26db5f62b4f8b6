"""A request as its pages show it."""

from django.utils.translation import gettext as _

from commitments.changes.limits import counts_working_days, limit_of
from commitments.register.models import Commitment
from commitments.register.shown import public_page
from core.pages.due import due_day
from core.pages.parts import Check, Fact, Mark, Party

MARKS = {"proposed": "warn", "approved": "done", "refused": "plain", "withdrawn": "plain"}


def state_mark(request):
    return Mark(MARKS[request.state], request.get_state_display())


def what(request):
    """改内容、延期限；不再履行"""
    if request.ends:
        return _("不再履行")
    parts = [_("改内容")] if request.after else []
    return _("、").join([*parts, *([_("延期限")] if request.extension else [])])


def rows(request):
    """Of components/changed.html: what would be, beside what is."""
    label = {field.name: field.verbose_name for field in Commitment._meta.fields}
    changed = [(label[name], request.before[name], words) for name, words in request.after.items()]
    if request.ends:
        changed.append((_("这项承诺"), _("要兑现"), _("不再履行")))
    if request.extension:
        why = public_page(request.commitment_id)
        later = due_day(request.due_after, why) or _("延长%(amount)s") % {"amount": amount(request)}
        changed.append((_("期限"), due_day(request.due_before, why), later))
    return changed


def amount(request):
    """20个工作日"""
    limit = limit_of(request.commitment)
    if limit is None or counts_working_days(limit):
        return _("%(count)d个工作日") % {"count": request.extension}
    return _("%(count)d%(unit)s") % {"count": request.extension, "unit": limit.get_unit_display()}


def facts(request):
    reason = request.reason
    return [
        Fact(_("承诺"), request.commitment.number, request.commitment.title),
        Fact(_("责任单位"), request.commitment.agency.name),
        Fact(
            _("变更理由"),
            reason.name,
            _("%(basis)s（%(mark)s）") % {"basis": reason.legal_basis, "mark": reason.get_verification_display()},
        ),
        Fact(_("补偿"), _("需要") if request.compensation else _("不需要")),
    ]


def checks(request, files):
    """What a decider looks at."""
    return [
        Check(_("理由属于法定理由，材料能够证明"), bool(files), _("材料%(count)d份") % {"count": len(files)}),
        Check(_("听取了受影响的人的意见"), bool(request.consultation)),
        Check(_("写明了要不要补偿"), bool(request.compensation_words), _("需要补偿") if request.compensation else _("不需要补偿")),
        Check(_("不是因为换届、机构调整或者负责人更替"), True, _("请对照说明核实")),
    ]


def parties(request):
    agency = request.commitment.agency
    above = _("%(agency)s的审核人、督查人员") % {"agency": agency.parent.short_name} if agency.parent else _("督查人员")
    return [
        Party(_("%(agency)s的经办人") % {"agency": agency.short_name}, _("申请，审批以前可以撤回")),
        Party(above, _("审批；申请人和责任单位的人不能审批")),
    ]

"""A repair as its pages show it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.deadlines.shown import why_of
from core.pages.course import course
from core.pages.parts import Action, Check, Fact, Mark, Moment, Party
from core.pages.words import as_date
from credit_records.records.queries import people_for

MARKS = {"approved": "done", "refused": "plain", "not_accepted": "plain"}
PAGES = {
    ("filed", "accepted"): "repair_accept",
    ("filed", "not_accepted"): "repair_not_accept",
    ("accepted", "proposed"): "repair_propose",
    ("proposed", "approved"): "repair_decide",
    ("proposed", "refused"): "repair_decide",
    ("proposed", "accepted"): "repair_return",
}
NOW = {
    "filed": gettext_lazy("看材料是否齐全，决定受理或者一次性告知缺什么"),
    "accepted": gettext_lazy("核对纠正情况，提出审查意见"),
    "proposed": gettext_lazy("决定这件申请"),
}


def state_mark(application):
    return Mark(MARKS.get(application.state, "warn"), application.get_state_display())


def applicant(application):
    return application.agency.short_name if application.agency else str(application.record.file.subject)


def facts(application, actor):
    record = application.record
    rows = [
        Fact(_("记录"), record.title, record.number, record.get_absolute_url()),
        Fact(_("申请事项"), application.get_kind_display(), application.ground.name if application.ground else ""),
        Fact(pgettext("谁", "申请"), applicant(application)),
    ]
    if application.decided_by:
        who = application.decided_by if record.may_see_people(actor) else _("信用办")
        rows.append(Fact(_("决定"), application.get_state_display(), who))
    return rows


def conditions(found):
    """Conditions as checks: where one is not met, what to do and from which day it is possible."""
    return [Check(condition.words, condition.is_met, "" if condition.is_met else condition.todo) for condition in found]


def actions(application, steps):
    found = [Action(step.label, reverse(PAGES[step.source, step.target], args=[application.pk])) for step in steps]
    return [action._replace(primary=position == 0) for position, action in enumerate(found)]


def checks(application, files):
    found = [
        Check(_("有纠正的证明材料"), bool(files), _("%(count)d份") % {"count": len(files)}),
        Check(_("其他义务已经履行完毕"), True, application.duties),
        Check(_("作出了信用承诺"), True),
    ]
    if application.state == "proposed":
        found.append(Check(_("已提出审查意见"), True, application.get_outcome_display()))
    return found


def parties(application, actor):
    """Who may take the next step and who may not, by name, for those who may know."""
    steps = application.next_steps()
    if not steps or not application.record.may_see_people(actor):
        return []
    return [Party(name_of(user, actor), standing(application, user, steps[0])) for user in people_for(application, steps[0])]


def name_of(user, actor):
    return _("%(name)s（你）") % {"name": user} if user == actor.user else str(user)


def standing(application, user, step):
    if step.maker_is_not_checker and user.pk in application.makers(step):
        return _("不能决定：受理或者审查过")
    if user.pk in application.excluded():
        return _("不能办理：涉及本人或者所在单位")
    return _("可以%(step)s") % {"step": step.label}


def moments(application, actor):
    """The timeline, newest first. Why an opinion was sent back is the office's own."""
    steps = course(application, names_people=application.record.may_see_people(actor))
    if not actor.oversees:
        steps = [moment for moment in steps if not moment.title.endswith(str(_("退回重新审查")))]
    told = [*steps, Moment(application.created_at, _("%(who)s提出申请") % {"who": applicant(application)})]
    if application.is_open and application.limit and application.limit.due_on:
        words = _("应当决定是否受理") if application.state == "filed" else _("应当决定")
        told.append(Moment(application.limit.due_on, words, upcoming=True, why=why_of(application.limit)))
    return sorted(told, key=lambda moment: (moment.upcoming, as_date(moment.at)), reverse=True)

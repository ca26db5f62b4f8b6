"""An objection as its pages show it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.accounts.models import Role
from core.deadlines.shown import why_of
from core.pages.course import course
from core.pages.parts import Action, Check, Fact, Mark, Moment, Party
from core.pages.words import as_date, day
from credit_records.records.queries import people_for

MARKS = {"upheld": "plain", "corrected": "done", "revoked": "done", "refused": "plain", "withdrawn": "plain"}
PAGES = {
    ("filed", "asked"): "objection_ask",
    ("asked", "answered"): "objection_answer",
    ("filed", "proposed"): "objection_propose",
    ("asked", "proposed"): "objection_propose",
    ("answered", "proposed"): "objection_propose",
    ("proposed", "upheld"): "objection_decide",
    ("proposed", "corrected"): "objection_decide",
    ("proposed", "revoked"): "objection_decide",
    ("proposed", "answered"): "objection_return",
    ("filed", "refused"): "objection_refuse",
    ("filed", "withdrawn"): "objection_withdraw",
    ("asked", "withdrawn"): "objection_withdraw",
    ("answered", "withdrawn"): "objection_withdraw",
}
NOW = {
    "filed": gettext_lazy("看异议能不能受理，再核查或者提出处理意见"),
    "asked": gettext_lazy("核查异议所说的情况"),
    "answered": gettext_lazy("看核查情况，提出处理意见"),
    "proposed": gettext_lazy("决定这件异议"),
}


def state_mark(objection):
    return Mark(MARKS.get(objection.state, "warn"), objection.get_state_display())


def side(objection):
    """本人, 单位 or 公民: who objects, for those who may not know the person."""
    if objection.is_citizens:
        return _("公民")
    return objection.agency.short_name if objection.agency else _("公务员本人")


def objector(objection, actor):
    """By name where the actor may know; a citizen's name and telephone only the credit office sees."""
    if objection.is_citizens:
        knows = actor.has(Role.CREDIT_OFFICE) and objection.record.may_see_people(actor)
        return _("%(name)s（公民）") % {"name": objection.citizen_name} if knows else _("公民")
    if objection.is_by(actor) or objection.record.may_see_people(actor):
        return _("%(name)s（%(side)s）") % {"name": objection.created_by, "side": side(objection)}
    return side(objection)


def facts(objection, actor):
    record = objection.record
    rows = [
        Fact(_("记录"), record.title, record.number, record.get_absolute_url()),
        Fact(_("被记录"), record.file.subject),
        Fact(pgettext("谁", "提出异议"), objector(objection, actor), contact(objection, actor)),
        Fact(_("哪里有误"), "、".join(objection.ground_words)),
    ]
    if objection.source:
        rows.append(Fact(_("录入单位"), objection.source, answered(objection)))
    return rows


def contact(objection, actor):
    knows = actor.has(Role.CREDIT_OFFICE) and objection.record.may_see_people(actor)
    if not knows:
        return ""
    return "；".join(
        filter(None, (objection.contact, objection.shown_email and _("邮件发到%(address)s") % {"address": objection.shown_email}))
    )


def answered(objection):
    if objection.answer:
        return _("已答复")
    return _("%(day)s请它核查") % {"day": day(objection.asked_at)} if objection.asked_at else _("还没有请它核查")


def actions(objection, steps):
    """Links for the reader's steps; a correction has a page of its own beside the other outcomes."""
    found = [Action(step.label, reverse(PAGES[step.source, step.target], args=[objection.pk])) for step in steps]
    if any(step.target == "proposed" for step in steps) and objection.record.stands:
        found.append(Action(_("提出更正"), reverse("objection_correct", args=[objection.pk])))
    return [action._replace(primary=position == 0) for position, action in enumerate(found)]


def timing(objection, actor):
    """The office may stop the clock for an appraisal, and let it run again."""
    if not objection.may_be_timed_by(actor) or not objection.limit.rule.may_pause:
        return []
    if objection.limit.state == "paused":
        return [Action(_("恢复计时"), reverse("objection_resume", args=[objection.pk]))]
    return [Action(_("鉴定、评审期间中止计时"), reverse("objection_pause", args=[objection.pk]))]


def checks(objection, files):
    found = [Check(_("写明了哪里有误"), True, "、".join(objection.ground_words))]
    found.append(Check(_("附了证明材料"), bool(files), _("%(count)d份") % {"count": len(files)} if files else _("没有附材料")))
    if objection.source:
        silent = objection.state == "asked" and objection.source_is_silent
        found.append(Check(_("录入单位已答复"), bool(objection.answer), _("逾期没有答复") if silent else answered(objection)))
    if objection.state == "proposed":
        found.append(Check(_("已提出处理意见"), True, objection.get_outcome_display()))
    return found


def parties(objection, actor):
    """Who may take the next step and who may not, by name, for those who may know."""
    steps = [step for step in objection.next_steps() if step.who]
    if not steps or not objection.record.may_see_people(actor):
        return []
    step = steps[0]
    people = people_for(objection, step)
    return [Party(name_of(user, actor), standing(objection, user, step)) for user in people]


def name_of(user, actor):
    return _("%(name)s（你）") % {"name": user} if user == actor.user else str(user)


def standing(objection, user, step):
    if step.maker_is_not_checker and user.pk in objection.makers(step):
        return _("不能决定：提出了意见或者确认过记录")
    if user.pk in objection.excluded():
        return _("不能办理：涉及本人或者所在单位")
    return _("可以%(step)s") % {"step": step.label}


def moments(objection, actor):
    """The timeline, newest first. Why an outcome was proposed or sent back is the office's own; the others read the decision."""
    names = objection.record.may_see_people(actor)
    filed = Moment(objection.created_at, _("%(who)s提出异议，记录标注异议处理中") % {"who": objector(objection, actor)})
    steps = course(objection, names_people=names)
    if not actor.oversees:
        own = [step.label for step in objection.STEPS if "proposed" in (step.source, step.target) and step.target not in objection.OUTCOMES]
        steps = [moment._replace(text="") if moment.title.endswith(tuple(map(str, own))) else moment for moment in steps]
    told = [*steps, filed]
    if objection.is_open and objection.limit and objection.limit.due_on:
        due = objection.limit.due_on
        told.insert(0, Moment(due, _("应当办结"), upcoming=due >= timezone.localdate(), why=why_of(objection.limit)))
    return sorted(told, key=lambda moment: (moment.upcoming, as_date(moment.at)), reverse=True)


def public_stages(objection):
    """What a citizen reads by the receipt: dates and what was done, no names of people."""
    told = [Moment(objection.created_at, _("收到异议，记录标注异议处理中"))]
    if objection.asked_at:
        told.append(Moment(objection.asked_at, _("请录入单位核查")))
    if objection.decided_at:
        told.append(Moment(objection.decided_at, str(objection.get_state_display()), objection.decision))
    elif objection.limit.due_on:
        told.append(Moment(objection.limit.due_on, _("应当办结"), upcoming=True, why="#why"))
    return told[::-1]

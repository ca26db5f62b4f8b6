"""A record as its pages show it: facts, checks, people, course, versions, consequences."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.deadlines.shown import why_of
from core.pages.course import course
from core.pages.parts import Check, Fact, Mark, Moment, Party
from core.pages.words import as_date, day, short_day
from credit_records.records.models import CONTENT, RecordVersion
from credit_records.records.periods import period_on
from credit_records.records.queries import people_for


def state_mark(record):
    return Mark(record.mark, record.get_state_display())


def kind(record):
    """失信记录，信录〔2026〕12号."""
    words = pgettext("一条", "失信记录") if record.type.is_bad else pgettext("一条", "守信记录")
    return _("%(kind)s，%(number)s") % {"kind": words, "number": record.number} if record.number else words


def type_line(record):
    """执行维度，一般失信."""
    return dimension_line(record.type.get_dimension_display(), record.grade)


def dimension_line(dimension, grade):
    return _("%(dimension)s维度，%(grade)s") % {"dimension": dimension, "grade": grade}


def facts(record, file_url, actor):
    person, subject = record.file.civil_servant, record.file.subject
    entered = _("%(agency)s，%(day)s") % {"agency": record.agency.short_name, "day": short_day(record.created_at)}
    rows = [
        Fact(_("被记录人"), subject, person.agency.name, file_url) if person else Fact(_("被记录单位"), subject, url=file_url),
        Fact(_("类型"), record.type.name, type_line(record)),
        Fact(pgettext("谁", "录入"), entered_by(record, actor), entered),
        Fact(
            pgettext("谁", "确认"),
            confirmed_by(record, actor),
            _("%(day)s生效") % {"day": day(record.decided_at)} if record.confirmed_by else "",
        ),
    ]
    if record.document_on:
        rows.append(Fact(_("认定文书"), record.document, day(record.document_on)))
    if record.leniency:
        rows.append(Fact(_("惩戒"), record.get_leniency_display(), record.leniency_ground.name))
    return rows


def entered_by(record, actor):
    """The person, for those who may know; those concerned read only which office it was."""
    if not record.created_by_id:
        return _("期限巡检自动起草")
    return record.created_by if record.may_see_people(actor) else record.agency.short_name


def confirmed_by(record, actor):
    """Where nobody confirmed: not yet, or never."""
    if record.confirmed_by_id:
        return record.confirmed_by if record.may_see_people(actor) else _("信用办")
    return _("不予认定") if record.state == record.State.DISMISSED else _("还没有")


def checks(record, files):
    """What a reviewer looks at before deciding."""
    if record.source_deadline_id:
        proof = Check(_("期限到期没有办结"), True, _("以期限记录为证，怎样算的见下面"))
    else:
        proof = Check(_("有佐证材料"), bool(files), _("%(count)d份") % {"count": len(files)} if files else needed(record))
    found = [proof, Check(_("有依据"), bool(record.basis), record.basis)]
    if record.type.needs_document:
        found.append(Check(_("有认定文书"), bool(record.document_on), record.document))
    return found


def needed(record):
    return record.type.evidence_needed or _("请附上至少一份")


def parties(record, actor):
    """Who may take the next step and who may not, by name: while it is drafted and decided."""
    if record.state not in (record.State.DRAFT, record.State.IN_REVIEW):
        return []
    step = next(iter(record.next_steps()))
    makers = record.makers(step) if step.maker_is_not_checker else set()
    return [Party(name_of(user, actor), standing(user, makers, record.excluded(), step)) for user in people_for(record, step)]


def name_of(user, actor):
    return _("%(name)s（你）") % {"name": user} if user == actor.user else str(user)


def standing(user, makers, excluded, step):
    if user.pk in makers:
        return _("不能办理：录入、提交的人不能确认")
    return _("不能办理：这条记录涉及本人或者所在单位") if user.pk in excluded else _("可以%(step)s") % {"step": step.label}


def moments(record, review, period, actor):
    """The timeline, newest first: what is to come, the steps taken, and how it began."""
    told = upcoming(record, review, period) + course(record, names_people=record.may_see_people(actor)) + beginning(record, actor)
    return sorted(told, key=lambda moment: (moment.upcoming, as_date(moment.at)), reverse=True)


def upcoming(record, review, period):
    if review and review.due_on:
        return [Moment(review.due_on, _("应审核完毕"), upcoming=review.due_on >= timezone.localdate(), why=why_of(review))]
    if record.stands and record.period_ends_on:
        words = _("处分期满，自动解除") if record.type.is_discipline else _("期满，不再公示，记录失效")
        return [Moment(record.period_ends_on, words, upcoming=True, why=why_of(period))]
    return []


def beginning(record, actor):
    if not record.source_deadline:
        return [Moment(record.created_at, _("%(who)s录入草稿") % {"who": entered_by(record, actor)})]
    drafted = Moment(record.created_at, _("系统起草记录，等待信用办核对"))
    return [
        drafted,
        Moment(
            record.source_deadline.missed_on,
            _("经核验没有办成") if record.source_deadline.state == "failed" else _("到期未办结，期限巡检标记逾期"),
        ),
    ]


def consequences(record):
    """What follows when the record comes into force today."""
    told = _("%(subject)s收到通知，可以看到这条记录") % {"subject": record.file.subject}
    if record.is_public:
        return [period_words(record), told, _("公示文字进入公开链，改动会被发现")]
    why = _("公务员的记录只进本人档案，不公示") if record.file.civil_servant else _("这一类型不向社会公示，只进信用档案")
    return [why, period_words(record), told]


def period_words(record):
    """How long it will stand, and from when it can be repaired."""
    period = period_on(record)
    if period.ceiling is None:
        return _("长期有效")
    if period.ceiling <= timezone.localdate():
        return _("按文书日期，到%(ceiling)s已经期满，生效后不公示") % {"ceiling": day(period.ceiling)}
    if record.type.is_discipline:
        return _("处分期到%(ceiling)s，期满自动解除") % {"ceiling": day(period.ceiling)}
    if not record.type.repairable or period.floor <= timezone.localdate():
        return _("最长到%(ceiling)s，期满自动失效") % {"ceiling": day(period.ceiling)}
    return _("%(floor)s起可以申请修复，最长到%(ceiling)s") % {"floor": day(period.floor), "ceiling": day(period.ceiling)}


def versions(record, actor):
    """Earlier versions, the newest first: what was said, from when to when, who replaced it and why."""
    found = list(record.versions.select_related("type", "replaced_by").order_by("-number"))
    people = record.may_see_people(actor)
    return [
        {"version": one, "by": one.replaced_by if people else _("信用办"), "changed": changed(one, later)}
        for one, later in zip(found, [record, *found], strict=False)
    ]


def changed(version, later):
    """(label, what it said, what the next version says) of the columns that differ."""
    fields = {field.name: field for field in RecordVersion._meta.get_fields() if field.name in CONTENT}
    return [
        (fields[name].verbose_name, spoken(version, name), spoken(later, name))
        for name in CONTENT
        if getattr(version, name) != getattr(later, name)
    ]


def spoken(row, name):
    return row.grade if name == "severity" else getattr(row, name)

"""A record as its pages show it: facts, checks, people, course, consequences."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.accounts.actor import Actor
from core.pages.course import course
from core.pages.parts import Check, Fact, Mark, Moment, Party, Tab
from core.pages.words import as_date, day, short_day
from credit_records.records.public import publicity_days
from credit_records.records.queries import people_for, waiting_for


def state_mark(record):
    return Mark(record.mark, record.get_state_display())


def kind(record):
    """失信记录，信录〔2026〕12号."""
    words = pgettext("一条", "失信记录") if record.type.is_bad else pgettext("一条", "守信记录")
    return _("%(kind)s，%(number)s") % {"kind": words, "number": record.number} if record.number else words


def type_line(record):
    """执行维度，一般失信."""
    return dimension_line(record.type.get_dimension_display(), record.type.grade)


def dimension_line(dimension, grade):
    return _("%(dimension)s维度，%(grade)s") % {"dimension": dimension, "grade": grade}


def tabs(request):
    """The lists of this wing's staff pages; the middle one says how much waits for the reader."""
    waiting = waiting_for(Actor.of(request.user)).count()
    lists = [
        (_("全部记录"), reverse("records"), None),
        (_("等我办"), reverse("records_waiting"), waiting),
        (_("信用档案"), reverse("files"), None),
    ]
    return [Tab(label, url, url == request.path, count) for label, url, count in lists]


def facts(record, file_url):
    person, subject = record.file.civil_servant, record.file.subject
    entered = _("%(agency)s，%(day)s") % {"agency": record.agency.short_name, "day": short_day(record.created_at)}
    return [
        Fact(_("被记录人"), subject, person.agency.name, file_url) if person else Fact(_("被记录单位"), subject, url=file_url),
        Fact(_("类型"), record.type.name, type_line(record)),
        Fact(pgettext("谁", "录入"), record.created_by or _("期限巡检自动起草"), entered),
        Fact(
            pgettext("谁", "确认"),
            record.confirmed_by or confirmation(record),
            _("%(day)s生效") % {"day": day(record.decided_at)} if record.confirmed_by else "",
        ),
    ]


def confirmation(record):
    """Where nobody confirmed: not yet, or never."""
    return _("不予认定") if record.state == record.State.DISMISSED else _("还没有")


def checks(record, files):
    """What a reviewer looks at before deciding."""
    if record.source_deadline_id:
        proof = Check(_("期限到期没有办结"), True, _("以期限记录为证，怎样算的见下面"))
    else:
        proof = Check(_("有佐证材料"), bool(files), _("%(count)d份") % {"count": len(files)} if files else _("请附上至少一份"))
    return [proof, Check(_("有依据"), bool(record.basis), record.basis)]


def parties(record, actor):
    """Who may take the next step and who may not, by name."""
    step = next(iter(record.next_steps()), None)
    if step is None:
        return []
    makers = record.makers(step) if step.maker_is_not_checker else set()
    return [Party(name_of(user, actor), standing(user, makers, record.excluded(), step)) for user in people_for(record, step)]


def name_of(user, actor):
    return _("%(name)s（你）") % {"name": user} if user == actor.user else str(user)


def standing(user, makers, excluded, step):
    if user.pk in makers:
        return _("不能办理：录入、提交的人不能确认")
    return _("不能办理：这条记录涉及本人或者所在单位") if user.pk in excluded else _("可以%(step)s") % {"step": step.label}


def moments(record, review):
    """The timeline, newest first: what is to come, the steps taken, and how it began."""
    told = upcoming(record, review) + course(record) + beginning(record)
    return sorted(told, key=lambda moment: (moment.upcoming, as_date(moment.at)), reverse=True)


def upcoming(record, review):
    if review and review.due_on:
        return [Moment(review.due_on, _("应审核完毕"), upcoming=review.due_on >= timezone.localdate())]
    if record.state == record.State.IN_FORCE and record.public_until:
        return [Moment(record.public_until, _("最迟%(day)s停止公示") % {"day": day(record.public_until)}, upcoming=True)]
    return []


def beginning(record):
    if not record.source_deadline:
        return [Moment(record.created_at, _("%(who)s录入草稿") % {"who": record.created_by})]
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
    if not record.is_public:
        why = _("公务员的记录只进本人档案，不公示") if record.file.civil_servant else _("这一类型不向社会公示，只进信用档案")
        return [why, told]
    return [publicity(record), told, _("公示文字进入公开链，改动会被发现")]


def publicity(record):
    floor, ceiling = publicity_days(record.type, timezone.localdate())
    if ceiling is None:
        return _("今天起公示，长期有效")
    if floor == timezone.localdate():
        return _("今天起公示，最长到%(ceiling)s") % {"ceiling": day(ceiling)}
    return _("今天起公示，最短到%(floor)s，最长到%(ceiling)s") % {"floor": day(floor), "ceiling": day(ceiling)}

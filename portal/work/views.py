"""The first page of everybody who works here: what is due, what is late, what is next."""

from datetime import timedelta

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from django.views.generic import TemplateView

from core.deadlines.calendar import current_calendar
from core.deadlines.models import Deadline
from core.deadlines.shown import why_of
from core.pages import words
from core.pages.parts import Figure, Tab, Task
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ListPage, Page
from portal.work import queries

GROUPS = {
    "overdue": ("bad", gettext_lazy("逾期"), gettext_lazy("已经过期，请先办")),
    "today": ("warn", gettext_lazy("今天"), gettext_lazy("24时前办结都算按期")),
    "week": ("warn", gettext_lazy("本周其余"), ""),
    "later": ("", gettext_lazy("以后"), ""),
}


class Work(Page, TemplateView):
    title = gettext_lazy("我的待办")
    template_name = "portal/work.html"

    def get_context_data(self, **kwargs):
        today, team = timezone.localdate(), self.request.GET.get("scope") == "agency"
        scope, own = queries.of_agencies(self.actor()) if team else queries.mine(self.actor()), self.actor().agency_ids
        counts = queries.counts(scope, today)
        return super().get_context_data(
            kind=day_line(today),
            tabs=self.tabs(counts, team, today),
            figures=[
                Figure(label, counts[name], ngettext("件", "件", counts[name]), url=f"#{name}", mark=mark)
                for name, (mark, label, _note) in GROUPS.items()
            ],
            groups=[group(name, scope, counts[name], today, team, own) for name in GROUPS if counts[name]],
            load=load(scope, today),
            team=team,
            colleagues=colleagues(self.actor()),
            buttons=[("assign", _("转办"), ""), ("take", _("我来办"), ""), ("give_back", _("退回待领"), "bare")],
            away=queries.absences(self.actor()).filter(user=self.request.user).first(),
            **kwargs,
        )

    def tabs(self, counts, team, today):
        here = sum(counts.values())
        mine = sum(queries.counts(queries.mine(self.actor()), today).values()) if team else here
        return [Tab(_("我的"), reverse("work"), not team, mine), Tab(_("本单位"), "?scope=agency", team, here if team else None)]


def day_line(today):
    kind = _("工作日") if current_calendar().is_working_day(today) else _("休息日")
    return _("%(day)s %(weekday)s，%(kind)s") % {"day": words.day(today), "weekday": words.weekday(today), "kind": kind}


def group(name, scope, count, today, team, own):
    _mark, title, note = GROUPS[name]
    rows = queries.shown(scope, queries.groups(today)[name])
    more = f"{reverse('work_all')}?when={name}" + ("&scope=agency" if team else "") if count > len(rows) else ""
    amount = f"{count}{ngettext('件', '件', count)}"
    note = _("%(amount)s，%(note)s") % {"amount": amount, "note": note} if note else amount
    return {"id": name, "title": title, "note": note, "tasks": [task(row, today, own) for row in rows], "more": more}


def task(deadline, today, own):
    purpose = queries.PURPOSES.get(deadline.purpose)
    when = (_("应于%(day)s") if deadline.due_on and deadline.due_on < today else "%(day)s") % {"day": due_day(deadline.due_on, today)}
    return Task(
        id=deadline.pk,
        title=deadline.title,
        url=deadline.subject.get_absolute_url(),
        mark=words.mark_of(deadline, today),
        when=when if deadline.due_on else _("等待恢复计算"),
        meta=" ".join(
            part for part in (getattr(deadline.subject, "number", ""), deadline.rule.name, leader(deadline, own), doer(deadline)) if part
        ),
        verb=purpose.verb if purpose else _("查看"),
        why=why_of(deadline),
    )


def due_day(due_on, today):
    """The year is said where it is another one."""
    return words.short_day(due_on) if due_on and due_on.year == today.year else words.day(due_on)


def leader(deadline, own):
    """Who is responsible, where one's own agency only shares the task."""
    return "" if deadline.agency_id in own else _("%(agency)s牵头") % {"agency": deadline.agency.short_name}


def doer(deadline):
    return _("%(name)s经办") % {"name": deadline.assigned[0].user} if deadline.assigned else ""


def colleagues(actor):
    return [(user.pk, user) for user in queries.colleagues(actor) if user != actor.user]


def load(scope, today):
    """How much is due on each of the coming days: bars for working days, a line for days off."""
    due, calendar = queries.days_ahead(scope, today), current_calendar()
    most = max(due.values(), default=0)
    days = [today + timedelta(days=offset) for offset in range(10)]
    return [
        {
            "day": _("今天") if day == today else date_format(day, _("j日 D")),
            "count": due.get(day, 0),
            "percent": round(100 * due.get(day, 0) / most) if most else 0,
            "off": "" if calendar.is_working_day(day) or due.get(day) else _(calendar.name_of(day) or "周末"),
        }
        for day in days
    ]


class WorkFilter(PageFilter):
    when = django_filters.ChoiceFilter(
        label=gettext_lazy("时间"),
        method="in_group",
        choices=[(name, label) for name, (_mark, label, _note) in GROUPS.items()],
        empty_label=gettext_lazy("全部"),
    )

    def in_group(self, rows, name, value):
        return rows.filter(queries.groups(timezone.localdate())[value])


class AllWork(ListPage):
    """Every live deadline of one's agencies, as a list that can be filtered, sorted and exported."""

    model, section = Deadline, "work"
    title = gettext_lazy("本单位全部期限")
    filter_class = WorkFilter
    search_fields, search_label = ("title",), gettext_lazy("事项")
    order = ("due_on", "id")
    unit = ngettext_lazy("件", "件")
    sorts = {
        "due": Sort(gettext_lazy("先到期的在前"), ("due_on", "id")),
        "newest": Sort(gettext_lazy("新近起算的在前"), ("-started_on", "-id")),
    }
    columns = (
        Column(gettext_lazy("事项"), "title", note="agency.short_name", note_label=gettext_lazy("责任单位"), link=True),
        Column(gettext_lazy("期限"), "due_on", why=why_of),
        Column(gettext_lazy("状态"), words.mark_of),
        Column(gettext_lazy("规则"), "rule.name"),
    )
    empty_title = gettext_lazy("没有未办结的期限")
    empty_text = gettext_lazy("收文确认、登记承诺或起草公开事项后，期限会出现在这里。")

    def queryset(self):
        return queries.of_agencies(self.actor()).select_related("agency", "rule").prefetch_related("subject")

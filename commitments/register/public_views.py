"""What citizens read: the list of commitments, and each with its explained limit, its course and its proof. Public entries only."""

from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from commitments.register import queries, shown
from commitments.register.models import Commitment
from commitments.register.public import key_of
from commitments.register.public_filters import PublicFilter
from commitments.register.shown import public_tabs
from core.deadlines.projection import ShownDeadline
from core.evidence.shown import as_picture
from core.ledger.queries import latest_entry
from core.pages.parts import Crumb, Entry, Fact, Mark, Moment
from core.pages.tables import Column, Sort
from core.pages.views import DetailPage, ListPage
from core.pages.words import as_date, day, mark_of
from core.search.models import PublicEntry
from core.search.queries import find


def limit_of(facts):
    return ShownDeadline.of(facts["deadline"] or facts["report_deadline"])


def limit_mark(entry):
    limit = limit_of(entry.listed)
    return mark_of(limit) if limit and entry.listed["state"] in Commitment.UNFINISHED else None


def due_or_always(entry):
    return entry.due_on or (_("长期坚持") if entry.listed["continuous"] else "")


def why(entry):
    """The public page explains the day."""
    return f"{entry.path}#why" if entry.due_on else ""


def changed_mark(entry):
    return Mark("plain", _("已依法变更")) if entry.listed.get("lawful_changes") else None


def percent(entry):
    """Progress says something only of what has an end that is still to come."""
    facts = entry.listed
    return f"{facts['percent']}%" if facts["state"] in Commitment.UNFINISHED and not facts["continuous"] else ""


class PublicCommitments(ListPage):
    public, model, filter_class = True, PublicEntry, PublicFilter
    template_name = "commitments/register/public_list.html"
    title = gettext_lazy("政府承诺")
    lead = gettext_lazy("谁答应的，什么时候办完，到哪一步了。每个日期都写明怎样算的。")
    search_fields, search_label = ("search_text",), gettext_lazy("事项、单位、编号")
    columns = (
        Column(gettext_lazy("承诺"), "title", note="number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("责任单位"), "agency.short_name"),
        Column(gettext_lazy("期限"), due_or_always, note=limit_mark, note_label=gettext_lazy("期限情况"), why=why),
        Column(gettext_lazy("进度"), percent, numeric=True),
        Column(gettext_lazy("状态"), lambda entry: Mark(entry.mark, entry.state_words), note=changed_mark, note_label=gettext_lazy("变更")),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近更新的在前"), ("-updated_at", "-id")),
        "due": Sort(gettext_lazy("没办完的，先到期的在前"), ("due_on", "id")),
    }
    unit = ngettext_lazy("项", "项")
    empty_title, empty_text = gettext_lazy("还没有公开的承诺"), gettext_lazy("各单位登记以后，会马上出现在这里。")

    def queryset(self):
        return queries.LISTED_COMMITMENTS.all()

    def rows(self):
        rows = super().rows()
        return rows.filter(facts__state__in=Commitment.UNFINISHED) if self.sort()[0] == "due" else rows

    def search(self, rows, words):
        return find(rows, words)

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(str(self.title))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=public_tabs("public_commitments"), **kwargs)


class PublicCommitment(DetailPage):
    public, model, lookup = True, PublicEntry, "key"
    template_name = "commitments/register/public.html"

    def setup(self, request, pk):
        super().setup(request, key=key_of(pk))
        self.commitment_pk = pk

    def queryset(self):
        return queries.PUBLIC_COMMITMENTS.all()

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("政府承诺"), reverse("public_commitments")), Crumb(self.object.number)]

    def get_context_data(self, **kwargs):
        entry, facts, limit = self.object, self.object.facts, limit_of(self.object.facts)
        linked = queries.linked(facts)
        return super().get_context_data(
            kind=facts["kind"]["name"],
            state=Mark(entry.mark, entry.state_words),
            facts=head_facts(entry),
            content=facts,
            limit_shown=limit,
            verb=_("兑现") if facts["deadline"] else _("报告进展"),
            is_stopped=facts["state"] in ("broken", "changed", "withdrawn"),
            is_unfinished=facts["state"] in Commitment.UNFINISHED,
            is_overdue=facts["state"] in Commitment.UNDERWAY and entry.mark == "bad",
            elapsed=elapsed(limit) if facts["state"] in Commitment.UNDERWAY and facts["deadline"] else None,
            moments=course(facts, limit),
            last_report=last_report(facts),
            responsible=responsible(facts),
            whole=linked.get(facts["whole"]["key"]) if facts.get("whole") else None,
            parts=[part(linked[one["key"]], one) for one in facts.get("parts", ()) if one["key"] in linked],
            needs=[needed(linked[one["key"]], one) for one in facts.get("needs", ()) if one["key"] in linked],
            needed_by=[needed(linked[one["key"]], one) for one in facts.get("needed_by", ()) if one["key"] in linked],
            problems=[problem(one) for one in facts.get("problems", ())],
            changes=queries.changes(entry.key),
            lawful_changes=[shown.change(one, "#why") for one in facts.get("lawful_changes", ())],
            proof=latest_entry(entry.key),
            site_url=settings.SITE_URL,
            **kwargs,
        )


class Problem(NamedTuple):
    """A problem of a key project as everybody reads it."""

    title: str
    agency: str
    due_on: Any
    limit: ShownDeadline | None
    state: Mark
    extended: list  # sentences


def problem(told):
    """What was published before limits were told with their explanation has the day alone."""
    limit = ShownDeadline.of(told.get("deadline"))
    return Problem(told["title"], told["agency"], as_date(told["due_on"]), limit, Mark(told["mark"], _(told["state"])), extensions(told))


def extensions(told):
    """Of the limit of a problem, each in a sentence."""
    words = _("%(day)s经督查部门或者牵头领导批准，延长%(days)d个工作日：%(reason)s")
    return [words % {"day": day(as_date(one["on"])), "days": one["days"], "reason": one["reason"]} for one in told.get("extended", ())]


def part(entry, link):
    """A part in the list on the page of the whole."""
    return linked_entry(entry, _("权重%(weight)d") % {"weight": link["weight"]}, percent(entry))


def needed(entry, link):
    """What is waited for, or what waits, with the reason."""
    return linked_entry(entry, link["reason"])


def linked_entry(entry, *words):
    meta = (entry.agency.short_name, *words, Mark(entry.mark, entry.state_words), limit_mark(entry))
    return Entry(entry.title, entry.path, [one for one in meta if one], entry.due_on, why=why(entry))


def head_facts(entry):
    facts = entry.facts
    leads, former = _("、").join(one["short_name"] for one in facts["leads"]), facts.get("former_agency")
    shown = [
        Fact(_("编号"), entry.number),
        Fact(
            _("责任单位"),
            facts["agency"]["name"],
            _("共同牵头：%(names)s") % {"names": leads} if leads else "",
            entry.agency.get_absolute_url(),
        ),
        Fact(_("原责任单位"), former and former["name"], former and _("%(day)s起由现单位负责") % {"day": day(as_date(former["on"]))}),
        Fact(_("配合单位"), [one["short_name"] for one in facts["cooperating"]]),
        Fact(_("作出承诺"), as_date(facts["promised_on"]), facts["basis"]),
    ]
    return [fact for fact in shown if fact.value]


def elapsed(limit):
    """Per cent of the time that is over today; None without a start and an end."""
    start = as_date(limit.explanation.get("started_on"))
    if not start or not limit.due_on or limit.due_on <= start:
        return None
    return max(0, min(100, 100 * (timezone.localdate() - start).days // (limit.due_on - start).days))


def course(facts, limit):
    """The timeline, newest first; what must come next stands on top, what should have been done by now in its place."""
    told = [
        Moment(as_date(one["on"]), _(one["title"]), one["text"], pictures=[as_picture(photo) for photo in one.get("photos", ())])
        for one in reversed(facts["course"])
    ]
    if facts["state"] in Commitment.UNDERWAY and limit and limit.due_on:
        told.append(due_moment(facts, limit))
    return sorted(told, key=lambda moment: (moment.upcoming, moment.at), reverse=True)


def due_moment(facts, limit):
    upcoming = limit.due_on >= timezone.localdate()
    if not facts["deadline"]:
        return Moment(limit.due_on, _("应报告进展"), upcoming=upcoming, why="#why")
    checked = _("应兑现，并由%(who)s核验") % {"who": _(facts["supervision"])}
    return Moment(limit.due_on, checked if upcoming else _("应兑现"), upcoming=upcoming, why="#why")


def last_report(facts):
    """The day of the last report; None before the first."""
    return next((as_date(one["on"]) for one in reversed(facts["course"]) if one.get("percent") is not None), None)


def responsible(facts):
    agency = facts["agency"]
    shown = [
        Fact(_("责任单位"), agency["name"]),
        Fact(_("咨询电话"), agency["telephone"]),
        Fact(_("向谁承诺"), facts["beneficiary"]),
        Fact(_("由谁核验"), _(facts["supervision"])),
        *(Fact(one["label"], one["value"]) for one in facts["extra"]),
    ]
    return [fact for fact in shown if fact.value]

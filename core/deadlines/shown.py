"""A limit as its page shows it."""

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.deadlines.models import Deadline
from core.events import names
from core.events.models import Event
from core.pages.parts import Fact, Moment
from core.pages.tables import Column
from core.pages.words import day, mark_of


def why_of(deadline):
    """The address of the page that explains how the due day was counted; empty where there is no limit."""
    return reverse("deadline", args=[deadline.pk]) if deadline else ""


def limit_column(label, limit_of):
    """A list's column of a limit: its day, which opens the explanation, and below it how it stands. `limit_of(row)` is a deadline or None."""

    def about(function):
        return lambda row: (limit := limit_of(row)) and function(limit)

    return Column(
        label,
        about(lambda limit: limit.due_on),
        note=about(mark_of),
        note_label=gettext_lazy("期限情况"),
        why=lambda row: why_of(limit_of(row)),
    )


def live_limit(subject):
    """The limit that runs now, of what was read with its deadlines; None where none does."""
    return next((one for one in subject.deadlines.all() if one.state in one.LIVE), None)


def extended_so_far(subject):
    """By how much its live limits were lengthened, all together: what whoever lengthens them decides on, as text."""
    return str(Deadline.objects.of(subject).live().aggregate(sum=Sum("extension", default=0))["sum"])


def is_seen(subject, user):
    """Whether the user may see what a limit is about; what has no rule of its own for that, everybody with the limit sees."""
    rows = type(subject)._default_manager.filter(pk=subject.pk)
    return rows.visible_to(user).exists() if hasattr(rows, "visible_to") else True


def facts(deadline):
    shown = [
        Fact(_("事项"), str(deadline.subject), url=deadline.get_absolute_url()),
        Fact(_("责任单位"), deadline.agency.name),
        Fact(_("规则"), deadline.rule.name, deadline.rule.legal_basis),
        Fact(_("起算"), deadline.started_on),
        Fact(_("办结"), deadline.ended_on),
    ]
    return [fact for fact in shown if fact.value]


def moments(deadline):
    """What happened to it, the latest first."""
    happened = Event.objects.filter(content_type__model="deadline", content_type__app_label="core", object_id=deadline.pk)
    told = [moment(event) for event in happened.select_related("user").order_by("-pk")]
    return [one for one in told if one]


def moment(event):
    words = TITLES.get(event.name)
    title = words(event.payload) if words else ""
    return Moment(event.created_at, title, event.payload.get("reason", "")) if title else None


def warned(payload):
    return _("提醒：%(day)s到期") % {"day": day(payload["due_on"])}


def missed(payload):
    return _("经核验没有办成") if payload["target"] == "failed" else _("到期没有办结，标记为逾期")


def escalated(payload):
    return _("第%(level)d次升级提醒") % {"level": payload["level"]}


def met(payload):
    return _("办结")


def changed(payload):
    before, after = payload.get("before"), payload.get("after")
    if before and after and before == after:
        return _("日期确定为%(after)s") % {"after": day(after)}
    if before and after:
        return _("由%(before)s改为%(after)s") % {"before": day(before), "after": day(after)}
    return str(Deadline.State(payload["target"]).label) if payload.get("target") else ""


TITLES = {
    names.DEADLINE_WARNED: warned,
    names.DEADLINE_MISSED: missed,
    names.DEADLINE_ESCALATED: escalated,
    names.DEADLINE_MET: met,
    names.DEADLINE_CHANGED: changed,
}

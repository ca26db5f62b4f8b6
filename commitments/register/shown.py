"""A commitment as staff pages show it."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commitments.register.public import MARKS
from commitments.register.queries import WORDS_SHOWN
from core.deadlines.shown import why_of
from core.pages.due import due_day as explained
from core.pages.fields import shown_values
from core.pages.parts import Entry, Fact, Mark, Tab
from core.pages.words import as_date, mark_of

TOWNSHIPS = "township_promise"  # the kind whose boards have a tab of their own


def state_mark(commitment):
    return Mark(MARKS.get(commitment.state, "plain"), commitment.get_state_display())


def limit_of(commitment):
    """The deadline that counts now: for fulfilment, or for the next report."""
    return commitment.deadline or commitment.report_deadline


def due_on(commitment):
    limit = limit_of(commitment)
    return limit.due_on if limit else _("长期坚持") if commitment.continuous else None


def why(commitment):
    """Where the day of due_on() is explained."""
    return why_of(limit_of(commitment))


def public_why(commitment):
    """The same on the public page, which everybody may open."""
    return public_page(commitment.pk) if limit_of(commitment) else ""


def public_page(primary_key):
    """The public page of a commitment, where it explains the day."""
    return f"{reverse('public_commitment', args=[primary_key])}#why"


def deadline_mark(commitment):
    limit = limit_of(commitment)
    return mark_of(limit) if limit else None


def percent(commitment):
    """Progress says something only of what has an end that is still to come."""
    return f"{commitment.percent}%" if commitment.state in commitment.UNFINISHED and not commitment.continuous else ""


def changed_mark(commitment):
    return Mark("plain", _("已依法变更")) if commitment.changed_on else None


class LawfulChange(NamedTuple):
    """One approved change as both pages show it; `rows` as components/changed.html reads them."""

    on: object
    reason: str
    basis: str
    facts: list
    rows: list


def change(payload, why):
    """From what the event of the change keeps. `why`: the address that explains the limit."""
    rows = [(WORDS_SHOWN[name][0], payload["before"][name], words) for name, words in payload["after"].items()]
    if payload["due_after"] != payload["due_before"]:
        before, after = (explained(as_date(payload[name]), why) for name in ("due_before", "due_after"))
        rows.append((_("期限"), before, after))
    compensation = _("需要补偿：%(words)s") if payload["compensation"] else _("不需要补偿：%(words)s")
    ended = [Fact(_("决定"), _("不再履行这项承诺"))] if payload.get("target") == "changed" else []
    told = [
        *ended,
        Fact(_("为什么变更"), payload["explanation"]),
        Fact(_("影响谁"), payload["affected"]),
        Fact(_("怎样听取意见"), payload["consultation"]),
        Fact(_("补偿"), compensation % {"words": payload["compensation_words"]}),
    ]
    return LawfulChange(as_date(payload["on"]), payload["reason"], payload["basis"], told, rows)


def kind(commitment):
    """政策任务，承诺〔2026〕12号"""
    return _("%(kind)s，%(number)s") % {"kind": commitment.kind, "number": commitment.number}


def part(commitment):
    """A part in the list on the page of the whole."""
    weight = _("权重%(weight)d") % {"weight": commitment.weight}
    meta = (commitment.agency.short_name, weight, percent(commitment), state_mark(commitment), deadline_mark(commitment))
    return Entry(commitment.title, commitment.get_absolute_url(), [one for one in meta if one], due_day(commitment), why=why(commitment))


def due_day(commitment):
    limit = limit_of(commitment)
    return limit.due_on if limit else None


def needed(commitment, reason, actions=()):
    """What is waited for, or what waits, with the reason; it may be another agency's, so the link leads to what everybody can read."""
    url = reverse("public_commitment", args=[commitment.pk])
    meta = (commitment.agency.short_name, reason, state_mark(commitment), deadline_mark(commitment))
    return Entry(commitment.title, url, [one for one in meta if one], due_day(commitment), actions, public_why(commitment))


def facts(commitment):
    others = commitment.participations.all()
    leads = [one.agency.short_name for one in others if one.role == "lead"]
    cooperating = [one.agency.short_name for one in others if one.role == "cooperating"]
    shown = [
        Fact(
            _("责任单位"),
            commitment.agency.name,
            _("共同牵头：%(names)s") % {"names": "、".join(leads)} if leads else "",
            commitment.agency.get_absolute_url(),
        ),
        Fact(_("配合单位"), cooperating),
        Fact(_("作出承诺"), commitment.promised_on, commitment.basis),
        Fact(_("向谁承诺"), commitment.beneficiary),
        whole(commitment),
    ]
    return [fact for fact in shown if fact.value]


def whole(commitment):
    if not commitment.whole:
        return Fact("", None)
    url = reverse("public_commitment", args=[commitment.whole_id])
    return Fact(_("上级任务"), commitment.whole.title, _("权重%(weight)d") % {"weight": commitment.weight}, url)


def details(commitment):
    """The rest of the facts, for the side of the page: reporting period, the kind's own fields, who registered it."""
    own = [Fact(label, words) for label, words in shown_values(commitment.kind.fields, commitment.extra)]
    registered = _("%(name)s，%(agency)s") % {"name": commitment.created_by or _("系统"), "agency": commitment.registrar.short_name}
    shown = [Fact(_("报告周期"), commitment.get_frequency_display()), *own, Fact(pgettext("谁", "登记"), registered)]
    return [fact for fact in shown if fact.value not in ("", None)]


def public_tabs(current):
    """The looks at all public commitments; `current` is the URL name of the one that is open."""
    looks = {
        "public_commitments": _("清单"),
        "commitment_calendar": _("日历"),
        "commitment_comparison": _("各单位比较"),
        "public_lists": _("年度清单"),
        "public_projects": _("重点项目"),
        "public_assessments": _("年度考核"),
    }
    tabs = [Tab(label, reverse(name), name == current) for name, label in looks.items()]
    return [*tabs, Tab(_("街道乡镇"), reverse("promise_boards", args=[TOWNSHIPS]), current == "promise_boards")]

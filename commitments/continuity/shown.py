"""Reassignments and handover lists as their pages show them."""

from django.utils.translation import gettext as _

from commitments.continuity.services.handovers import account_of
from commitments.register import shown as register
from commitments.register.shown import public_page
from core.pages.due import due_day
from core.pages.parts import Check, Fact, Mark, Moment, Party
from core.pages.words import as_date, day

MARKS = {"waiting": "warn", "taken": "done", "passed_on": "plain", "open": "warn", "signed": "done"}
SHOWN = 200  # rows of a part of the list on the page; the file has all


def state_mark(row):
    return Mark(MARKS[row.state], row.get_state_display())


def limit_of(reassignment):
    return register.limit_of(reassignment.commitment)


def waiting_since(reassignment):
    return _("%(day)s起") % {"day": day(reassignment.moved_on)}


def head(tenure):
    return tenure.civil_servant.name if tenure else _("还没有到任")


def outgoing(handover):
    return head(handover.outgoing)


def incoming(handover):
    return head(handover.incoming)


def signature(user, at):
    return _("%(name)s，%(day)s签字") % {"name": user, "day": day(at.date())} if user else _("还没有签字")


def facts(handover):
    return [
        Fact(_("单位"), handover.agency.name, "", handover.agency.get_absolute_url()),
        Fact(_("离任负责人"), outgoing(handover), _("任期到%(day)s") % {"day": day(handover.outgoing.ended_on)}),
        Fact(_("新任负责人"), incoming(handover), _("%(day)s到任") % {"day": day(handover.incoming.began_on)} if handover.incoming else ""),
        Fact(_("截至"), handover.as_of),
    ]


def checks(handover):
    """What whoever signs looks at."""
    count = sum(len(section["rows"]) for section in handover.content["sections"])
    return [
        Check(_("逐项核对清单，签字以后不能再改"), True, _("共%(count)d项") % {"count": count}),
        Check(_("离任负责人签字"), bool(handover.outgoing_signed_by), signature(handover.outgoing_signed_by, handover.outgoing_signed_at)),
        Check(_("新任负责人签字"), bool(handover.incoming_signed_by), signature(handover.incoming_signed_by, handover.incoming_signed_at)),
    ]


def parties(handover):
    """Who signs, and what to do where somebody has no account."""
    place = _("由上一级单位的审核人或者督查人员代签，写明理由") if not account_of(handover.outgoing) else _("移交人，本人签字")
    if handover.incoming and not account_of(handover.incoming):
        words = _("接收人；还没有账号，请系统管理员开通并在公务员信息里关联")
    else:
        words = _("接收人，本人签字") if handover.incoming else _("到任后签字，签字期限从到任之日起算")
    return [Party(_("离任负责人%(name)s") % {"name": outgoing(handover)}, place), Party(_("新任负责人"), words)]


def sections(handover):
    """(title, the rows that the page shows, how many there are)."""
    return [
        (section["title"], [shown_row(row) for row in section["rows"][:SHOWN]], len(section["rows"]))
        for section in handover.content["sections"]
    ]


def shown_row(row):
    """The day as it stood then; a commitment's leads to its public page, the others bring their explanation along."""
    commitment = row.get("commitment") or row.get("explained_by")
    return row | {"due_on": due_day(as_date(row["due_on"]), public_page(commitment) if commitment else "")}


def labels():
    return [_("类别"), _("事项"), _("编号"), _("期限"), _("状态"), _("说明")]


def rows(handover):
    """What the file of the list holds."""
    for section in handover.content["sections"]:
        for row in section["rows"]:
            yield [section["title"], row["title"], row["number"], as_date(row["due_on"]), row["state"], row.get("note", "")]


def moments(handover):
    """The course, newest first."""
    told = [Moment(handover.drawn_up_at, _("任期结束，系统列出清单"))]
    if handover.outgoing_signed_by:
        title = _("%(name)s代离任负责人签字") if handover.in_place_reason else _("%(name)s签字移交")
        told.append(Moment(handover.outgoing_signed_at, title % {"name": handover.outgoing_signed_by}, handover.in_place_reason))
    if handover.incoming_signed_by:
        told.append(Moment(handover.incoming_signed_at, _("%(name)s签字接收") % {"name": handover.incoming_signed_by}))
    return sorted(told, key=lambda moment: moment.at, reverse=True)

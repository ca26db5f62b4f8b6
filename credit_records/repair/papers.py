"""修复决定书: the paper that proves the decision. Whether it still holds is asked anew each time."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents.paper import Facts, Paper, Text
from core.pages.parts import Fact
from core.papers.models import IssuedPaper
from core.papers.registry import PaperKind, register
from core.papers.services import about


def content_of(application):
    """All that the letter needs, as it is decided."""
    record = application.record
    return {
        "subject": str(record.file.subject),
        "record": record.title,
        "number": record.number,
        "kind": application.kind,
        "what": str(application.get_leniency_display() if application.leniency else application.get_kind_display()),
        "ground": application.ground.name if application.ground else "",
        "promise": application.promise,
        "reason": application.decision,
        "decided_on": timezone.localdate(application.decided_at).isoformat(),
        "issuer": issuer_of(application),
    }


def issuer_of(application):
    return application.limit.agency.name


def letter(issued):
    content = issued.content
    words = _("你（单位）对信用记录“%(record)s”（%(number)s）提出的申请，经审查，%(reason)s") % content
    result = (
        _("决定准予信用修复。自即日起，这条记录不再公示，由它引起的惩戒措施同时终止。")
        if content["kind"] == "repair"
        else _("决定%(what)s。情形：%(ground)s。") % content
    )
    facts = Facts(((_("记录编号"), content["number"]), (_("决定事项"), content["what"]), (_("信用承诺"), content["promise"])))
    return Paper(
        issuer=content["issuer"],
        number=issued.number,
        title=_("信用修复决定书"),
        blocks=(Text(words), Text(result), facts),
        dated_on=issued.as_of,
        made_at=issued.issued_at,
        addressee=_("%(subject)s：") % content,
    )


def certified(issued):
    content = issued.content
    return [Fact(_("当事人"), content["subject"]), Fact(_("记录编号"), content["number"]), Fact(_("决定事项"), content["what"])]


def changes(issued):
    """What would be different today: the record is not what the decision made of it."""
    application = issued.subject
    record = application.record
    if application.is_repair:
        holds = record.state == record.State.REPAIRED
    else:
        holds = record.leniency == application.leniency and record.stands
    return [] if holds else [_("这条记录现在是“%(state)s”。") % {"state": record.get_state_display()}]


KIND = register(PaperKind("repair_decision", gettext_lazy("信用修复决定书"), "信修", letter, certified, changes))


def paper_of(application):
    """The issued paper of a decision, or None."""
    return about(IssuedPaper.objects.filter(kind=KIND.code), application).first()

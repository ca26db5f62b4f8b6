"""The two papers that the applicant is handed: the one notification of everything missing, and the decision (《行政许可法》第三十二条、第三十八条)."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.cases import shown
from commitments.cases.models import ServiceCase
from core.documents.paper import Paper, Table, Text
from core.pages.parts import Fact
from core.pages.words import day
from core.papers import registry
from core.papers.registry import PaperKind
from core.papers.services import issue
from core.texts import in_the_portals_language

NOTICE, DECISION = "service_notice", "service_decision"
LICENCE_DECISIONS = {"granted": gettext_lazy("准予行政许可决定书"), "refused": gettext_lazy("不予行政许可决定书")}
OTHER_DECISIONS = {"granted": gettext_lazy("办理结果通知书"), "refused": gettext_lazy("不予办理决定书")}


@in_the_portals_language
def issue_notice(case, notice, *, by):
    """In writing, with everything that is missing; the applicant may print it by the code, too."""
    words = _(
        "你（单位）%(received)s提交的“%(guide)s”申请（%(number)s）收悉。申请材料不齐全或者不符合法定形式，现一次告知需要补正的全部内容："
    )
    known = {"received": day(case.received_on), "guide": case.guide.name, "number": case.number}
    after = _("请补齐后交原收件窗口。补齐的当天受理；以后不再要求补正其他材料（《行政许可法》第三十二条第一款第四项）。")
    content = content_of(case, _("一次性告知书"), [words % known], [*lines_of(notice.words), after])
    content["papers"] = [row["name"] for row in notice.papers]
    return issue(kind=NOTICE, subject=case, as_of=notice.notified_on, content=content, to=case.applicant, by=by)


@in_the_portals_language
def issue_decision(case, *, by):
    """With reasons and, where it is refused, the legal basis and what can be done against it."""
    words = _("你（单位）%(received)s提交的“%(guide)s”申请（%(number)s），经审查，本机关决定：%(outcome)s。")
    known = {"received": day(case.received_on), "guide": case.guide.name, "number": case.number, "outcome": case.get_outcome_display()}
    reasons = [_("理由：%(words)s") % {"words": line} if not place else line for place, line in enumerate(lines_of(case.decision))]
    basis = [_("法律依据：%(words)s") % {"words": case.decision_basis}] if case.decision_basis else []
    titles = LICENCE_DECISIONS if case.guide.is_licence else OTHER_DECISIONS
    content = content_of(case, str(titles[case.outcome]), [words % known, *reasons, *basis, *lines_of(shown.rights(case))], [])
    return issue(kind=DECISION, subject=case, as_of=case.decided_on, content=content, to=case.applicant, by=by)


def content_of(case, title, lines, after):
    """All that the paper needs, in words: what changes later changes nothing of it."""
    parts = {"issuer": case.agency.name, "addressee": case.applicant, "number": case.number, "guide": case.guide.name}
    return parts | {"title": title, "lines": lines, "papers": [], "after": after}


def lines_of(words):
    return [line.strip() for line in words.splitlines() if line.strip()]


def letter(issued):
    content = issued.content
    return Paper(
        issuer=content["issuer"],
        number=issued.number,
        title=content["title"],
        blocks=(*map(Text, content["lines"]), *tables(content["papers"]), *map(Text, content["after"])),
        dated_on=issued.as_of,
        made_at=issued.issued_at,
        addressee=content["addressee"],
        note=_("核对真伪：%(url)s") % {"url": issued.check_url},
    )


def tables(papers):
    rows = tuple((str(number), name) for number, name in enumerate(papers, start=1))
    return (Table((_("序号"), _("需要补正的材料")), rows, (1.3, 12)),) if rows else ()


def certified(issued):
    """Whose paper about which matter; what is missing and why it was refused stands on the paper."""
    content = issued.content
    return [Fact(_("承办单位"), content["issuer"]), Fact(_("事项"), content["guide"]), Fact(_("办件"), content["number"])]


def changes(issued):
    """The paper says what was told or decided on its day."""
    return []


def readers(user):
    """Whoever may see the application; who holds the code of the paper needs no account."""
    return Q(object_id__in=ServiceCase.objects.visible_to(user).values("pk"))


LABELS = {NOTICE: (gettext_lazy("一次性告知书"), "办告"), DECISION: (gettext_lazy("办件决定书"), "办决")}
for code, (label, series) in LABELS.items():
    registry.register(PaperKind(code, label, series, letter, certified, changes, is_public=True, readers=readers))

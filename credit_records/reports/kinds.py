"""The papers of this room: how each is printed, what anybody who holds its code may read, and what would be different today."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.directory.models import Agency
from core.documents.numbers import int_to_chinese
from core.documents.paper import Heading, Paper, Text
from core.pages.parts import Fact
from core.pages.words import day
from core.papers.registry import PaperKind, register
from core.texts import in_the_portals_language
from credit_records.files.queries import public_records
from credit_records.records.models import CreditFile, FileLook, RecordType
from credit_records.records.services import log_look
from credit_records.reports.sections import SECTIONS, Reading, changes_since, read_all

REPORT, PUBLIC_REPORT, NOTHING_FOUND = "credit_report", "public_credit_report", "nothing_found"


def report_letter(issued):
    content = issued.content
    present = [section for section in SECTIONS if section.code in content["sections"]]
    blocks = [Text(_("截至%(day)s，政务诚信档案中的情况如下。") % {"day": day(issued.as_of)})]
    for number, section in enumerate(present, start=1):
        title = _("%(number)s、%(title)s") % {"number": int_to_chinese(number), "title": section.title}
        blocks += [Heading(title), *section.blocks(content["sections"][section.code])]
    title = _("%(number)s、%(title)s") % {"number": int_to_chinese(len(present) + 1), "title": _("说明")}
    return paper(issued, _("%(name)s政务信用报告") % {"name": content["name"]}, (*blocks, Heading(title), Text(content["scope"])))


def paper(issued, title, blocks):
    note = _("核对真伪和签发以后的变化：%(url)s") % {"url": issued.check_url}
    dated_on = timezone.localdate(issued.issued_at)
    return Paper(issued.content["issuer"], issued.number, title, tuple(blocks), dated_on, issued.issued_at, note=note)


def report_certified(issued):
    """A person's name is masked: the code may have come into other hands than the paper."""
    records = issued.content["sections"]["records"]
    bad = sum(record["polarity"] == RecordType.Polarity.BAD for record in records)
    return [
        Fact(_("关于"), issued.content["shown_name"]),
        Fact(_("守信记录"), _("%(count)d条") % {"count": len(records) - bad}),
        Fact(_("失信记录"), _("%(count)d条") % {"count": bad}),
    ]


def report_changes(issued):
    """Compared with what the same reader would get today."""
    file = CreditFile.objects.select_related("agency", "civil_servant__agency").get(pk=issued.object_id)
    return changes_since(issued.content["sections"], read_now(Reading(file, file.agency, timezone.localdate(), issued.issued_by)))


def public_report_changes(issued):
    agency = Agency.objects.get(pk=issued.object_id)
    return changes_since(issued.content["sections"], read_now(Reading(None, agency, timezone.localdate())))


# in the language in which the paper was written, whoever compares
read_now = in_the_portals_language(read_all)


def printed(issued, by):
    """A report that leaves the house is a look at the file."""
    log_look(file=issued.subject, by=by, way=FileLook.Way.PAPER)


def nothing_letter(issued):
    content = issued.content
    words = _("经查询，截至%(day)s，在本市政务诚信档案向社会公示的信息中，没有查到%(name)s（统一社会信用代码：%(code)s）公示中的失信记录。")
    if is_of_the_past(issued):
        words = _("经查询，在%(day)s当天，本市政务诚信档案没有向社会公示%(name)s（统一社会信用代码：%(code)s）的失信记录。")
    words %= {
        "day": day(issued.as_of),
        "name": content["name"],
        "code": content["credit_code"] or _("未登记"),
    }
    return paper(issued, _("无公示失信记录查询证明"), (Text(words), Text(content["scope"]), Text(_("特此证明。"))))


def nothing_certified(issued):
    return [Fact(_("关于"), issued.content["name"]), Fact(_("查询结果"), _("没有查到公示中的失信记录"))]


def nothing_changes(issued):
    words = _("截至日期以后公示了%(number)s。") if is_of_the_past(issued) else _("签发以后公示了%(number)s。")
    return [words % {"number": entry.number} for entry in bad_public_records(issued.object_id)]


def is_of_the_past(issued):
    return issued.as_of < timezone.localdate(issued.issued_at)


def bad_public_records(agency):
    return public_records(agency).filter(facts__polarity=RecordType.Polarity.BAD)


register(PaperKind(REPORT, gettext_lazy("政务信用报告"), "云信报", report_letter, report_certified, report_changes, printed=printed))
register(
    PaperKind(
        PUBLIC_REPORT,
        gettext_lazy("政务信用报告（公开版）"),
        "云信公报",
        report_letter,
        report_certified,
        public_report_changes,
        is_public=True,
    )
)
register(
    PaperKind(
        NOTHING_FOUND,
        gettext_lazy("无公示失信记录查询证明"),
        "云信证",
        nothing_letter,
        nothing_certified,
        nothing_changes,
        is_public=True,
    )
)

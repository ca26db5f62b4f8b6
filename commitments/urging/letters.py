"""催办函、督办函: letters that list what one agency is asked about, in the words of a template as it stood when the letter was issued."""

from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.urging.models import Urge
from commitments.urging.queries import with_parts
from core.directory.models import Agency
from core.documents.paper import Paper, Table, Text
from core.errors import DomainError
from core.pages.parts import Fact
from core.pages.words import day, mark_of
from core.papers import registry
from core.papers.models import LetterTemplate
from core.papers.registry import PaperKind
from core.papers.services import issue
from core.papers.templates import ITEMS, filled
from core.texts import in_the_portals_language


class Letter(NamedTuple):
    """A kind of letter: its words, and the sign of its numbers (机关代字)."""

    label: object
    series: str


LETTERS = {
    "urging_letter": Letter(gettext_lazy("催办函"), "督催"),
    "supervision_letter": Letter(gettext_lazy("督办函"), "督办"),
}


@in_the_portals_language
def issue_letter(*, code, urges, agency, reason, by):
    """One letter to the agency about all of these urges. Raises DomainError("no_template")."""
    template = LetterTemplate.objects.filter(code=code).first()
    if template is None:
        raise DomainError("no_template", _("没有“%(name)s”的模板，请管理员补录。") % {"name": LETTERS[code].label}, field="letter")
    today = timezone.localdate()
    content = content_of(template, urges, agency, reason, today)
    return issue(kind=code, subject=agency, as_of=today, content=content, to=agency.name, by=by)


def content_of(template, urges, agency, reason, today):
    """All that the letter needs, in words: a template that is changed later changes nothing of it."""
    rows = list(
        with_parts(Urge.objects.filter(pk__in=[one.pk for one in urges])).prefetch_related("commitment__deadlines__rule").order_by("pk")
    )
    issuer = Agency.objects.get(pk=rows[0].issuer_id).name
    words = {
        "agency": agency.name,
        "issuer": issuer,
        "items": _("、").join(one.commitment.title for one in rows),
        "count": len(rows),
        "reason": reason,
        "answer_by": day(rows[0].limit.due_on),
        "day": day(today),
    }
    # the items in a line of their own are the table
    lines = ["" if line.strip() == ITEMS else filled(line, words).strip() for line in template.body.splitlines() if line.strip()]
    return {
        "issuer": issuer,
        "agency": agency.name,
        "title": filled(template.title, words),
        "addressee": filled(template.addressee, words),
        "lines": lines,
        "items": [item(one.commitment, today) for one in rows],
        "urges": [one.pk for one in rows],
    }


def item(commitment, today):
    limit = commitment.deadline or commitment.report_deadline
    due, standing = (
        (day(limit.due_on), mark_of(limit, today).words) if limit and limit.due_on else (_("没有"), commitment.get_state_display())
    )
    return [commitment.title, commitment.number, due, str(standing)]


def letter(issued):
    content = issued.content
    return Paper(
        issuer=content["issuer"],
        number=issued.number,
        title=content["title"],
        blocks=tuple(Text(line) if line else table(content["items"]) for line in content["lines"]),
        dated_on=issued.as_of,
        made_at=issued.issued_at,
        addressee=content["addressee"],
        note=_("核对真伪：%(url)s") % {"url": issued.check_url},
    )


def table(items):
    head = (_("序号"), _("事项"), _("编号"), _("期限"), _("情况"))
    return Table(head, tuple((str(number), *words) for number, words in enumerate(items, start=1)), (1.3, 5.3, 4, 3.7, 3.6))


def certified(issued):
    """Who wrote to whom, and about how much; what it is about stands on the letter."""
    content = issued.content
    count = len(content["items"])
    amount = ngettext("%(count)d项", "%(count)d项", count) % {"count": count}
    return [Fact(_("发函单位"), content["issuer"]), Fact(_("收函单位"), content["agency"]), Fact(_("所列事项"), amount)]


def changes(issued):
    """How many of its items nobody has to answer any more."""
    closed = issued.urges.exclude(closed_at=None).count()
    return [_("所列事项中有%(count)d项已经答复或者办结。") % {"count": closed}] if closed else []


def readers(user):
    """Whoever may see what the letter is about: the agency that got it, and those who look across agencies."""
    return Q(pk__in=Urge.objects.visible_to(user).exclude(letter=None).values("letter"))


for code, kind in LETTERS.items():
    registry.register(PaperKind(code, kind.label, kind.series, letter, certified, changes, has_word=True, readers=readers))

"""信用审查结论书: the answers to one question as a paper. Whether they would be the same today is asked anew each time."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.documents.paper import Paper, Table, Text
from core.pages.parts import Fact
from core.pages.words import day
from core.papers.registry import PaperKind, register
from credit_records.measures import shown
from credit_records.measures.models import EligibilityAnswer
from credit_records.measures.queries import barring, outcome_of, records_behind
from credit_records.records.queries import office_name

Outcome = EligibilityAnswer.Outcome


def content_of(question, by):
    """All that the letter needs. It names the records that both who asked and who issues it may see: it is for the unit that asked."""
    seen = records_behind(question.answers.all()).visible_to(question.asked_by).visible_to(by.user).in_bulk()
    return {
        "issuer": office_name(),
        "asker": question.agency.name,
        "number": question.number,
        "purpose": question.purpose.name,
        "basis": question.purpose.legal_basis,
        "matter": question.matter,
        "answers": [content_of_answer(answer, seen) for answer in answers_of(question)],
    }


def answers_of(question):
    return question.answers.select_related("about", "civil_servant__agency").order_by("pk")


def content_of_answer(answer, seen):
    """`grounds` are compared with today's; `reasons` are printed."""
    return {
        "name": str(answer.subject),
        "home": answer.civil_servant.agency.name if answer.civil_servant_id else "",
        "outcome": answer.outcome,
        "reasons": shown.grounds(answer, seen),
        "grounds": key_of(answer.grounds),
    }


def key_of(grounds):
    return sorted([ground["measure"], ground["record"]] for ground in grounds)


def letter(issued):
    content = issued.content
    asked = _(
        "你单位就“%(matter)s”提出的信用审查（%(number)s），按“%(purpose)s”的规定（%(basis)s）审查，以%(day)s24时有效的记录和措施为准，结论如下。"
    )
    scope = _("结论只用于这一事项，出具后不再改动。以后情况有变化的，请重新审查；有没有变化，可以凭核验码查询。")
    return Paper(
        issuer=content["issuer"],
        number=issued.number,
        title=_("信用审查结论书"),
        blocks=(Text(asked % (content | {"day": day(issued.as_of)})), table(content["answers"]), Text(scope)),
        dated_on=timezone.localdate(issued.issued_at),
        made_at=issued.issued_at,
        addressee=_("%(asker)s：") % content,
        note=_("核对真伪和签发以后的变化：%(url)s") % {"url": issued.check_url},
    )


def table(answers):
    rows = [
        (str(number), named(answer), str(Outcome(answer["outcome"]).label), "\n".join(answer["reasons"]))
        for number, answer in enumerate(answers, start=1)
    ]
    return Table((_("序号"), _("对象"), _("结论"), _("理由")), tuple(rows), (1.4, 4, 2.6, 8))


def named(answer):
    return f"{answer['name']}\n{answer['home']}" if answer["home"] else answer["name"]


def certified(issued):
    """How many of which conclusion. Who was examined, and for what, stands on the paper: the code may have come into other hands."""
    outcomes = [answer["outcome"] for answer in issued.content["answers"]]
    counts = [Fact(outcome.label, counted(outcomes.count(outcome))) for outcome in Outcome if outcome in outcomes]
    return [Fact(_("审查单位"), issued.content["asker"]), Fact(_("审查事项"), issued.content["purpose"]), *counts]


def counted(count):
    return ngettext("%(count)d个", "%(count)d个", count) % {"count": count}


def changes(issued):
    """What would be answered otherwise today, by the number in the paper's table."""
    question = issued.subject
    subjects = [answer.subject for answer in answers_of(question)]
    today = barring(subjects, question.purpose, timezone.localdate())
    pairs = zip(issued.content["answers"], subjects, strict=True)
    return [words for number, (then, subject) in enumerate(pairs, start=1) if (words := change(number, then, today[subject]))]


def change(number, then, grounds):
    outcome = outcome_of(grounds)
    if outcome != then["outcome"]:
        return _("序号%(number)d的结论现在是“%(outcome)s”。") % {"number": number, "outcome": outcome.label}
    return _("序号%(number)d的结论没有变，理由有变化。") % {"number": number} if then["grounds"] != key_of(grounds) else ""


KIND = register(PaperKind("eligibility_letter", gettext_lazy("信用审查结论书"), "云信审", letter, certified, changes))

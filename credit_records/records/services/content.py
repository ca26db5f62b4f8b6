"""Checking what a record says, whoever writes it: the clerk in a draft, the office in a correction, an import row by row."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.directory.models import Agency
from core.errors import DomainError
from core.texts import checked_words

# translated only where a refusal names them: a sheet has a hundred thousand rows
LABELS = {
    "title": gettext_lazy("标题"),
    "facts": gettext_lazy("事实"),
    "basis": gettext_lazy("依据"),
    "document_name": gettext_lazy("认定文书"),
    "document_number": gettext_lazy("文书文号"),
}


def checked_content(
    *, subject, type, title, facts, happened_on, basis="", document_name="", document_number="", document_on=None, severity=None
):
    """The columns of RecordContent, checked against the catalogue, the calendar and the subject's time in office.

    `severity` is what a paper says of it; it must be the type's. Without `basis` that of the type is kept.
    Raises DomainError: "wrong_subject", "wrong_severity", "not_yet", "before_the_post", "after_the_post", "document_missing",
    "document_before_the_deed", "words_missing", "words_too_long"; `field` names the form's field.
    """
    check_type(type, subject, severity)
    check_day(happened_on, subject)
    return {
        "type": type,
        "severity": type.severity,
        "title": checked_words(title, field="title", label=LABELS["title"], most=300),
        "facts": checked_words(facts, field="facts", label=LABELS["facts"]),
        "happened_on": happened_on,
        "basis": checked_words(basis, field="basis", label=LABELS["basis"], needed=False) or type.legal_basis,
        **checked_document(type, happened_on, document_name, document_number, document_on),
    }


def check_type(type, subject, severity):
    if not type.fits("agency" if isinstance(subject, Agency) else "person"):
        words = _("“%(type)s”%(subjects)s，请换一个类型或者换被记录的对象。")
        raise DomainError("wrong_subject", words % {"type": type.name, "subjects": type.get_subjects_display()}, field="type")
    if severity is not None and severity != type.severity:
        words = _("“%(type)s”的程度是%(severity)s，和所填的不一致，请核对文书。")
        raise DomainError("wrong_severity", words % {"type": type.name, "severity": type.grade}, field="severity")


def check_day(day, subject):
    """A deed can be the subject's only while the agency existed, or the person held the post."""
    if day > timezone.localdate():
        raise DomainError("not_yet", _("发生日期不能晚于今天。"), field="happened_on")
    began, ended = (subject.founded_on, subject.dissolved_on) if isinstance(subject, Agency) else (subject.entered_on, subject.left_on)
    if began and day < began:
        words = _("%(subject)s自%(day)s起才在任（成立），发生日期不能更早，请核对日期和对象。")
        raise DomainError("before_the_post", words % {"subject": subject, "day": date_format(began)}, field="happened_on")
    if ended and day > ended:
        words = _("%(subject)s已于%(day)s离任（撤销），不能记此后的事，请核对日期和对象。")
        raise DomainError("after_the_post", words % {"subject": subject, "day": date_format(ended)}, field="happened_on")


def checked_document(type, happened_on, name, number, day):
    """The deciding paper (认定文书): where the type comes from an organ's decision it must be named, with its day."""
    name = checked_words(
        name, field="document_name", label=LABELS["document_name"], most=200, needed=bool(number or day or type.needs_document)
    )
    number = checked_words(number, field="document_number", label=LABELS["document_number"], most=100, needed=False)
    if name and day is None:
        raise DomainError("document_missing", _("请填写认定文书的日期，公示期从这一天起算。"), field="document_on")
    if day and day > timezone.localdate():
        raise DomainError("not_yet", _("文书日期不能晚于今天。"), field="document_on")
    if day and day < happened_on:
        raise DomainError("document_before_the_deed", _("文书日期不能早于发生日期。"), field="document_on")
    return {"document_name": name, "document_number": number, "document_on": day}

"""What can be told of a record, by name: the sources from which a receiver's columns are filled. All values are text; days are ISO 8601."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.sealed import unseal


class Told(NamedTuple):
    """What the sources read: the record as it stands, and what this transmission is."""

    record: object
    action: str
    key: str

    @property
    def agency(self):
        return self.record.file.agency

    @property
    def person(self):
        return self.record.file.civil_servant


def day(moment):
    return moment.isoformat() if moment else ""


def state_of(told):
    """withdraw says that it must not be shown any more, though the record stands here (its type is not shared any more)."""
    stands = told.action == "withdraw" and told.record.stands
    return "withheld" if stands else told.record.state


SOURCES = {
    "key": lambda told: told.key,
    "action": lambda told: told.action,
    "number": lambda told: told.record.number,
    "version": lambda told: str(told.record.version),
    "state": state_of,
    "subject_name": lambda told: told.agency.name if told.agency else told.person.name,
    "subject_kind": lambda told: "agency" if told.agency else "person",
    "credit_code": lambda told: told.agency.credit_code if told.agency else "",
    "certificate_kind": lambda told: "identity_card" if told.person else "",
    "certificate_number": lambda told: unseal(told.person.identity_sealed) if told.person and told.person.identity_sealed else "",
    "employer": lambda told: told.person.agency.name if told.person else "",
    "title": lambda told: told.record.title,
    "type_code": lambda told: told.record.type.code,
    "type_name": lambda told: told.record.type.name,
    "polarity": lambda told: told.record.type.polarity,
    "severity": lambda told: told.record.severity,
    "dimension": lambda told: told.record.type.dimension,
    "facts": lambda told: told.record.facts,
    "basis": lambda told: told.record.basis,
    "document_name": lambda told: told.record.document_name,
    "document_number": lambda told: told.record.document_number,
    "document_on": lambda told: day(told.record.document_on),
    "happened_on": lambda told: day(told.record.happened_on),
    "decided_on": lambda told: day(told.record.document_on or told.record.effective_on),
    "effective_on": lambda told: day(told.record.effective_on),
    "repairable_on": lambda told: day(told.record.repairable_on),
    "public_until": lambda told: day(told.record.period_ends_on),
    "ended_on": lambda told: day(told.record.ended_on),
    "source_name": lambda told: told.record.agency.name,
    "source_code": lambda told: told.record.agency.credit_code or "",
    "remark": lambda told: "",
}
# never stored or shown as they are
SEALED = ("certificate_number",)
KEYS = {"code", "name", "source", "required", "most", "values"}


def value(field, told):
    """One column's text: from its source, or the receiver's code for it."""
    text = SOURCES[field["source"]](told) or ""
    return field.get("values", {}).get(text, text)


def problem(field, text):
    """Why the text can't be sent in this column, or nothing."""
    if field.get("required") and not text:
        return _("缺少“%(name)s”") % {"name": field["name"]}
    if len(text) > field.get("most", len(text)):
        return _("“%(name)s”超过%(most)d字") % {"name": field["name"], "most": field["most"]}
    return ""


def check_field_list(fields):
    """Raises ValidationError for a field list that could not be filled."""
    if not (isinstance(fields, list) and fields and all(isinstance(one, dict) for one in fields)):
        raise ValidationError({"fields": _("字段要写成列表，每个字段写明code、name、source。")})
    for one in fields:
        if not (isinstance(one.get("code"), str) and isinstance(one.get("name"), str) and set(one) <= KEYS):
            raise ValidationError({"fields": _("字段只写code、name、source、required、most、values：%(field)s") % {"field": one}})
        if one.get("source") not in SOURCES:
            raise ValidationError({"fields": _("没有这个来源：%(source)s") % {"source": one.get("source")}})
        if not isinstance(one.get("most", 1), int) or not isinstance(one.get("values", {}), dict):
            raise ValidationError({"fields": _("most是数字，values是对照表：%(field)s") % {"field": one}})
    codes = [one["code"] for one in fields]
    if len(set(codes)) < len(codes) or [one["source"] for one in fields].count("key") != 1:
        raise ValidationError({"fields": _("字段的code不能重复，并且要有一个字段的来源是key，回执靠它对上。")})

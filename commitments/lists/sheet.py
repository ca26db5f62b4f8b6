"""The sheet of a yearly list: its columns, and each row as the promise that would be registered. Nothing is written here."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.register.forms import SEPARATORS
from commitments.register.gate import LENGTHS, Promise, check_promise
from commitments.register.models import Commitment
from core.directory.models import Agency
from core.errors import DomainError
from core.pages.fields import checked_values
from core.pages.words import as_date
from core.sheets import cells
from core.sheets.columns import Column
from core.sheets.reading import Sheet

MOST_ROWS = 500


class Names:
    """Reads cells that name agencies; each name is looked up once a sheet."""

    def __init__(self):
        self.found = {}

    def one(self, held):
        name = cells.shown(held).strip()
        if name not in self.found:
            agencies = list(Agency.objects.active().named(name)[:2])
            self.found[name] = agencies[0].pk if len(agencies) == 1 else None
        if self.found[name] is None:
            raise cells.CellError(_now("“%(name)s”在机构名录里没有，或者不止一个单位用这个名称。请写全称") % {"name": name[:40]})
        return self.found[name]

    def several(self, held):
        names = (part.strip() for part in SEPARATORS.split(cells.shown(held)))
        return [self.one(name) for name in dict.fromkeys(names) if name]


def columns(kind):
    """What every commitment has, then the kind's own fields. Asked for with each sheet."""
    return (*common_columns(Names()), *(own_column(spec) for spec in kind.fields))


def common_columns(names):
    return (
        Column("title", _("事项"), cells.text(LENGTHS["title"]), required=True, hint=_("一句话写明办什么。")),
        Column(
            "text",
            _("承诺原文"),
            cells.text(LENGTHS["text"], lines=True),
            hint=_("文件里的原话；不填就是“事项”一栏的话。"),
        ),
        Column("agency", _("责任单位"), names.one, required=True, hint=_("名录里的全称或者简称；几个单位牵头的，写第一个。")),
        Column("leads", _("其他牵头单位"), names.several, blank=(), hint=_("几个单位用顿号隔开。")),
        Column("cooperating", _("配合单位"), names.several, blank=(), hint=_("几个单位用顿号隔开。")),
        Column("due_on", _("完成时限"), cells.day, required=True, hint=_("年底前完成的写12月31日。"), sample="2026-12-31"),
        Column("beneficiary", _("向谁承诺"), cells.text(LENGTHS["beneficiary"]), required=True, hint=_("例如：全体市民。")),
        Column(
            "criterion",
            _("怎样算做到"),
            cells.text(LENGTHS["criterion"], lines=True),
            required=True,
            hint=_("一行一条，别人也能查证的。"),
        ),
        Column(
            "frequency",
            _("多久报告一次"),
            cells.choice({str(label): value for value, label in Commitment.Frequency.choices}),
            hint=_("可以不填："),
            choices=tuple(str(label) for label in Commitment.Frequency.labels),
        ),
    )


def own_column(spec):
    readers = {
        "number": cells.decimal(4),
        "date": cells.day,
        "choice": lambda held: cells.choice({one: one for one in spec["choices"]})(held),
        "yes_no": cells.choice({_now("是"): True, _now("否"): False}),
        "long_text": cells.text(20_000, lines=True),
    }
    return Column(
        spec["name"],
        spec["label"],
        readers.get(spec["type"], cells.text(300)),
        required=spec.get("required", False),
        choices=tuple(spec.get("choices", ())),
    )


def read(file, yearly_list, *, by):
    """The rows of an uploaded sheet, each read and checked by the gate of the register. Raises DocumentError for what is no such sheet."""
    wanted = columns(yearly_list.kind)
    blank = {column.name: column.blank for column in wanted}  # a sheet may leave out what is not required
    rows = list(Sheet(file, wanted, MOST_ROWS))
    for row in rows:
        row.values = blank | row.values
        if not row.problems:
            check(row, yearly_list, by)
    return rows


def check(row, yearly_list, by):
    headers = {column.name: str(column.header) for column in columns(yearly_list.kind)}
    try:
        check_promise(promise_of(as_json(row.values), yearly_list, row.number - 1), by=by, allow_incomplete=False)
    except DomainError as error:
        row.refuse(headers.get(error.data.get("field"), _("整行")), error.message)


def as_json(values):
    """What is kept of a row: days and decimals as text."""
    return {name: as_plain(value) for name, value in values.items()}


def as_plain(value):
    if isinstance(value, (list, tuple)):
        return list(value)
    return value if isinstance(value, (bool, int)) or value is None else str(value)


def promise_of(values, yearly_list, position):
    """The promise that a row of the list makes. Raises DomainError for a field of the kind that does not fit."""
    kind, agencies = yearly_list.kind, Agency.objects.in_bulk([values["agency"], *values["leads"], *values["cooperating"]])
    own = {spec["name"]: values.get(spec["name"], "") for spec in kind.fields}
    return Promise(
        kind=kind,
        title=values["title"],
        text=values["text"] or values["title"],
        agency=agencies[values["agency"]],
        leads=tuple(agencies[key] for key in values["leads"]),
        cooperating=tuple(agencies[key] for key in values["cooperating"]),
        criterion=values["criterion"],
        beneficiary=values["beneficiary"],
        basis=_now("%(title)s第%(position)d项") % {"title": yearly_list.title, "position": position},
        promised_on=yearly_list.announced_on,
        due_on=as_date(values["due_on"]),
        frequency=values["frequency"],
        extra=checked_values(kind.fields, own),
        source_key=f"list:{yearly_list.pk}:{position}",
    )

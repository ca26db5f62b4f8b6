"""Making batches of what waits: what each row says is written now, from its record as it stands now."""

import hashlib
import logging
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.models import Role
from core.directory.identity import masked_text
from core.documents.series import next_number
from core.errors import DomainError
from core.sealed import seal
from core.states.services import transition_many
from core.texts import in_the_portals_language
from credit_records.exchange import fields
from credit_records.exchange.models import ExchangeBatch, Receiver, Transmission
from credit_records.exchange.rendering import body_of
from credit_records.exchange.services.limits import renew_mending_limit
from credit_records.exchange.services.queueing import SYSTEM
from credit_records.records.services.rows import credit_office_id

logger = logging.getLogger(__name__)

Action, State = Transmission.Action, Transmission.State
COMPOSED = ["batch", "ordinal", "action", "record_state", "record_version", "content"]


class Known(NamedTuple):
    """What a receiver knows of a record: the newest that it accepted, and how often it was told."""

    accepted: Transmission | None
    ordinal: int

    @property
    def has(self):
        return self.accepted is not None and self.accepted.action != Action.WITHDRAW


def make_batches(*, now=None):
    """Put what waits into batches, for every receiver whose time has come; one that can't be served stops no other. Returns the new batches."""
    now, made = now or timezone.now(), []
    for receiver in Receiver.objects.filter(is_open=True):
        try:
            made += batches_of(receiver) if is_time(receiver, now) else []
        except Exception:
            logger.exception("no batch could be made for the receiver %s", receiver.code)
    return made


def is_time(receiver, now):
    return not receiver.batches.filter(created_at__gt=now - timedelta(minutes=receiver.every)).exists()


def batches_of(receiver):
    """Batches until nothing waits any more that can go now."""
    made, goes_on = [], True
    while goes_on:
        batch, goes_on = make_batch(receiver)
        made += [batch] if batch else []
    return made


@transaction.atomic
@in_the_portals_language
def make_batch(receiver):
    """(the next batch or None, whether there may be more). One batch at a time is made for a receiver; others leave it alone meanwhile."""
    receiver = Receiver.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=receiver.pk, is_open=True).first()
    rows = waiting_rows(receiver) if receiver else []
    if not rows:
        return None, False
    layouts = list(receiver.layouts.all())
    layout = layout_of(rows[0].record, layouts)
    rows = [row for row in rows if layout_of(row.record, layouts) == layout]
    replace_rejected(rows)
    batch = compose(receiver, layout, rows)
    renew_mending_limit(receiver, by=SYSTEM)
    return batch, True


def waiting_rows(receiver):
    """The oldest rows that wait, but those of a record that is on its way already."""
    on_its_way = Transmission.objects.filter(receiver=OuterRef("receiver"), record=OuterRef("record"), state=State.BATCHED)
    rows = Transmission.objects.filter(receiver=receiver, state=State.WAITING).exclude(Exists(on_its_way)).order_by("pk")
    parts = rows.select_related("record__type", "record__agency", "record__file__agency", "record__file__civil_servant__agency")
    return list(parts.select_for_update(of=("self",), skip_locked=True, no_key=True)[: receiver.most])


def layout_of(record, layouts):
    """The layout that names the record's origin, else the one for the rest."""
    named = [layout for layout in layouts if record.type.origin in layout.origins]
    return (named or [layout for layout in layouts if not layout.origins])[0]


def replace_rejected(rows):
    """What was rejected about these records is taken up again by these rows."""
    pairs = {(row.receiver_id, row.record_id) for row in rows}
    rejected = Transmission.objects.of_pairs(rows).filter(state=State.REJECTED)
    keys = [row.pk for row in rejected if (row.receiver_id, row.record_id) in pairs]
    transition_many(Transmission.objects.filter(pk__in=keys), source=State.REJECTED, to=State.REPLACED, by=SYSTEM)


def compose(receiver, layout, rows):
    """Write what each row says, and the batch of those that can go; None if none can."""
    known, going, told = knowledge(rows), [], []
    dropped, problems = {}, {}
    for row in rows:
        action, why = decided(receiver, row.record, known[row.record_id])
        one = None if why else telling(row, action, known[row.record_id], layout)
        if why or is_unchanged(row, one, known[row.record_id], layout):
            dropped.setdefault(why or _("和对方已有的内容一样"), []).append(row.pk)
        elif found := [words for field in layout.fields if (words := fields.problem(field, one[field["code"]]))]:
            problems[row] = "；".join(str(words) for words in found)
        else:
            going.append(row)
            told.append(one)
    drop(dropped)
    reject(problems)
    return begin_batch(receiver, layout, going, told) if going else None


def knowledge(rows):
    """{record id: Known}, in two statements."""
    earlier = Transmission.objects.filter(receiver=rows[0].receiver_id, record__in=[row.record_id for row in rows])
    newest = earlier.filter(state=State.ACCEPTED).order_by("record_id", "-ordinal").distinct("record_id")
    accepted = {row.record_id: row for row in newest}
    ordinals = dict(earlier.order_by().values_list("record_id").annotate(Max("ordinal")))
    return {row.record_id: Known(accepted.get(row.record_id), ordinals.get(row.record_id) or 0) for row in rows}


def decided(receiver, record, known):
    """(action, why nothing is to be said)."""
    if receiver.takes(record):
        return (Action.UPDATE if known.has else Action.REPORT), ""
    return (Action.WITHDRAW, "") if known.has else ("", _("对方没有这条记录，不用撤下"))


def telling(row, action, known, layout):
    """{column: text} of one row; the row itself keeps it with identity numbers masked."""
    row.ordinal, row.action = known.ordinal + 1, action
    row.record_state, row.record_version = row.record.state, row.record.version
    told = fields.Told(row.record, action, row.key)
    one = {field["code"]: fields.value(field, told) for field in layout.fields}
    row.content = {code: masked_text(text) for code, text in one.items()}
    return one


def is_unchanged(row, one, known, layout):
    """Whether the receiver has exactly this, but for the columns that name the transmission itself."""
    if not known.has or row.cause == Transmission.Cause.AGAIN or row.action != Action.UPDATE:
        return False
    own = {field["code"] for field in layout.fields if field["source"] in ("key", "action")}
    return all(text == known.accepted.content.get(code) for code, text in row.content.items() if code not in own)


def drop(dropped):
    """`dropped`: {why: keys}."""
    for why, keys in dropped.items():
        rows = Transmission.objects.filter(pk__in=keys)
        transition_many(rows, source=State.WAITING, to=State.DROPPED, by=SYSTEM, answer=why, settled_at=timezone.now())


def reject(problems):
    """`problems`: {row: why it can't be sent}. They wait for somebody to mend them, as what the receiver rejects does."""
    for row, words in problems.items():
        row.answer, row.answer_code, row.ordinal = words, "not_sent", None
    Transmission.objects.bulk_update(
        problems, ["answer", "answer_code", "action", "record_state", "record_version", "content"], batch_size=500
    )
    rows = Transmission.objects.filter(pk__in=[row.pk for row in problems])
    transition_many(rows, source=State.WAITING, to=State.REJECTED, by=SYSTEM, settled_at=timezone.now())


def begin_batch(receiver, layout, rows, told):
    year = timezone.localdate().year
    key = f"{receiver.code}-{year}-{next_number(f'exchange:{receiver.code}', year):06d}"
    body = body_of(form=receiver.form, key=key, receiver=receiver.code, layout=layout.name, rows=told)
    batch = ExchangeBatch.objects.create(
        receiver=receiver,
        layout=layout,
        key=key,
        form=receiver.form,
        body_sealed=seal(body.decode()),
        sha256=hashlib.sha256(body).hexdigest(),
        count=len(rows),
        agency_id=credit_office_id(),
    )
    for row in rows:
        row.batch = batch
    Transmission.objects.bulk_update(rows, COMPOSED, batch_size=500)
    transition_many(Transmission.objects.filter(batch=batch), source=State.WAITING, to=State.BATCHED, by=SYSTEM)
    return batch


def check_office(by):
    """Raises DomainError("refused") for who does not send."""
    if not by.has(Role.CREDIT_OFFICE):
        raise DomainError("refused", _("报送由信用办办理。"))


@transaction.atomic
def send_now(*, by):
    """Make batches of all that waits, without regard to the receivers' intervals. Raises DomainError("refused", "nothing_waits")."""
    check_office(by)
    made = [batch for receiver in Receiver.objects.filter(is_open=True).order_by("pk") for batch in batches_of(receiver)]
    if not made:
        raise DomainError("nothing_waits", _("现在没有待报送的记录，或者前一批还在路上。"))
    return made

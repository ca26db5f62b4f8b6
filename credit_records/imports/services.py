"""A sheet of records: uploaded, checked, entered all or not at all. What takes long is a job (see jobs.py); the decision on a batch is in batches.py."""

from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.deadlines import services as deadlines
from core.errors import DomainError
from core.evidence.services import attach
from core.evidence.sniffing import sheet_type
from core.jobs.services import enqueue
from core.rules.models import Rule
from core.sheets.reading import Sheet
from core.states.services import find_step, transition
from core.texts import checked_words
from credit_records.imports.checking import CHUNK, Checker
from credit_records.imports.columns import columns
from credit_records.imports.writing import lock_imports, one_copy
from credit_records.records.models import RecordBatch, SheetRow
from credit_records.records.services import check_drafter, drafting_agency_id
from credit_records.records.services.rows import credit_office_id, write

CHECK = Actor.system("records_check")
MOST_ROWS = 200_000
MOST_BYTES = 64 * 1024 * 1024


@transaction.atomic
def upload(*, by, title, file, files):
    """Take a sheet in, with the papers that prove its records, and have it checked.

    What is wrong with the sheet as a whole is said at once; what is wrong with its rows, by the check.
    Raises DomainError: "refused" (role), "words_missing", and what Sheet() and attach() raise.
    """
    check_drafter(by)
    title = checked_words(title, field="title", label=_("批次名称"), most=120)
    if not files:
        raise DomainError("papers_missing", _("请附上这批记录的依据材料。"), field="files")
    batch = RecordBatch.objects.create(title=title, agency_id=drafting_agency_id(by), created_by=by.user)
    keep_sheet(batch, file, by)
    attach(subject=batch, files=files, by=by)
    return check_again(batch, by)


def keep_sheet(batch, file, by):
    try:
        [sheet] = attach(subject=batch, files=[file], by=by, most_bytes=MOST_BYTES, sniff=sheet_type)
    except DomainError as error:
        raise DomainError(error.code, error.message, field="file") from None
    write(batch, sheet=sheet, headers=[str(header or "") for header in Sheet(file, columns(), MOST_ROWS).headers])


def check_again(batch, by):
    return write_job(batch, enqueue("records_check", by=by, agency=batch.agency, arguments={"batch": batch.pk}))


@transaction.atomic
def recheck(*, batch, by):
    """Check the sheet once more: the directory, the catalogue or the records have changed. Raises DomainError("refused", "busy", "not_open")."""
    batch = locked(batch)
    check_open(batch, by)
    return check_again(batch, by)


@transaction.atomic
def discard(*, batch, by):
    """Give the sheet up. Raises DomainError("refused", "busy", "no_such_step")."""
    batch = locked(batch)
    check_idle(batch)
    return transition(batch, to="discarded", by=by)


@transaction.atomic
def ask_to_enter(*, batch, by):
    """Have all rows of a checked sheet entered. Raises DomainError: "refused" (role), "busy", "no_such_step", "bad_rows", "nothing_new"."""
    batch = locked(batch)
    check_idle(batch)
    if why := batch.refusal(find_step(batch, "in_review"), by):
        raise DomainError("refused", why)
    if batch.bad:
        raise DomainError("bad_rows", _("有%(bad)s行不能录入，所以一行也不录。请改好表格后重新上传。") % {"bad": f"{batch.bad:,}"})
    if not batch.good:
        raise DomainError("nothing_new", _("表里的记录都已经有了，没有可以录入的。"))
    return write_job(batch, enqueue("records_enter", by=by, agency=batch.agency, arguments={"batch": batch.pk}))


def check_open(batch, by):
    check_idle(batch)
    if batch.state not in (RecordBatch.State.UPLOADED, RecordBatch.State.CHECKED):
        raise DomainError("not_open", _("这一批是“%(state)s”，不用再核对。") % {"state": batch.get_state_display()})
    if why := batch.refusal(find_step(batch, "discarded"), by):
        raise DomainError("refused", why)


def check_idle(batch):
    if batch.is_busy:
        raise DomainError("busy", _("“%(job)s”还没有结束，请等它办完。") % {"job": batch.job})


def write_job(batch, job):
    write(batch, job=job)
    return batch


def locked(batch):
    rows = RecordBatch.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("agency", "job", "sheet").get(pk=batch.pk)


def check_sheet(*, batch, by, advance):
    """Look at every row and write nothing but what was found: the rows that are bad, and those whose record is there. Returns the counts."""
    batch = locked(batch)
    batch.rows.all().delete()
    good, found = 0, {SheetRow.Kind.BAD: 0, SheetRow.Kind.KNOWN: 0}
    with batch.sheet.file.open() as file:
        for chunk in chunks(Checker(by), Sheet(file, columns(), MOST_ROWS), advance):
            rows = [sheet_row(batch, one) for one in chunk if not one.is_good]
            SheetRow.objects.bulk_create(rows)
            good += len(chunk) - len(rows)
            for row in rows:
                found[row.kind] += 1
    if not good and not any(found.values()):
        raise DomainError("no_rows", _("表里只有列名，没有内容。请填写后重新上传。"))
    counts = {"good": good, "bad": found[SheetRow.Kind.BAD], "known": found[SheetRow.Kind.KNOWN]}
    write(batch, **counts)
    if batch.state == RecordBatch.State.UPLOADED:
        transition(batch, to="checked", by=CHECK)
    return counts


def sheet_row(batch, one):
    kind, problems = (SheetRow.Kind.BAD, one.row.problems) if one.is_bad else (SheetRow.Kind.KNOWN, [("", one.known)])
    return SheetRow(batch=batch, number=one.row.number, kind=kind, cells=one.row.cells, problems=problems)


def chunks(checker, sheet, advance):
    """Lists of checked rows, telling how far it is."""
    checked, done = checker.check(sheet), 0
    advance(0, sheet.total)
    while chunk := list(islice(checked, CHUNK)):
        yield chunk
        done += len(chunk)
        advance(done, max(done, sheet.total))


def enter_sheet(*, batch, by, advance):
    """Enter every row that is not there yet, as records under review; all of them or none. Returns how many.

    The rows are checked again, for much can have happened since. Raises DomainError: "bad_rows", "refused", "no_such_step".
    """
    batch, entered = locked(batch), 0
    lock_imports()
    with batch.sheet.file.open() as file, one_copy(batch, by) as write_records:
        for chunk in chunks(Checker(by), Sheet(file, columns(), MOST_ROWS), advance):
            if bad := next((one for one in chunk if one.is_bad), None):
                words = _("核对以后又有变化，第%(row)d行不能录入了（%(reason)s），所以一行也没有录。请重新核对。")
                raise DomainError("bad_rows", words % {"row": bad.row.number, "reason": bad.row.problems[0][1]})
            good = [one for one in chunk if one.is_good]
            write_records(good)
            entered += len(good)
    write(batch, good=entered, entered_by=by.user, entered_at=timezone.now())
    transition(batch, to="in_review", by=by)
    deadlines.start(
        subject=batch,
        purpose="review_batch",
        title=batch.title,
        agency_id=credit_office_id(),
        rule=Rule.objects.in_force("record_review"),
        started_on=timezone.localdate(),
    )
    return {"entered": entered}

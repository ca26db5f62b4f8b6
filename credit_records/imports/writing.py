"""Checked rows become records, by COPY: their triggers write the history, and a hundred thousand rows take seconds."""

from contextlib import contextmanager
from tempfile import TemporaryFile

from django.db import connection
from django.utils import timezone

from core.directory.models import Agency
from credit_records.imports.checking import CONTENT
from credit_records.records.models import CreditFile

COLUMNS = (
    "state", "file_id", "agency_id", "batch_id", "created_by_id", "submitted_by_id", "created_at", "number", "reason", "leniency", "version", "fingerprint",
    "type_id", *CONTENT[1:],
)  # fmt: skip
# what the text format of COPY gives a meaning
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
COPY = f"COPY credit_records_creditrecord ({', '.join(COLUMNS)}) FROM STDIN"
MEGABYTE = 1024 * 1024
# two sheets at once would not see each other's rows
LOCK = "SELECT pg_advisory_xact_lock(hashtext('credit_records.imports'))"


def lock_imports():
    """One sheet is entered at a time; held until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)


@contextmanager
def one_copy(batch, by):
    """`write(checked)` takes good rows; when the block ends, all of them become records of the batch, under review, in one statement.

    In one, because each row's trigger goes through what earlier statements left for the end of the transaction.
    """
    common = ["in_review", batch.agency_id, batch.pk, by.user.pk, timezone.now().isoformat()]
    with TemporaryFile("w+", encoding="utf-8", newline="\n") as lines:

        def write(checked):
            files = files_of([one.subject for one in checked])
            lines.writelines(line(one, files[key_of(one.subject)], *common) for one in checked)

        yield write
        lines.seek(0)
        with connection.cursor() as cursor:
            cursor.copy_expert(COPY, lines, size=MEGABYTE)


def line(one, file, state, agency, batch, user, now):
    content = one.content
    values = [state, file, agency, batch, user, user, now, "", "", "", 1, one.fingerprint, content["type"].pk]
    return "\t".join(as_copied(value) for value in [*values, *(content[name] for name in CONTENT[1:])]) + "\n"


def as_copied(value):
    if value is None:
        return "\\N"
    return value.translate(ESCAPED) if isinstance(value, str) else str(value)


def key_of(subject):
    return isinstance(subject, Agency), subject.pk


def files_of(subjects):
    """{key of the subject: primary key of its file}, opening those that are missing: two statements, four where some are."""
    agencies = sorted({subject.pk for subject in subjects if isinstance(subject, Agency)})
    people = sorted({subject.pk for subject in subjects if not isinstance(subject, Agency)})
    found = existing_files(agencies, people)
    # sorted, so that two callers who open the same files wait for each other in the same order
    missing = [CreditFile(agency_id=key) for key in agencies if (True, key) not in found]
    missing += [CreditFile(civil_servant_id=key) for key in people if (False, key) not in found]
    if missing:
        CreditFile.objects.bulk_create(missing, ignore_conflicts=True)
        found = existing_files(agencies, people)
    return found


def existing_files(agencies, people):
    of_agencies = CreditFile.objects.filter(agency__in=agencies).values_list("agency_id", "pk")
    of_people = CreditFile.objects.filter(civil_servant__in=people).values_list("civil_servant_id", "pk")
    return {(True, key): pk for key, pk in of_agencies} | {(False, key): pk for key, pk in of_people}

"""Taking a document in, settling what is doubtful, and registering what a person confirmed."""

import hashlib

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commitments.intake.matching import Directory, is_group
from commitments.intake.models import DraftTask, DraftUnit, IntakeDocument
from commitments.intake.reading import read_document
from commitments.register.gate import Promise
from commitments.register.models import Commitment, CommitmentKind
from commitments.register.services import register_many
from core.accounts.models import Role
from core.documents.extraction import extract_text
from core.errors import DomainError
from core.states.services import transition
from core.texts import checked_words

LONGEST_TEXT = 1_000_000  # characters
FREQUENCIES = (("半年", "half_yearly"), ("季", "quarterly"), ("月", "monthly"), ("周", "monthly"), ("年", "yearly"))
KIND = "policy_task"


def take_in_file(*, name, content, agency, by):
    """Take a .txt, .docx or .pdf file in. Raises DocumentError for what can't be read, and what take_in() raises."""
    return take_in(text=extract_text(name=name, content=content), file_name=name, agency=agency, by=by)


@transaction.atomic
def take_in(*, text, agency, by, file_name=""):
    """Read a document and keep it for confirmation, all or nothing. The same text gives the document that is there already.

    Raises DomainError: "refused", "empty", "too_long", "no_tasks", "number_taken" (another text under the same 文号), "taken_in_elsewhere"
    (the same document, in an agency that the actor does not see), "taken_in_meanwhile" (somebody else did, this very moment).
    """
    check_clerk(agency, by)
    text = text.replace("\0", "").replace("\r\n", "\n")
    if not text.strip():
        raise DomainError("empty", _("粘贴文件的文字，或者选择一个文件。"), field="text")
    if len(text) > LONGEST_TEXT:
        raise DomainError("too_long", _("文件超过100万字，请拆成几份再收。"), field="text")
    # white space aside: pasted or from a file, it is the same document
    sha256 = hashlib.sha256("".join(text.split()).encode()).hexdigest()
    if present := IntakeDocument.objects.filter(sha256=sha256).select_related("agency").first():
        check_sees(present, by)
        return present
    read = read_document(text)
    if not read.tasks:
        raise DomainError("no_tasks", _("没有在文件里读到任务。请确认这是布置任务的文件；任务要有序号，或者写明责任单位。"), field="text")
    try:
        with transaction.atomic():
            return keep(read, text, sha256, agency, by, file_name)
    except IntegrityError as error:
        raise DomainError("taken_in_meanwhile", _("这份文件刚刚收好，再提交一次就会打开它。"), field="text") from error


def check_clerk(agency, by):
    if not (by.is_system or by.has(Role.CLERK, agency=agency)):
        raise DomainError("refused", _("收文由本单位的经办人办理。"))


def sees(document, by):
    return by.is_system or IntakeDocument.objects.visible_to(by.user).filter(pk=document.pk).exists()


def check_sees(document, by):
    if not sees(document, by):
        words = _("%(agency)s已经收了这份文件，由它核对登记。你单位负责的任务登记以后，会出现在你的待办里。")
        raise DomainError("taken_in_elsewhere", words % {"agency": document.agency}, field="text")


def keep(read, text, sha256, agency, by, file_name):
    head = read.head
    number = head.number.value if head.number else ""
    if number and (other := IntakeDocument.objects.filter(number=number).select_related("agency").first()):
        words = _("文号%(number)s已经收过一份内容不同的文件：%(title)s。请核对文号。")
        if not sees(other, by):
            words = _("文号%(number)s已由%(agency)s收过一份内容不同的文件。请核对文号，或者与它联系。")
        raise DomainError("number_taken", words % {"number": number, "title": other.title, "agency": other.agency}, field="text")
    document = IntakeDocument.objects.create(
        agency=agency,
        file_name=file_name[:200],
        text=text,
        sha256=sha256,
        title=(head.source_title.value if head.source_title else read.tasks[0].title)[:300],
        number=number[:60],
        issuer=(head.issuer.value if head.issuer else "")[:100],
        written_on=head.written_on and head.written_on.value,
        published_on=head.published_on and head.published_on.value,
        created_by=by.user,
    )
    tasks = DraftTask.objects.bulk_create(draft_of(document, position, task) for position, task in enumerate(read.tasks, start=1))
    directory = Directory()
    DraftUnit.objects.bulk_create(unit for draft, task in zip(tasks, read.tasks, strict=True) for unit in units_of(draft, task, directory))
    return document


def draft_of(document, position, task):
    limit = task.deadline
    return DraftTask(
        document=document,
        position=position * 100,  # room for what is split off
        ordinal=task.ordinal[:60],
        title=task.title[:200],
        text=task.text,
        start=task.span.start,
        end=task.span.end,
        limit_kind=limit.kind,
        due_on=limit.date,
        frequency=frequency_of(limit.text) if limit.kind == "periodic" else "",
        limit_words=limit.text[:200],
        limit_start=limit.span and limit.span.start,
        limit_end=limit.span and limit.span.end,
        # units and missing dates ask for themselves (DraftTask.open_questions)
        doubts=[doubt for doubt in task.doubts if doubt not in ("no_unit", "no_lead_unit", "no_date")],
    )


def frequency_of(words):
    return next((frequency for sign, frequency in FREQUENCIES if sign in words), "yearly")


def units_of(draft, task, directory):
    for part, units in (("lead", task.lead_units), ("cooperating", task.cooperating_units)):
        for unit in units:
            agency = directory.find(unit.name)
            yield DraftUnit(
                task=draft,
                role=part,
                words=unit.name[:100],
                start=unit.span.start,
                end=unit.span.end,
                agency=agency,
                settled=agency is not None or (part == "cooperating" and is_group(unit.name)),
            )


def locked(task, by):
    """The document and the task as they stand now, locked: the document first (docs/concurrency.md)."""
    document = IntakeDocument.objects.select_for_update(no_key=True).get(pk=task.document_id)
    check_clerk(document.agency, by)
    task = DraftTask.objects.select_for_update(no_key=True).get(pk=task.pk)
    if task.registered:
        raise DomainError("registered", _("这项任务已经登记为承诺，不能再改。"))
    return document, task


@transaction.atomic
def settle_unit(*, unit, agency, by):
    """A person says which agency the document means by these words, for every task of the document; None: the words stay as they are."""
    document, _task = locked(unit.task, by)
    same = DraftUnit.objects.filter(task__document=document, task__registered=False, words=unit.words, settled=False)
    same.update(agency=agency, settled=True)
    return document


@transaction.atomic
def name_lead(*, task, agency, by):
    """A person says which of the units named leads: a document with only 责任单位 leaves it open. Raises DomainError("not_named")."""
    _document, task = locked(task, by)
    named = task.units.filter(agency=agency)
    if agency is None or not named.exists():
        raise DomainError("not_named", _("请从任务写明的单位里选一个牵头。"))
    named.update(role="lead")
    return task


@transaction.atomic
def edit_task(*, task, title, leads, cooperating, limit_kind, by, due_on=None, frequency="", criterion=""):
    """A person settles all of a task at once. `leads`, `cooperating`: agencies. Raises DomainError("no_lead", "bad_limit_kind", "bad_due_on", …)."""
    _document, task = locked(task, by)
    if limit_kind not in DraftTask.Kind.values:
        raise DomainError("bad_limit_kind", _("选择有没有期限。"), field="limit_kind")
    if not leads:
        raise DomainError("no_lead", _("选择至少一个牵头单位。"), field="leads")
    if limit_kind == "date" and due_on is None:
        raise DomainError("bad_due_on", _("写明哪一天以前完成。"), field="due_on")
    if limit_kind == "date" and due_on < task.document.promised_on:
        raise DomainError("bad_due_on", _("完成日期不能早于文件的日期。"), field="due_on")
    if limit_kind == "periodic" and frequency not in Commitment.Frequency.values:
        raise DomainError("bad_frequency", _("选择多久办理一次。"), field="frequency")
    task.title = checked_words(title, field="title", label=_("任务"), most=200)
    task.criterion, task.limit_kind = checked_words(criterion, field="criterion", label=_("怎样算做到"), needed=False), limit_kind
    task.due_on = due_on if limit_kind == "date" else None
    task.frequency = frequency if limit_kind == "periodic" else ""
    task.doubts, task.dropped = [], False
    task.save()
    replace_units(task, "lead", leads)
    replace_units(task, "cooperating", [agency for agency in cooperating if agency not in leads])
    return task


def replace_units(task, part, agencies):
    """The units of one part become these agencies; words that meant one of them keep their place, groups stay."""
    units = task.units.filter(role=part)
    units.exclude(agency__in=agencies).exclude(agency=None, settled=True).delete()
    present = set(units.exclude(agency=None).values_list("agency", flat=True))
    DraftUnit.objects.bulk_create(
        DraftUnit(task=task, role=part, words=agency.short_name, agency=agency, settled=True)
        for agency in agencies
        if agency.pk not in present
    )


@transaction.atomic
def split_task(*, task, at, by):
    """Cut a task in two behind the character `at` of its text. Units and limit go to both. Returns the new, second task."""
    _document, task = locked(task, by)
    first, second = task.text[:at].strip(), task.text[at:].strip()
    if not first or not second:
        raise DomainError("bad_split", _("选择从哪一句起分成另一项任务。"), field="at")
    units = list(task.units.all())
    new = DraftTask.objects.get(pk=task.pk)
    new.pk, new.text, new.title = None, second, first_sentence(second)
    new.position = next_position(task)
    # the words need not stand in the source as they stand in the task (tables, line breaks); then both show the whole place
    offset = task.document.text.find(second[:12], task.start, task.end)
    if offset > task.start:
        new.start, task.end = offset, offset
    new._state.adding = True
    new.save()
    task.text = first
    task.save()
    for unit in units:
        unit.pk, unit.task = None, new
    DraftUnit.objects.bulk_create(units)
    return new


def first_sentence(text):
    return text.split("。")[0].strip()[:200] or text[:200]


def next_position(task):
    following = DraftTask.objects.filter(document=task.document_id, position__gt=task.position).order_by("position").first()
    if following is not None and following.position - task.position < 2:
        # no room is left between the two: spread all out again
        for number, row in enumerate(task.document.tasks.order_by("position", "id"), start=1):
            DraftTask.objects.filter(pk=row.pk).update(position=number * 100)
        task.refresh_from_db()
        return task.position + 50
    return (task.position + following.position) // 2 if following is not None else task.position + 100


@transaction.atomic
def merge_task(*, task, by):
    """Put the task together with the next one: texts joined, units of both, the later day. Returns the merged task."""
    document, task = locked(task, by)
    following = document.tasks.filter(position__gt=task.position, registered=False, dropped=False).order_by("position").first()
    if following is None:
        raise DomainError("nothing_to_merge", _("后面没有可以合并的任务。"))
    present = set(task.units.values_list("words", flat=True))
    following.units.exclude(words__in=present).update(task=task)
    task.text = f"{task.text}\n{following.text}"
    task.end = max(task.end, following.end)
    if following.due_on and (task.due_on is None or following.due_on > task.due_on):
        for name in ("limit_kind", "due_on", "frequency", "limit_words", "limit_start", "limit_end"):
            setattr(task, name, getattr(following, name))
    task.doubts = sorted({*task.doubts, *following.doubts})
    following.delete()
    task.save()
    return task


@transaction.atomic
def drop_task(*, task, by):
    """This is no task to be registered. It stays readable and can be restored."""
    document, task = locked(task, by)
    task.dropped = True
    task.save(update_fields=["dropped"])
    finish(document, by)
    return document


@transaction.atomic
def restore_task(*, task, by):
    """A dropped task is wanted after all."""
    document, task = locked(task, by)
    task.dropped = False
    task.save(update_fields=["dropped"])
    if document.state == "done":
        transition(document, to="open", by=by)
    return document


@transaction.atomic
def confirm_tasks(*, document, tasks, by):
    """Register the chosen tasks as commitments with deadlines, all or none. What is registered already is left alone.

    Raises DomainError("nothing_chosen", "not_settled"). Returns the commitments.
    """
    document = IntakeDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
    check_clerk(document.agency, by)
    chosen = list(
        document.tasks.filter(pk__in=[task.pk for task in tasks], registered=False, dropped=False).prefetch_related("units__agency")
    )
    if not chosen:
        raise DomainError("nothing_chosen", _("先勾选要登记的任务。"))
    open_tasks = [task for task in chosen if task.open_questions]
    if open_tasks:
        titles = "、".join(task.title[:20] for task in open_tasks[:3])
        raise DomainError(
            "not_settled", _("还有%(count)d项没有补齐：%(titles)s。请先补齐，或者取消勾选。") % {"count": len(open_tasks), "titles": titles}
        )
    kind = CommitmentKind.objects.get(code=KIND)
    promises = [promise_of(document, task, kind) for task in chosen]
    commitments = register_many(promises=promises, by=by, registrar=document.agency, allow_incomplete=True)
    for task, commitment in zip(chosen, commitments, strict=True):
        task.commitments.add(commitment)
    DraftTask.objects.filter(pk__in=[task.pk for task in chosen]).update(registered=True)
    finish(document, by)
    return commitments


def promise_of(document, task, kind):
    leads = [unit.agency for unit in task.leads if unit.agency]
    return Promise(
        kind=kind,
        title=task.title,
        text=task.text,
        agency=leads[0],
        leads=tuple(leads[1:]),
        cooperating=tuple(unit.agency for unit in task.cooperating if unit.agency),
        criterion=task.criterion,
        basis=f"{document.basis}{task.ordinal}"[:300],
        promised_on=document.promised_on,
        due_on=task.due_on,
        frequency=task.frequency,
        continuous=task.limit_kind == "continuous",
        source_key=f"{document.sha256[:32]}/{task.pk}",
    )


def finish(document, by):
    """When every task is registered or dropped, the document is done."""
    if document.state == "open" and not document.tasks.filter(registered=False, dropped=False).exists():
        transition(document, to="done", by=by)

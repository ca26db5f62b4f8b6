"""Putting measures on subjects and taking them off, as their records come and go; and answering who is eligible."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.models import Role
from core.directory.models import Agency
from core.documents.numbers import DocumentNumber
from core.documents.series import next_number
from core.errors import DomainError
from core.papers.services import issue
from core.rules.models import Rule
from core.texts import checked_words, in_the_portals_language
from credit_records.measures.models import EligibilityAnswer, EligibilityQuestion, Measure, MeasureType
from credit_records.measures.papers import KIND, content_of
from credit_records.measures.queries import barring, files_answered_from, outcome_of, strangers_among
from credit_records.records.models import AGENCY_STAFF, CreditRecord, FileLook
from credit_records.records.periods import counted
from credit_records.records.services import log_looks

SIGN = "信审"  # 信审〔2026〕12号
MOST_SUBJECTS = 500


@transaction.atomic
@in_the_portals_language
def follow_records(*, record_ids):
    """Let the measures of these records be what the records, as they stand now, put on their subjects. Twice is as good as once.

    In a fixed number of statements for however many records. Returns the new measures.
    """
    records = CreditRecord.objects.filter(pk__in=record_ids).order_by("pk").select_for_update(no_key=True, of=("self",))
    records = list(records.select_related("type", "file"))
    wanted = wanted_measures(records)
    earlier = Measure.objects.filter(record__in=records).select_related("record")
    followed, running = {measure.record_id for measure in earlier}, [measure for measure in earlier if measure.ended_on is None]
    kept = {key_of(measure) for measure in running if key_of(measure) in wanted and wanted[key_of(measure)].ends_on == measure.ends_on}
    end_measures([measure for measure in running if key_of(measure) not in kept])
    new = [measure for key, measure in wanted.items() if key not in kept]
    for measure in new:
        measure.started_on = timezone.localdate() if measure.record_id in followed else first_day(measure.record)
    new = [measure for measure in new if measure.ends_on is None or measure.ends_on > measure.started_on]
    return Measure.objects.bulk_create(new, batch_size=500)


def wanted_measures(records):
    """{(record id, type id): Measure} of what the records that stand put on their subjects; the measures are not saved."""
    types = list(MeasureType.objects.effective())
    rules = {type.period_rule: Rule.objects.in_force(type.period_rule) for type in types if type.period_rule}
    measures = [
        Measure(file_id=record.file_id, type=type, record=record, ends_on=latest_end(type, record, rules))
        for record in records
        if record.stands
        for type in types
        if puts(type, record)
    ]
    return {key_of(measure): measure for measure in measures}


def key_of(measure):
    return measure.record_id, measure.type_id


def first_day(record):
    """A measure begins with the record; one that follows from a correction, with the correction."""
    return max(record.effective_on, timezone.localdate(record.version_began_at))


def end_measures(measures):
    """They end with their record, but not before its last correction: until then they followed from what it said."""
    for measure in measures:
        measure.ended_on = max(measure.record.ended_on or timezone.localdate(), first_day(measure.record), measure.started_on)
        measure.end_reason = end_reason(measure.record)
    Measure.objects.bulk_update(measures, ["ended_on", "end_reason"], batch_size=500)


def puts(type, record):
    """Whether the record puts the measure on its subject: not where it was spared them (免予惩戒), which the law's own consequences are not."""
    spared = type.may_be_spared and record.leniency == CreditRecord.Leniency.EXEMPT
    return type.follows_from(record) and not spared


def latest_end(type, record, rules):
    """The day on which the measure ends though its record stands: by its own rule, or with leniency (从轻) on the first day of a possible repair.

    `rules`: {code: Rule} of the measures that have a period of their own. None: with the record.
    """
    days = []
    if rule := rules.get(type.period_rule):
        days.append(counted(rule, record.document_on or record.effective_on, rule.amount))
    if record.leniency == CreditRecord.Leniency.LENIENT and type.may_be_spared and record.repairable_on:
        days.append(max(record.repairable_on, record.effective_on))
    return min(days, default=None)


def end_reason(record):
    if record.stands:
        return _("记录更正或者从轻，措施随之改变")
    return _("记录“%(state)s”") % {"state": record.get_state_display()}


@transaction.atomic
@in_the_portals_language
def ask_eligibility(*, by, purpose, matter, subjects, on=None):
    """May these agencies and civil servants be proposed for `matter` on the day `on` (default today)? Kept with its grounds, and never changed.

    The office that asks is one of the actor's. Raises DomainError: "refused" (about whom the office may not ask), "not_yet" (a day to come),
    "wrong_subject", "no_subjects", "too_many_subjects", "words_missing".
    """
    today = timezone.localdate()
    on = on or today
    office = asking_agency_id(by)
    subjects = list(dict.fromkeys(subjects))
    check_subjects(by, purpose, subjects)
    if on > today:
        raise DomainError("not_yet", _("只能审查到今天为止；以后的事到时再查。"), field="on")
    question = EligibilityQuestion.objects.create(
        number=str(DocumentNumber(SIGN, today.year, next_number(SIGN, today.year))),
        purpose=purpose,
        matter=checked_words(matter, field="matter", label=_("拟评拟任事项"), most=200),
        on=on,
        agency_id=office,
        asked_by=by.user,
    )
    grounds = barring(subjects, purpose, on)
    EligibilityAnswer.objects.bulk_create([answer(question, subject, grounds[subject]) for subject in subjects], batch_size=500)
    return question


def asking_agency_id(by):
    office = min((agency for role, agency in by.memberships if role in (*AGENCY_STAFF, Role.CREDIT_OFFICE)), default=None)
    if office is None:
        raise DomainError("refused", _("信用审查由单位的经办人、审核人或者信用办办理。"))
    return office


def check_subjects(by, purpose, subjects):
    if not subjects:
        raise DomainError("no_subjects", _("请写明要审查的单位或者人员。"), field="names")
    if len(subjects) > MOST_SUBJECTS:
        raise DomainError("too_many_subjects", _("一次最多审查%(most)d个，请分几次。") % {"most": MOST_SUBJECTS}, field="names")
    for subject in subjects:
        if purpose.subjects not in ("any", "agency" if isinstance(subject, Agency) else "person"):
            words = _("“%(purpose)s”%(subjects)s，请去掉“%(subject)s”或者换一个审查事项。")
            words %= {"purpose": purpose, "subjects": purpose.get_subjects_display(), "subject": subject}
            raise DomainError("wrong_subject", words, field="names")
    if strangers := [str(subject) for subject in strangers_among(subjects, by)]:
        words = _("只能审查本单位、下级单位和本单位人员；%(names)s请向信用办提出。")
        raise DomainError("refused_names", words % {"names": "、".join(strangers[:5])}, field="names")


def answer(question, subject, grounds):
    column = "about" if isinstance(subject, Agency) else "civil_servant"
    return EligibilityAnswer(question=question, outcome=outcome_of(grounds), grounds=grounds, **{column: subject})


@transaction.atomic
@in_the_portals_language
def issue_letter(*, question, by):
    """The conclusions as a paper (信用审查结论书) that whoever gets it can verify. For those who see the question. Raises DomainError("refused")."""
    if not EligibilityQuestion.objects.visible_to(by.user).filter(pk=question.pk).exists():
        raise DomainError("refused", _("结论书由审查单位或者信用办出具。"))
    told = files_answered_from(question.answers.all())
    log_looks(files=told, by=by, way=FileLook.Way.PAPER, otherwise=FileLook.Under.CHECK, purpose=question.matter)
    return issue(kind=KIND.code, subject=question, as_of=question.on, content=content_of(question, by), to=question.agency.name, by=by)

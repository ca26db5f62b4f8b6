"""Making the yearly assessment: computed while it is a draft, published by another supervisor, never changed then."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.assessment.measures import statement
from commitments.assessment.models import FIRST_YEAR, AssessmentIndicator, YearlyAssessment
from commitments.assessment.public import publish_assessment
from commitments.register.models import Commitment, CommitmentKind
from core.accounts.models import Role
from core.deadlines import services as deadlines
from core.errors import DomainError
from core.pages.words import day
from core.rules.models import Rule
from core.states.services import transition
from core.texts import checked_words, in_the_portals_language

PURPOSE = "assess_year"
SNAPSHOT = ("code", "name", "hint", "weight", "measure", "part_share", "kinds", "basis", "verification_note")
LONGEST_WORDS = 20_000


@transaction.atomic
def begin(*, year, by):
    """Begin the assessment of a year and compute it. Due by the day that the rule names.

    Raises DomainError: "refused", "bad_year", "there_already", "no_indicators".
    """
    check_may_compute(by)
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise DomainError("bad_year", _("只能考核今年和以前的年度。"), field="year")
    if of_year(year).exists():
        raise DomainError("there_already", _("这一年的考核已经有了。"), field="year")
    agency_id = next(agency for role, agency in by.memberships if role == Role.SUPERVISOR)
    made = YearlyAssessment.objects.create(year=year, agency_id=agency_id, created_by=by.user)
    start_limit(made)
    return compute(assessment=made, by=by)


def check_may_compute(by, assessment=None):
    """Raises DomainError: "refused"; of an assessment "not_draft", "year_not_begun", too."""
    if not by.has(Role.SUPERVISOR):
        raise DomainError("refused", _("年度考核由督查人员组织。"))
    if assessment is None:
        return
    if assessment.state != YearlyAssessment.State.DRAFT:
        raise DomainError("not_draft", _("考核“%(state)s”，不能再计算。") % {"state": assessment.get_state_display()})
    if assessment.year > timezone.localdate().year:
        raise DomainError("year_not_begun", _("这一年还没有开始。"))


def of_year(year):
    return YearlyAssessment.objects.filter(year=year).exclude(state="discarded")


@in_the_portals_language
def start_limit(assessment):
    """An old year that is assessed later has no limit any more."""
    if assessment.year < timezone.localdate().year:
        return
    rule = Rule.objects.in_force("yearly_assessment_publish")
    deadlines.start(
        subject=assessment,
        purpose=PURPOSE,
        title=_("公布%(year)d年度承诺兑现考核和白皮书") % {"year": assessment.year},
        agency_id=assessment.agency_id,
        rule=rule,
        started_on=min(timezone.localdate(), date(assessment.year, 1, 1)),
        fixed_on=rule.day_in(assessment.year),
    )


def locked(assessment):
    rows = YearlyAssessment.objects.select_for_update(no_key=True, of=("self",)).select_related("agency")
    return rows.get(pk=assessment.pk)


@transaction.atomic
def compute(*, assessment, by):
    """Count everything anew, with the indicators of today, as the commitments stand now: one statement an indicator.

    Raises DomainError: "refused", "not_draft", "year_not_begun", "no_indicators".
    """
    assessment, today = locked(assessment), timezone.localdate()
    check_may_compute(by, assessment=assessment)
    indicators = AssessmentIndicator.objects.of_year(assessment.year)
    assessment.indicators = snapshot(indicators)
    if not assessment.indicators:
        raise DomainError("no_indicators", _("这一年没有考核指标，请管理员先设定。"))
    assessment.computed_on, assessment.computed_by = today, by.user
    assessment.save(update_fields=["indicators", "computed_on", "computed_by"])
    assessment.rows.all().delete()
    count_rows(assessment)
    return assessment


@in_the_portals_language
def snapshot(indicators):
    """The indicators as they are today, with the names of their kinds."""
    names = dict(CommitmentKind.objects.values_list("code", "name"))
    return [
        {name: getattr(one, name) for name in SNAPSHOT} | {"kind_names": [names.get(code, code) for code in one.kinds]}
        for one in indicators
    ]


def count_rows(assessment):
    previous = YearlyAssessment.objects.filter(year=assessment.year - 1, state="published").first()
    with connection.cursor() as cursor:
        for indicator in assessment.indicators:
            cursor.execute(statement(indicator["measure"]), parameters(assessment, indicator, previous))


def parameters(assessment, indicator, previous):
    """What the statements need to know. What the last run did not count yet, since it was not settled, this one does."""
    first, following = date(assessment.year, 1, 1), date(assessment.year + 1, 1, 1)
    made_up = previous is not None and counted_likewise(previous, indicator)
    return {
        "assessment": assessment.pk,
        "content_type": ContentType.objects.get_for_model(Commitment).pk,
        "code": indicator["code"],
        "kinds": indicator["kinds"],
        "part_share": indicator["part_share"],
        "year": assessment.year,
        "first": first,
        "last": date(assessment.year, 12, 31),
        "earlier": date(assessment.year - 1, 1, 1) if made_up else first,
        "previous": previous.pk if made_up else None,
        "reports_from": min(first, previous.computed_on) if made_up else first,
        "reports_until": min(following, assessment.computed_on),
    }


def counted_likewise(previous, indicator):
    same = ("code", "measure", "kinds")
    return any(all(one[name] == indicator[name] for name in same) for one in previous.indicators)


@transaction.atomic
def publish(*, assessment, words, by):
    """Publish the results and the white papers: of the city, and of each agency that was assessed. By a supervisor who did not compute them.

    The next year's assessment is due then. Raises DomainError: "refused", "no_such_step", "missing", "too_early", "words_missing".
    """
    assessment, today = locked(assessment), timezone.localdate()
    if why := why_not_publish(assessment):
        raise DomainError(*why)
    assessment.words = checked_words(words, field="words", label=_("总体评价"), most=LONGEST_WORDS)
    assessment.published_on = today
    assessment.save(update_fields=["words", "published_on"])
    transition(assessment, to="published", by=by)
    for deadline in live_deadlines(assessment):
        deadlines.meet(deadline=deadline, on=today, by=by)
    plan_ahead(assessment)
    publish_assessment(assessment)
    return assessment


def why_not_publish(assessment):
    """Code and words of what is against publishing it now, whoever does; nothing else."""
    earliest = Rule.objects.in_force("yearly_assessment_from").day_in(assessment.year)
    if timezone.localdate() < earliest:
        return "too_early", _("%(day)s起才能公布这一年的考核。") % {"day": day(earliest)}
    if not assessment.computed_on:
        return "missing", _("先计算得分。")
    return ()


def plan_ahead(assessment):
    """The next year's assessment, not computed yet, with its limit."""
    following = assessment.year + 1
    if following >= timezone.localdate().year and not of_year(following).exists():
        start_limit(YearlyAssessment.objects.create(year=following, agency_id=assessment.agency_id))


@transaction.atomic
def discard(*, assessment, reason, by):
    """Give up a draft, with the reason. Raises DomainError: "refused", "no_such_step", "missing"."""
    transition(assessment, to="discarded", by=by, reason=reason)
    for deadline in live_deadlines(assessment):
        deadlines.cancel(deadline=deadline, by=by, reason=reason)
    return assessment


def live_deadlines(assessment):
    return list(assessment.deadlines.model.objects.of(assessment).live().order_by("pk"))

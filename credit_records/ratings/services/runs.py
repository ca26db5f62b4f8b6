"""Runs: rating all subjects as of a day, officially or to try a rule set out; and computing a past run again."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Avg, Count
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.models import Role
from core.directory.models import Agency
from core.errors import DomainError
from credit_records.ratings import formula
from credit_records.ratings.content import hash_of
from credit_records.ratings.models import Rating, RatingRuleSet, RatingRun
from credit_records.ratings.periods import last_day_of
from credit_records.ratings.public import publish_run
from credit_records.records.models import CreditFile
from credit_records.records.services.rows import open_files

CHUNK = 20_000  # files a statement, so that who waits sees how far it is


def nobody(done, total):
    """Who does not want to know how far it is."""


@transaction.atomic
def rate_period(*, period, by, tell=nobody):
    """Rate all subjects for a month (2026-10) or a year (2026) that is over, and publish the agencies' ratings. Once; then the same run is returned.

    `tell(done, total)` hears how far it is. Raises DomainError: "not_over", "no_rule_set".
    """
    if run := RatingRun.objects.official().filter(period=period).first():
        return run
    as_of = last_day_of(period)
    if as_of >= timezone.localdate():
        raise DomainError("not_over", _("%(day)s还没有过完，过后再评价。") % {"day": as_of})
    rule_set = RatingRuleSet.objects.in_force(as_of)
    if rule_set is None:
        raise DomainError("no_rule_set", _("%(day)s没有已批准的评价规则集。") % {"day": as_of})
    # every agency is rated: that one has a file would otherwise tell that somebody drafted a record about it
    open_files(set(Agency.objects.active(as_of).values_list("pk", flat=True)))
    before = RatingRun.objects.official().filter(period__regex=like(period), as_of__lt=as_of).order_by("-as_of").first()
    run = make_run(by=by, tell=tell, kind="official", period=period, as_of=as_of, rule_set=rule_set, compared_with=before)
    publish_run(run, by)
    return run


def like(period):
    """Months are compared with months, years with years."""
    return r"^\d{4}-\d{2}$" if "-" in period else r"^\d{4}$"


@transaction.atomic
def try_rule_set(*, rule_set, by, tell=nobody):
    """A what-if: all subjects under this rule set and under the one in force, at the end of yesterday. Nothing is published.

    Raises DomainError: "refused", "missing" (what the rule set lacks).
    """
    check_may_try(by)
    check_whole(rule_set)
    as_of = timezone.localdate() - timedelta(days=1)
    # its content does not change until the run is written
    rule_set = RatingRuleSet.objects.select_for_update(no_key=True).get(pk=rule_set.pk)
    standing, before = RatingRuleSet.objects.in_force(as_of) or RatingRuleSet.objects.in_force(), None
    if standing and standing != rule_set:
        before = make_run(by=by, tell=nobody, kind="what_if", as_of=as_of, rule_set=standing)
    return make_run(by=by, tell=tell, kind="what_if", as_of=as_of, rule_set=rule_set, compared_with=before)


def check_may_try(by):
    """Raises DomainError("refused") for who is not of the credit office: a what-if shows the scores of people, too."""
    if not by.has(Role.CREDIT_OFFICE):
        raise DomainError("refused", _("试算由信用办工作人员发起。"))


def check_whole(rule_set):
    if gaps := rule_set.gaps():
        raise DomainError("missing", "".join(gaps))


def make_run(*, by, tell, **columns):
    try:
        with transaction.atomic():
            run = RatingRun.objects.create(made_by=by.user, content_hash=hash_of(columns["rule_set"]), **columns)
    except IntegrityError:
        raise DomainError("stale", _("这一期刚刚已经评价过，请刷新后再看。")) from None
    keys = list(CreditFile.objects.order_by("pk").values_list("pk", flat=True))
    for begun in range(0, len(keys), CHUNK):
        chunk = keys[begun : begun + CHUNK]
        formula.write_ratings(run, after=chunk[0] - 1, last=chunk[-1])
        tell(begun + len(chunk), len(keys))
    totals = Rating.objects.filter(run=run).aggregate(rated=Count("pk"), average=Avg("score"))
    run.rated, run.average = totals["rated"], totals["average"] and round(totals["average"], 2)
    run.save(update_fields=["rated", "average"])
    return run


def differing(run):
    """A past run computed again from the records as they stood that day: the ratings that come out otherwise. None, if nobody tampered."""
    return formula.differing_ratings(run)

"""For any sequence of steps, file, public page, rating, measures, eligibility, report and exchange say the same of any day: what a small model says."""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.accounts.actor import Actor
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.events.models import Delivery
from core.events.services import deliver_all
from credit_records.exchange.models import Transmission
from credit_records.files.queries import public_records, records_in_force, standing
from credit_records.measures.models import Purpose
from credit_records.measures.queries import barring, measures_in_force
from credit_records.measures.services import outcome_of
from credit_records.ratings import formula
from credit_records.ratings.models import RatingRuleSet
from credit_records.ratings.reference import load_rule_set
from credit_records.records import services
from credit_records.records.models import CreditFile, RecordType, content_of
from credit_records.records.queries import versions_on
from credit_records.repair import services as repairs
from credit_records.reports.sections import Reading, read_measures, read_records
from tests.credit_records.lives.model import NOT_PUBLIC, TYPES, Life, count_sanctions, measures_of
from tests.credit_records.ratings.script import recomputed
from tests.credit_records.repair.conftest import WORDS
from tests.credit_records.repair.conftest import paper as proof

pytestmark = pytest.mark.django_db
FIRST = date(2026, 12, 1)  # deliveries are dated by the database, so the days are to come
DAY = timedelta(days=1)
MOST = 15  # examples: each is a history of a city
ACTIONS = ("record", "record", "record", "enter", "confirm", "dispute", "uphold", "correct", "propose", "revoke", "approve", "repair")
STEPS = st.fixed_dictionaries(
    {
        "action": st.sampled_from(ACTIONS),
        "days": st.sampled_from((0, 0, 1, 30, 100, 200, 400)),  # that pass before it
        "which": st.integers(0, 5),  # of those there are
        "type": st.sampled_from(sorted(TYPES)),
        "paper": st.none() | st.integers(0, 500),  # so many days old
        "of_person": st.booleans(),
    }
)


class World:
    """The portal, and beside it what it should say."""

    def __init__(self, actor, people, agencies, exchange):
        self.actor, self.users, self.exchange = actor, people, exchange
        self.agency, self.person = agencies["市住建局"], people["tang"].civil_servant
        services.open_file(self.agency), services.open_file(self.person)
        self.types = {type.code: type for type in RecordType.objects.all()}
        self.codes = {type.pk: code for code, type in self.types.items()}
        self.today, self.lives, self.waiting, self.revisions = FIRST, [], [], []

    def take(self, number, step):
        """Days pass, the sweep comes by and takes down what is over, then the step is taken if the portal lets one; its events are delivered."""
        self.today += step["days"] * DAY
        with time_machine.travel(f"{self.today} 10:{number:02d}+08:00"):
            sweep()
            deliver_all()
            with suppress(DomainError):
                getattr(self, step["action"])(step)
            deliver_all()
            assert not Delivery.objects.exclude(state="done").exists()
            self.check_public()
            self.exchange()
            self.check_exchange()

    def record(self, step):
        self.enter(step)
        self.confirm(step | {"which": -1})

    def enter(self, step):
        paper_on = None if step["paper"] is None else self.today - step["paper"] * DAY
        words = {"title": "事项", "facts": "经过。", "happened_on": date(2025, 6, 30)}
        if paper_on:
            words |= {"document_name": "决定书", "document_on": paper_on}
        subject = self.person if step["of_person"] else self.agency
        draft = services.draft_record(by=self.actor("su"), subject=subject, type=self.types[step["type"]], files=[proof()], **words)
        self.waiting.append((services.submit_record(record=draft, by=self.actor("su")), step["of_person"], paper_on))

    def confirm(self, step):
        record, is_persons, paper_on = pick(self.waiting, step)
        record = services.confirm_record(record=record, by=self.actor("ye"), reason="属实")
        self.waiting = [row for row in self.waiting if row[0] != record]
        life = Life(record, is_persons, paper_on, self.today)
        self.lives.append(life)
        self.told(life, record.type.code)

    def told(self, life, type):
        life.tell(self.today, type)
        self.count(life, new=life)

    def count(self, life, new=None):
        if life.is_persons:
            count_sanctions([one for one in self.lives if one.is_persons], self.today, new)

    def dispute(self, step):
        life = pick(self.lives, step)
        services.dispute_record(record=life.record, by=Actor.system("objections"))
        life.is_disputed = True

    def uphold(self, step):
        life = pick([one for one in self.lives if one.is_disputed], step)
        services.end_dispute(record=life.record, by=Actor.system("objections"), reason="异议不成立")
        life.is_disputed = False

    def propose(self, step):
        life = pick(self.lives, step)
        life.record.refresh_from_db()
        content = {name: value for name, value in content_of(life.record).items() if name != "severity"} | {
            "type": self.types[step["type"]]
        }
        revision = services.propose_correction(record=life.record, by=self.actor("meng"), reason="定性有误", **content)
        self.revisions.append((life, revision, step["type"]))

    def correct(self, step):
        self.propose(step)
        self.approve(step | {"which": -1})

    def revoke(self, step):
        life = pick(self.lives, step)
        self.revisions.append((life, services.propose_revocation(record=life.record, by=self.actor("meng"), reason="有误"), None))
        self.approve(step | {"which": -1})

    def approve(self, step):
        life, revision, type = pick(self.revisions, step)
        services.approve_revision(revision=revision, by=self.actor("ye"), reason="核对属实")
        self.revisions.remove((life, revision, type))
        if type is None:
            life.ended_on = self.today
            self.count(life)
        else:
            self.told(life, type)

    def repair(self, step):
        life = pick(self.lives, step)
        application = repairs.apply_for_repair(record=life.record, by=self.actor("tang"), files=[proof()], **WORDS)
        application = repairs.accept_repair(application=application, by=self.actor("meng"))
        application = repairs.propose_repair(application=application, by=self.actor("meng"), outcome="approved", opinion="核对了凭证。")
        repairs.decide_repair(application=application, by=self.actor("song"), reason="条件全部满足。")
        life.ended_on = self.today

    def stood(self, is_persons, day):
        """[(life, its type)] that stood at the end of the day, by the model."""
        return [(life, type) for life in self.lives if life.is_persons == is_persons and (type := life.on(day))]

    def check_public(self):
        """The public page, today: what stands of public types, with the mark of a dispute."""
        entries = public_records(self.agency)
        shown = {(entry.path, entry.facts["type_code"], entry.state == "异议处理中") for entry in entries}
        stood = [(life, type) for life, type in self.stood(False, self.today) if type not in NOT_PUBLIC]
        assert shown == {(reverse("public_record", args=[life.record.pk]), type, life.is_disputed) for life, type in stood}

    def check_exchange(self):
        """What the receiver of public records has today, once it has answered."""
        told = Transmission.objects.filter(receiver__code="city", state="accepted").order_by("record_id", "-ordinal").distinct("record_id")
        stood = {life.record.pk for life, type in self.stood(False, self.today) if type not in NOT_PUBLIC}
        assert {one.record_id for one in told if one.action != "withdraw"} == stood

    def check(self, day, rule_set):
        for is_persons, subject in ((False, self.agency), (True, self.person)):
            file = CreditFile.objects.get(**{"civil_servant" if is_persons else "agency": subject})
            stood = self.stood(is_persons, day)
            self.check_file(file, day, stood)
            self.check_rating(file, day, stood, rule_set)
            self.check_measures(file, day, stood)
            self.check_report(file, day, stood)

    def check_file(self, file, day, stood):
        records = records_in_force(file, day)
        earlier = versions_on(records, day)
        assert {record.pk: earlier.get(record.pk, record).type.code for record in records} == {life.record.pk: type for life, type in stood}
        counted = standing(records, day)
        assert {code: count for code, count in counted.types.items() if count} == Counter(type for _life, type in stood)

    def check_rating(self, file, day, stood, rule_set):
        lines = formula.lines_under(rule_set.pk, day, [file.pk])
        counts = {life.record.pk: type for life, type in stood if life.is_persons or type not in NOT_PUBLIC}
        assert {line["record_id"]: self.codes[line["type_id"]] for line in lines} == counts
        [scores] = formula.scores_under(rule_set, day, [file])
        by_hand = recomputed(rule_set, day, [file])[file.pk]
        assert ({name: scores[name] for name in formula.DIMENSIONS}, scores["score"], scores["grade"]) == by_hand

    def check_measures(self, file, day, stood):
        found = {(measure.record_id, measure.type.code) for measure in measures_in_force(file, day)}
        expected = {(life.record.pk, code) for life, type in stood for code in measures_of(type, life.is_persons)}
        assert found == expected
        grounds = barring([file.subject], Purpose.objects.get(code="honours"), day)[file.subject]
        assert outcome_of(grounds) == ("no" if "no_honours" in {code for _record, code in expected} else "yes")

    def check_report(self, file, day, stood):
        reading = Reading(file, file.agency, day, self.users["ye"])
        numbers = {life.record.number for life, _type in stood}
        assert {row["number"] for row in read_records(reading)} == numbers
        assert Counter(row["record"] for row in read_measures(reading)) == Counter(
            life.record.number for life, type in stood for _code in measures_of(type, life.is_persons)
        )


def pick(rows, step):
    """One of those there are; a step that has nothing to go by is left out."""
    if not rows:
        raise DomainError("nothing_there", "")
    return rows[step["which"] % len(rows) if step["which"] >= 0 else -1]


@pytest.fixture
def rule_set(db):
    load_rule_set()
    return RatingRuleSet.objects.get()


@settings(max_examples=MOST, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_all_rooms_agree_on_any_day(actor, people, agencies, rule_set, accept_all, steps):
    with transaction.atomic():
        world = World(actor, people, agencies, accept_all)
        for number, step in enumerate(steps):
            world.take(number, step)
        changed = {day for life in world.lives for day, _type, _until in life.told} | {
            life.ended_on for life in world.lives if life.ended_on
        }
        over = {until for life in world.lives for _day, _type, until in life.told if until}
        days = sorted({day + more for day in changed | over for more in (-DAY, timedelta(0))} | {world.today})
        with time_machine.travel(f"{world.today} 11:00+08:00"):
            for day in days:
                if day <= world.today:
                    world.check(day, rule_set)
        transaction.set_rollback(True)

"""Suggestions (M10): the limit that the law names, proposers asked once the matter was dealt with, an answer given once, dealt with again."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.db import DatabaseError, transaction
from django.utils import timezone

from commitments.fulfilment import services as fulfilment
from commitments.register.services import declare_broken, withdraw_commitment
from commitments.suggestions import services
from commitments.suggestions.models import Proposer
from core.accounts.actor import Actor
from core.errors import DomainError
from core.events import names
from core.events.models import Event
from core.events.services import deliver_all
from core.notices.mail import send_all
from core.notices.models import Notice
from core.sealed import reseal_all
from core.search.models import PublicEntry
from tests.credit_records.test_concurrency import both

NOBODY = Actor.of(AnonymousUser())


@pytest.fixture
def dealt_with(suggestion, actor, paper):
    """A suggestion that 市住建局 claimed and the supervision office verified."""

    def make(grade="kept", **changes):
        made = suggestion(**changes)
        fulfilment.claim_fulfilment(commitment=made, text="已书面答复，站点已增设。", by=actor("tang"), files=[paper()])
        fulfilment.verify_claim(commitment=made, grade=grade, by=actor("jiang"), reason="已核对答复函。")
        deliver_all()
        return made

    return make


def code_of(commitment):
    return commitment.proposers.get().code


def refused(expected, call, **arguments):
    with pytest.raises(DomainError) as error:
        call(**arguments)
    assert error.value.code == expected
    return error.value


@pytest.mark.django_db
class TestLimit:
    @pytest.mark.parametrize(
        ("kind", "hard", "due"),
        [
            ("deputy_suggestion", False, date(2027, 4, 12)),  # 代表法 art. 51: three months from 12 January 2027
            ("deputy_suggestion", True, date(2027, 7, 12)),  # six where it is hard
            ("cppcc_proposal", False, date(2027, 4, 12)),
            ("cppcc_proposal", True, date(2027, 7, 12)),
        ],
    )
    def test_three_months_and_six_where_it_is_hard(self, suggestion, kind, hard, due, monkeypatch):
        monkeypatch.setattr(timezone, "localdate", lambda *given: date(2027, 1, 12))
        made = suggestion(kind=kind, hard=hard, promised_on=date(2027, 1, 12))
        assert made.deadline.due_on == due and made.newest_deadline("receipt")

    def test_nobody_names_another_day(self, suggestion):
        assert "法律规定" in refused("bad_due_on", suggestion, due_on=date(2031, 1, 1)).message
        refused("bad_due_on", suggestion, frequency="monthly")

    def test_only_kinds_with_a_longer_limit_are_hard(self, suggestion, kind):
        refused("bad_hard", suggestion, kind="leader_assignment", hard=True, extra={"assigned_at": "市长办公会"})


@pytest.mark.django_db
class TestAsking:
    def test_nobody_is_asked_before_it_was_verified(self, suggestion):
        proposer = suggestion().proposers.get()
        assert not proposer.asked_at and not proposer.code

    @pytest.mark.parametrize("grade", ["kept", "partly_kept", "broken"])
    def test_whatever_the_result(self, dealt_with, grade):
        assert dealt_with(grade=grade).proposers.get().asked_at

    def test_also_where_it_was_declared_broken(self, suggestion, actor):
        made = suggestion()
        declare_broken(commitment=made, by=actor("jiang"), reason="没有答复。")
        deliver_all()
        assert made.proposers.get().asked_at

    def test_not_about_one_that_was_withdrawn(self, suggestion, actor):
        made = suggestion()
        withdraw_commitment(commitment=made, by=actor("jiang"), reason="重复登记。")
        deliver_all()
        assert not made.proposers.get().asked_at

    def test_by_mail_with_the_code_once(self, dealt_with):
        made = dealt_with()
        services.ask_for_dealt_with(commitments=[made.pk])
        send_all()
        (letter,) = [one for one in mail.outbox if one.to == ["gu@example.org"]]
        assert code_of(made) in letter.body and "/opinion/" in letter.body

    def test_who_is_entered_later_is_asked_at_once(self, dealt_with, actor):
        made = dealt_with()
        assert services.add_proposer(commitment=made, name="林知远", by=actor("su")).asked_at

    def test_address_and_code_do_not_lie_open(self, dealt_with):
        row = dealt_with().proposers.get()
        assert "gu@example.org" not in row.address_sealed and row.code.replace("-", "") not in row.code_sealed
        assert reseal_all() >= 2 and Proposer.objects.get(pk=row.pk).code == row.code

    def test_a_commitment_of_another_kind_asks_nobody(self, suggestion, actor):
        other = suggestion()
        other.kind.asks_opinion = False
        other.kind.save()
        refused("not_asked_for", services.add_proposer, commitment=other, name="林知远", by=actor("su"))

    def test_the_agency_that_answers_enters_nobody(self, suggestion, actor):
        refused("refused", services.add_proposer, commitment=suggestion(), name="林知远", by=actor("tang"))

    def test_nobody_stands_in_it_twice(self, suggestion, actor):
        refused("there_already", services.add_proposer, commitment=suggestion(), name="顾明川 ", by=actor("su"))

    def test_who_was_asked_stays(self, dealt_with, suggestion, actor):
        refused("asked_already", services.remove_proposer, proposer=dealt_with().proposers.get(), by=actor("su"))
        early = suggestion(title="另一件", email="")
        services.remove_proposer(proposer=early.proposers.get(), by=actor("su"))
        assert not early.proposers.exists()


@pytest.mark.django_db
class TestAnswering:
    def test_once(self, dealt_with):
        made = dealt_with()
        code = code_of(made)
        services.answer(code=code, grade="satisfied", by=NOBODY)
        refused("no_such_code", services.answer, code=code, grade="dissatisfied", words="不行", by=NOBODY)
        row = made.proposers.get()
        assert (row.grade, row.code) == ("satisfied", "")

    def test_who_is_not_satisfied_says_why(self, dealt_with):
        code = code_of(dealt_with())
        refused("words_missing", services.answer, code=code, grade="dissatisfied", by=NOBODY)
        assert services.answer(code=code, grade="dissatisfied", words="站点没有设。", by=NOBODY).grade == "dissatisfied"

    @pytest.mark.parametrize("grade", ["", "perfect", "\0"])
    def test_odd_grades_are_refused_in_words(self, dealt_with, grade):
        refused("no_answer", services.answer, code=code_of(dealt_with()), grade=grade, by=NOBODY)

    def test_an_answer_is_never_changed(self, dealt_with):
        row = services.answer(code=code_of(dealt_with()), grade="satisfied", by=NOBODY)
        with pytest.raises(DatabaseError), transaction.atomic():
            Proposer.objects.filter(pk=row.pk).update(grade="acceptable")

    def test_the_public_reads_the_grade_and_neither_name_nor_words(self, dealt_with):
        made = dealt_with()
        services.answer(code=code_of(made), grade="dissatisfied", words="站点没有设。", by=NOBODY)
        facts = str(PublicEntry.objects.get(key=f"commitment:{made.pk}").facts)
        assert "提出人评价：不满意" in facts and "站点没有设" not in facts and "顾明川" not in facts

    @pytest.mark.parametrize(
        ("grade", "told"), [("satisfied", {"tang", "qiao", "su"}), ("dissatisfied", {"tang", "qiao", "su", "jiang", "wei"})]
    )
    def test_who_is_told(self, dealt_with, people, grade, told):
        made = dealt_with()
        services.answer(code=code_of(made), grade=grade, words="站点没有设。", by=NOBODY)
        deliver_all()
        got = Notice.objects.filter(title__startswith="提出人评价为").values_list("user__username", flat=True)
        assert set(got) == told


@pytest.mark.django_db
class TestAgain:
    @pytest.fixture
    def unhappy(self, dealt_with, actor):
        made = dealt_with()
        services.add_proposer(commitment=made, name="林知远", by=actor("su"))
        code = made.proposers.get(name="顾明川").code
        return services.answer(code=code, grade="dissatisfied", words="站点没有设。", by=NOBODY)

    def test_it_has_a_limit_of_its_own_and_all_who_made_it_are_asked_again(self, unhappy, suggestion):
        again = suggestion(again=unhappy)
        assert set(again.proposers.values_list("name", flat=True)) == {"顾明川", "林知远"}
        unhappy.refresh_from_db()
        assert unhappy.again == again and again.deadline.state == "running"

    def test_once(self, unhappy, suggestion):
        suggestion(again=unhappy)
        refused("not_again", suggestion, again=unhappy)

    def test_not_for_who_is_satisfied_and_not_by_the_agency_itself(self, dealt_with, unhappy, suggestion, actor):
        content = services.answer(code=code_of(dealt_with(title="另一件")), grade="acceptable", by=NOBODY)
        refused("not_again", suggestion, again=content)
        refused("refused", suggestion, again=unhappy, by="tang")


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_by_one_code_one_counts(dealt_with):
    code, grades = code_of(dealt_with()), iter(["satisfied", "acceptable"])
    results = both(lambda: services.answer(code=code, grade=next(grades), by=NOBODY))
    assert {type(result) for result in results} == {Proposer, DomainError}


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_the_answer_is_one_answer(dealt_with):
    code = code_of(dealt_with())
    results = both(lambda: services.answer(code=code, grade="satisfied", by=NOBODY))
    assert [result.grade for result in results] == ["satisfied", "satisfied"]
    assert Event.objects.filter(name=names.OPINION_GIVEN).count() == 1

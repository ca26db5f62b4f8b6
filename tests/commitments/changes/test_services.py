"""Lawful change: who may ask and decide, what is refused, what an approval does. 《优化营商环境条例》第三十一条、第三十二条."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accountability.complaints.models import Clue
from commitments.changes.models import ChangeRequest, LawfulReason
from commitments.changes.services import decide_change, withdraw_change
from commitments.fulfilment.services import claim_fulfilment
from commitments.register.models import Commitment
from commitments.register.services import edit, register
from core.accounts.actor import Actor
from core.accounts.models import Membership, Role, User
from core.deadlines.models import Deadline
from core.deadlines.services import extend
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db


def code_of(call):
    with pytest.raises(DomainError) as refused:
        call()
    return refused.value.code


def approve(request, by, reason="理由属实。"):
    return decide_change(request=request, outcome="approved", reason=reason, by=by)


def limit(commitment):
    return Deadline.objects.of(commitment).get(purpose="fulfil")


def now(row):
    return type(row).objects.get(pk=row.pk)


def entry(commitment):
    return PublicEntry.objects.get(key=f"commitment:{commitment.pk}")


@pytest.fixture
def dated(promise, actor):
    """A commitment whose document named the day: Monday, 2030-07-08."""
    return register(by=actor("lin"), **promise(due_on=date(2030, 7, 8)))


@pytest.fixture
def reviewer_above(agencies):
    """A reviewer of 市政府, to which 市人社局 belongs."""
    user = User.objects.create(username="above", name="上官临")
    Membership.objects.create(user=user, agency=agencies["市政府"], role=Role.AGENCY_REVIEWER, starts_on=date(2024, 1, 1))
    return Actor.of(user)


def test_a_change_of_office_is_no_reason():
    names = " ".join(f"{one.name}{one.code}" for one in LawfulReason.objects.all())
    assert not any(word in names for word in ("换届", "机构", "调整", "更替", "负责人"))


def test_only_a_clerk_of_the_responsible_agency_asks(propose):
    assert [code_of(lambda who=who: propose(by=who, text="新。")) for who in ("he", "tang", "ye", "jiang")] == ["refused"] * 4


def test_a_request_changes_nothing_yet(propose, commitment):
    propose(text="新的原文。", extension=10)
    assert now(commitment).text == commitment.text and now(commitment).changed_on is None
    assert entry(commitment).facts["lawful_changes"] == []


def test_an_approval_changes_words_and_limit_at_once(propose, dated, actor):
    request = propose(of=dated, text="新的原文。", extension=5)
    approve(request, actor("jiang"))
    assert now(dated).text == "新的原文。" and now(dated).title == dated.title
    assert limit(dated).due_on == now(request).due_after == date(2030, 7, 15)  # five working days on; there is no holiday in July
    assert limit(dated).extensions.get().approved_by == actor("jiang").user
    assert now(dated).state == "open" and now(dated).changed_on == timezone.localdate()


def test_old_and_new_words_stand_beside_each_other_in_public(propose, dated, actor):
    approve(propose(of=dated, text="新的原文。", extension=5), actor("jiang"))
    (change,) = entry(dated).facts["lawful_changes"]
    assert (change["before"], change["after"]) == ({"text": dated.text}, {"text": "新的原文。"})
    assert change["reason"] == "社会公共利益需要" and "第三十一条" in change["basis"]
    assert change["due_before"] == "2030-07-08" < change["due_after"]
    assert "江望舒" not in str(entry(dated).facts)


def test_the_level_above_decides(propose, reviewer_above):
    assert approve(propose(text="新。"), reviewer_above).state == "approved"


def test_neither_the_agency_itself_nor_the_proposer_decides(propose, people, agencies, actor):
    request = propose(text="新。")
    Membership.objects.create(user=people["wei"], agency=agencies["市人社局"], role=Role.AGENCY_REVIEWER, starts_on=date(2024, 1, 1))
    assert [code_of(lambda who=who: approve(request, actor(who))) for who in ("lin", "he", "qiao", "ye", "wei")] == ["refused"] * 5


def test_a_proposer_who_became_a_supervisor_does_not_decide(propose, people, agencies):
    request = propose(text="新。")
    Membership.objects.filter(user=people["lin"]).delete()
    Membership.objects.create(user=people["lin"], agency=agencies["市政府督查室"], role=Role.SUPERVISOR, starts_on=date(2024, 1, 1))
    assert code_of(lambda: approve(request, Actor(user=people["lin"]))) == "refused"


def test_a_refusal_leaves_everything_as_it_was(propose, commitment, actor):
    decide_change(request=propose(text="新。", extension=3), outcome="refused", reason="理由不成立。", by=actor("jiang"))
    assert (now(commitment).text, now(commitment).changed_on) == (commitment.text, None)
    assert not limit(commitment).extensions.exists()


def test_an_agency_takes_its_request_back_and_may_ask_again(propose, actor):
    request = propose(text="新。")
    assert code_of(lambda: propose(text="又新。")) == "already_proposed"
    withdraw_change(request=request, by=actor("lin"))
    assert propose(text="又新。").state == "proposed"
    assert Deadline.objects.of(request).get().state == "cancelled"


def test_what_a_request_must_say(propose):
    assert code_of(lambda: propose()) == "nothing_changed"
    assert code_of(lambda: propose(text="新。", files=[])) == "evidence_missing"
    for name in ("explanation", "affected", "consultation", "compensation_words"):
        assert code_of(lambda name=name: propose(text="新。", **{name: " \0"})) == "words_missing"
    assert code_of(lambda: propose(criterion="")) == "words_missing"
    assert code_of(lambda: propose(title="长" * 201)) == "words_too_long"


def test_a_reason_that_is_over_is_none(propose):
    LawfulReason.objects.filter(code="public_interest").update(effective_to=timezone.localdate() - timedelta(days=1))
    assert code_of(lambda: propose(text="新。")) == "bad_reason"


def test_how_far_a_limit_may_be_extended_the_reason_says(propose, actor, dated):
    assert code_of(lambda: propose(of=dated, reason="misstated", extension=1)) == "may_not_extend"
    assert code_of(lambda: propose(of=dated, extension=121)) == "extension_too_long"
    approve(propose(of=dated, extension=100), actor("jiang"))
    assert code_of(lambda: propose(of=dated, extension=21)) == "extension_too_long"  # all extensions count
    assert propose(of=dated, extension=20).extension == 20


def test_a_rule_that_says_itself_how_far_goes_before_the_reason(propose, dated):
    rule = limit(dated).rule
    rule.extension_limit = 3
    rule.save()
    assert code_of(lambda: propose(of=dated, extension=4)) == "extension_too_long"


def test_a_part_is_not_extended_beyond_its_whole(propose, promise, actor, dated):
    """The whole is due on Monday, 8 July 2030; five working days after Monday, the 1st."""
    part = register(by=actor("lin"), **promise(whole=dated, title="子任务", due_on=date(2030, 7, 1)))
    with pytest.raises(DomainError) as refused:
        propose(of=part, extension=6)
    assert (refused.value.code, refused.value.data["field"]) == ("after_the_whole", "extension") and "2030年7月8日" in refused.value.message
    approve(propose(of=part, extension=5), actor("jiang"))
    assert limit(part).due_on == date(2030, 7, 8)


def test_after_the_limit_was_missed_only_the_words_change(propose, promise, actor):
    late = register(by=actor("lin"), **promise(due_on=timezone.localdate() - timedelta(days=1)))
    assert code_of(lambda: propose(of=late, extension=5)) == "asked_too_late"
    assert propose(of=late, text="新。").extension == 0


def test_force_majeure_extends_a_missed_limit(propose, promise, actor):
    late = register(by=actor("lin"), **promise(due_on=timezone.localdate() - timedelta(days=1)))
    sweep()
    approve(propose(of=late, reason="force_majeure", extension=10), actor("jiang"))
    assert limit(late).state == "running" and limit(late).due_on > timezone.localdate()


def test_what_was_asked_in_time_is_given_after_the_day(propose, promise, actor):
    made = register(by=actor("lin"), **promise(due_on=timezone.localdate()))
    request = propose(of=made, extension=10)
    yesterday = timezone.localdate() - timedelta(days=1)
    Deadline.objects.filter(pk=limit(made).pk).update(fixed_on=yesterday, due_on=yesterday)
    ChangeRequest.objects.filter(pk=request.pk).update(created_at=timezone.now() - timedelta(days=2), due_before=yesterday)
    assert approve(now(request), actor("jiang")).due_after > timezone.localdate()


def test_two_who_decide_at_once(propose, actor):
    request = propose(text="新。")
    same = now(request)
    approve(request, actor("jiang"))
    assert code_of(lambda: approve(same, actor("wei"))) == "stale"


def test_words_that_changed_meanwhile_are_not_overwritten(propose, commitment, actor):
    request = propose(text="新。")
    edit(
        commitment=now(commitment),
        by=actor("lin"),
        title=commitment.title,
        text="别的。",
        criterion=commitment.criterion,
        beneficiary=commitment.beneficiary,
        basis=commitment.basis,
    )
    assert code_of(lambda: approve(request, actor("jiang"))) == "changed_meanwhile"
    assert now(commitment).text == "别的。" and now(request).state == "proposed"


def test_a_limit_that_changed_meanwhile_is_not_extended_from_there(propose, dated, actor):
    request = propose(of=dated, extension=5)
    extend(deadline=limit(dated), amount=3, reason="防汛", approved_by=actor("jiang"), most=20)
    assert code_of(lambda: approve(request, actor("jiang"))) == "changed_meanwhile"
    assert limit(dated).extension == 3


def test_what_is_to_end_is_not_changed_too(propose, actor):
    for asked in ({"text": "改后的原文。"}, {"extension": 5}):
        assert code_of(lambda asked=asked: propose(ends=True, **asked)) == "ends_and_changes"


def test_only_an_open_commitment_is_changed(propose, commitment, actor, paper):
    request = propose(text="新。")
    claim_fulfilment(commitment=now(commitment), text="做到了。", by=actor("lin"), files=[paper()])
    assert code_of(lambda: approve(request, actor("jiang"))) == "no_such_step"
    assert code_of(lambda: propose(text="又新。")) == "not_open"


def test_a_new_title_is_that_of_the_running_limit(propose, commitment, actor):
    approve(propose(title="工伤认定网上办"), actor("jiang"))
    assert limit(commitment).title == "工伤认定网上办"


def test_a_compensation_opens_one_clue(propose, commitment, actor):
    approve(propose(text="新。", compensation=True, compensation_words="退还已收的材料费。"), actor("jiang"))
    deliver_all()
    clue = Clue.objects.get(source="compensation")
    assert clue.agency == commitment.agency and "退还已收的材料费" in clue.text and clue.deadlines.live().exists()
    from accountability.complaints.handlers import follow_compensations
    from core.events.models import Event

    follow_compensations(list(Event.objects.filter(name="compensation_needed")))
    assert Clue.objects.count() == 1


def test_no_clue_without_a_compensation(propose, actor):
    approve(propose(text="新。"), actor("jiang"))
    deliver_all()
    assert not Clue.objects.exists()


def test_who_is_told(propose, actor, people):
    request = propose(text="新。")
    deliver_all()
    assert set(Notice.objects.filter(path=request.get_absolute_url()).values_list("user__username", flat=True)) == {"jiang", "wei"}
    approve(request, actor("jiang"))
    deliver_all()
    assert Notice.objects.filter(user=people["lin"], title__startswith="承诺变更已批准").count() == 1


def test_deciding_has_a_limit_of_its_own(propose, agencies, reviewer_above, actor):
    request = propose(text="新。")
    running = Deadline.objects.of(request).get()
    assert (running.agency, running.amount) == (agencies["市政府"], 10)
    approve(request, reviewer_above)
    assert Deadline.objects.of(request).get().state == "met"


def test_raw_sql_does_not_approve_twice_or_alone(propose):
    request = propose(text="新。")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE commitments_changerequest SET decided_by_id = created_by_id WHERE id = %s", [request.pk])
    decided = ChangeRequest.objects.filter(pk=request.pk)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE commitments_changerequest SET state = 'withdrawn' WHERE id = %s", [request.pk])
        cursor.execute("UPDATE commitments_changerequest SET state = 'proposed' WHERE id = %s", [request.pk])
    assert decided.get().state == "proposed" and Commitment.objects.get().changed_on is None

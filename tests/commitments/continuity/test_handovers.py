"""M5: a head who leaves hands over a list of all that the agency owes; both sign, and a change of office moves no limit."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from commitments.continuity.models import Handover
from commitments.continuity.services import draw_up_handovers, sign_handover, watch
from commitments.register.services import register
from commitments.urging.services import urge
from core.accounts.actor import Actor
from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from core.directory.models import CivilServant, Tenure
from core.errors import DomainError
from core.events.services import deliver_all
from core.ledger.services import canonical, digest
from core.notices.models import Notice

pytestmark = pytest.mark.django_db


def body(response, status=200):
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def code(function, **arguments):
    with pytest.raises(DomainError) as caught:
        function(**arguments)
    return caught.value.code


def now(handover):
    return Handover.objects.get(pk=handover.pk)


@pytest.fixture
def handover(commitment, change_head, free_account):
    """The old head of 市人社局 (bao) has an account; 何静文 is head from today."""
    free_account("bao", "白云帆")
    change_head("市人社局", outgoing_user="bao")
    watch()
    return Handover.objects.get()


def test_the_list_holds_what_is_owed_on_that_day(handover, commitment):
    assert handover.content["agency"] == "云澜市人力资源和社会保障局" and handover.content["outgoing"] == "白云帆"
    (row,) = handover.content["sections"][0]["rows"]
    assert (row["title"], row["number"], row["due_on"]) == (commitment.title, commitment.number, commitment.deadline.due_on.isoformat())
    assert handover.content_sha256 == digest(canonical(handover.content))


def test_it_lists_debts_and_requests_too(commitment, actor, agencies, change_head, paper, today):
    from decimal import Decimal

    from commitments.changes.models import LawfulReason
    from commitments.changes.services import propose_change
    from commitments.debts.services import enter_debt

    enter_debt(
        by=actor("lin"),
        agency=agencies["市人社局"],
        creditor="云澜市景明装饰有限公司",
        creditor_kind="small_firm",
        ground="contract",
        paper_name="服务大厅改造合同",
        paper_on=today,
        principal=Decimal("86000.00"),
        plan=[(today + timedelta(days=90), Decimal("86000.00"))],
    )
    words = {"explanation": "因防汛。", "affected": "市民", "consultation": "座谈会", "compensation": False, "compensation_words": "没有。"}
    reason = LawfulReason.objects.get(code="public_interest")
    propose_change(commitment=commitment, reason=reason, text="改后的原文。", files=[paper()], by=actor("lin"), **words)
    change_head("市人社局")
    watch()
    sections = {section["title"]: section["rows"] for section in Handover.objects.get().content["sections"]}
    assert sections["欠款"][0]["title"] == "服务大厅改造合同，还欠86,000.00元"
    assert sections["没有批下来的变更申请"][0]["number"] == commitment.number
    assert "景明装饰" not in str(sections)  # whom it is owed to is not for everybody who reads the list


def test_each_day_of_the_list_leads_to_how_it_was_counted(handover, commitment, agencies, signed_in):
    page = body(signed_in("he").get(reverse("handover", args=[handover.pk])))
    day = commitment.deadline.due_on
    link = f'<a class="why-day" href="{reverse("public_commitment", args=[commitment.pk])}#why" title="怎样算的">'
    assert f'{link}<time datetime="{day.isoformat()}">' in page


def test_what_is_no_commitment_brings_its_explanation_along(commitment, actor, change_head, signed_in):
    """Answering an urge has a limit of its own; the list says how its day was counted."""
    urge(commitments=[commitment], reason="请报告原因。", by=actor("jiang"))
    limit = Deadline.objects.get(purpose="urge")
    change_head("市人社局")
    watch()
    found = Handover.objects.get()
    (row,) = found.content["sections"][-1]["rows"]
    assert (row["title"], row["due_on"], row["why"]) == (limit.rule.name, limit.due_on.isoformat(), limit.sentence)
    assert limit.sentence in body(signed_in("jiang").get(reverse("handover", args=[found.pk])))


def test_both_sign_and_the_limit_is_met(handover, people, today):
    limit = Deadline.objects.of(handover).get()
    assert (limit.agency, limit.started_on, limit.amount, limit.unit) == (handover.agency, today, 10, "working_day")
    sign_handover(handover=handover, by=Actor.of(people["bao"]))
    assert now(handover).state == "open"
    sign_handover(handover=handover, by=Actor.of(people["he"]))
    assert now(handover).state == "signed" and Deadline.objects.of(handover).get().state == "met"


def test_the_new_head_may_sign_first(handover, people):
    sign_handover(handover=handover, by=Actor.of(people["he"]))
    sign_handover(handover=handover, by=Actor.of(people["bao"]))
    assert now(handover).state == "signed"


def test_nobody_signs_twice_or_for_others(handover, people):
    assert [code(sign_handover, handover=handover, by=Actor.of(people[name])) for name in ("lin", "tang", "jiang", "ye")] == ["refused"] * 4
    sign_handover(handover=handover, by=Actor.of(people["he"]))
    assert code(sign_handover, handover=handover, by=Actor.of(people["he"])) == "signed"


def test_without_an_account_the_level_above_signs_in_place_with_a_reason(owed_by, agencies, people, today, actor):
    owed_by("市不动产登记中心")
    person = CivilServant.objects.create(name="周远行", agency=agencies["市不动产登记中心"], title="主任")
    Tenure.objects.create(agency=agencies["市不动产登记中心"], civil_servant=person, began_on=today - timedelta(days=900), ended_on=today)
    Tenure.objects.create(agency=agencies["市不动产登记中心"], civil_servant=people["kang"].civil_servant, began_on=today)
    watch()
    deliver_all()
    handover = Handover.objects.get()
    assert Notice.objects.filter(user=people["qiao"], title__contains="交接清单").exists()
    assert code(sign_handover, handover=handover, by=actor("mu")) == "refused"
    assert code(sign_handover, handover=handover, by=actor("qiao")) == "words_missing"
    sign_handover(handover=handover, by=actor("qiao"), reason="已退休，清单由办公室核对。")
    sign_handover(handover=handover, by=actor("kang"))
    assert (now(handover).state, now(handover).outgoing_signed_by.username) == ("signed", "qiao")


def test_who_has_an_account_signs_in_person(handover, actor):
    assert code(sign_handover, handover=handover, by=actor("jiang"), reason="代签") == "refused"


def test_the_limit_begins_when_there_is_a_new_head(commitment, change_head, agencies, people, today):
    change_head("市人社局", new=None)
    watch()
    handover = Handover.objects.get()
    assert not Deadline.objects.of(handover).exists()
    later = today + timedelta(days=3)
    Tenure.objects.create(agency=agencies["市人社局"], civil_servant=people["he"].civil_servant, began_on=later)
    draw_up_handovers(at=later)
    draw_up_handovers(at=later)
    assert Deadline.objects.of(handover).get().started_on == later and now(handover).incoming.began_on == later


def test_who_leaves_before_signing_is_followed_by_the_next(handover, people, agencies, today, tomorrow):
    Tenure.objects.filter(pk=handover.incoming_id).update(ended_on=tomorrow)
    new = CivilServant.objects.create(name="钱有为", agency=agencies["市人社局"], title="局长")
    Tenure.objects.create(agency=agencies["市人社局"], civil_servant=new, began_on=tomorrow)
    draw_up_handovers(at=tomorrow)
    assert now(handover).incoming.civil_servant == new
    assert sorted(Deadline.objects.of(handover).values_list("state", flat=True)) == ["cancelled", "running"]
    assert Handover.objects.count() == 2


def test_twice_is_once_and_who_is_appointed_again_hands_over_nothing(commitment, change_head, agencies, today):
    old = agencies["市人社局"].tenures.get(ended_on=None)
    old.ended_on = today
    old.save()
    Tenure.objects.create(agency=agencies["市人社局"], civil_servant=old.civil_servant, began_on=today)
    watch()
    assert not Handover.objects.exists()
    change_head("市住建局", new="qiao")
    watch()
    watch()
    assert Handover.objects.count() == 1 and Deadline.objects.of(Handover.objects.get()).count() == 1


def test_a_term_that_ended_before_the_rule_was_in_force_has_no_list(agencies, today):
    from core.rules.models import Rule

    tenure = agencies["市人社局"].tenures.get(ended_on=None)
    tenure.ended_on = Rule.objects.in_force("handover_sign").effective_from - timedelta(days=1)
    tenure.save()
    watch()
    assert not Handover.objects.exists()


def test_a_head_who_changes_on_the_day_of_the_deadline_changes_nothing(promise, actor, change_head, agencies, today):
    """The agency owes, whoever heads it: the limit ends on its day, and the day after it is missed by the agency."""
    one = register(by=actor("lin"), **promise(due_on=today))
    change_head("市人社局")
    watch()
    limit = Deadline.objects.of(one).get()
    assert (limit.agency, limit.due_on, limit.state) == (agencies["市人社局"], today, "running")
    (row,) = Handover.objects.get().content["sections"][0]["rows"]
    assert row["due_on"] == today.isoformat()
    sweep(at=today + timedelta(days=1))
    assert Deadline.objects.of(one).get().state == "overdue"


def test_what_becomes_of_a_commitment_does_not_change_the_list(handover, commitment, actor):
    from commitments.register.services import withdraw_commitment

    before = handover.content
    withdraw_commitment(commitment=commitment, by=actor("jiang"), reason="登记有误")
    watch()
    assert now(handover).content == before


@pytest.mark.parametrize("column", ["content", "content_sha256", "as_of", "agency_id"])
def test_the_database_refuses_to_change_the_list(column, handover, agencies, today):
    value = {"content": {}, "content_sha256": "0" * 64, "as_of": today - timedelta(days=9), "agency_id": agencies["市住建局"].pk}[column]
    with pytest.raises(DatabaseError), transaction.atomic():
        Handover.objects.filter(pk=handover.pk).update(**{column: value})


def test_the_database_refuses_signed_without_signatures(handover):
    with pytest.raises(DatabaseError), transaction.atomic():
        Handover.objects.filter(pk=handover.pk).update(state="signed")


def test_both_heads_are_told(handover, people):
    deliver_all()
    for name in ("bao", "he"):
        assert Notice.objects.filter(user=people[name], title__contains="交接清单：云澜市人力资源和社会保障局").count() == 1


def test_who_reads_it(handover, people):
    readers = {name for name in ("bao", "lin", "he", "jiang", "ye", "qin", "tang", "qiao", "admin") if seen(people[name], handover)}
    assert readers == {"bao", "lin", "he", "jiang", "ye", "qin"}


def seen(user, handover):
    return Handover.objects.visible_to(user).filter(pk=handover.pk).exists()


def test_the_new_head_reads_what_to_do_and_signs(handover, commitment, signed_in, people):
    client = signed_in("he")
    page = body(client.get(handover.get_absolute_url()))
    assert "现在要做：核对清单并签字" in page and commitment.title in page and handover.content_sha256 in page
    assert "还没有签字" in page and "怎样算的" in page
    assert client.post(reverse("handover_sign", args=[handover.pk])).status_code == 302
    page = body(client.get(handover.get_absolute_url()))
    assert "现在要做" not in page and "何静文签字接收" in page
    assert "你已经签过字" in body(client.get(reverse("handover_sign", args=[handover.pk])), 409)


def test_after_both_signed_the_page_says_what_comes_next(handover, signed_in, people):
    for name in ("bao", "he"):
        sign_handover(handover=handover, by=Actor.of(people[name]))
    page = body(signed_in("he").get(handover.get_absolute_url()))
    assert "接下来：按原期限办理" in page and reverse("work") in page


def test_in_place_the_form_asks_for_the_reason(commitment, change_head, signed_in):
    change_head("市人社局")
    watch()
    handover = Handover.objects.get()
    client, address = signed_in("jiang"), reverse("handover_sign", args=[handover.pk])
    assert "代签的理由" in body(client.get(handover.get_absolute_url()))
    assert "填写代签的理由" in body(client.post(address, {"reason": ""}), 422)
    assert client.post(address, {"reason": "已退休，由办公室核对。"}).status_code == 302
    assert "江望舒代离任负责人签字" in body(client.get(handover.get_absolute_url()))


def test_the_file_holds_everything(handover, commitment, signed_in):
    answer = signed_in("lin").get(handover.get_absolute_url(), {"format": "csv"})
    assert commitment.number in b"".join(answer.streaming_content).decode()


def test_lists_and_pages_cost_the_same_with_more_rows(handover, signed_in, change_head, promise, actor, django_assert_max_num_queries):
    client = signed_in("jiang")
    for address in (reverse("handovers"), handover.get_absolute_url()):
        body(client.get(address))
    with django_assert_max_num_queries(60) as few:
        body(client.get(reverse("handovers")))
    for name, new in (("市住建局", "qiao"), ("东泽区政府", "luo")):
        change_head(name, new=new)
    watch()
    with django_assert_max_num_queries(len(few)):
        assert "东泽区" in body(client.get(reverse("handovers")))


def test_drawing_up_costs_the_same_for_much(promise, actor, change_head, django_assert_max_num_queries):
    register(by=actor("lin"), **promise())
    change_head("市人社局")
    with django_assert_max_num_queries(100) as few:
        watch()
    for number in range(12):
        register(by=actor("tang"), **promise(agency=actor("tang").user.memberships.get().agency, title=f"第{number}项"))
    change_head("市住建局", new="qiao")
    with django_assert_max_num_queries(len(few)):
        watch()
    assert len(Handover.objects.latest("pk").content["sections"][0]["rows"]) == 12

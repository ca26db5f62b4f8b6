"""Taking what arrived, and a split: the superior gives each part to the agency that it belongs to."""

import pytest
from django.urls import reverse

from commitments.continuity import services
from commitments.continuity.models import Reassignment
from commitments.continuity.services import reassign_orphans
from commitments.register.models import Commitment
from core.deadlines.models import Deadline
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice

pytestmark = pytest.mark.django_db


def body(response, status=200):
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def code(function, **arguments):
    with pytest.raises(DomainError) as caught:
        function(**arguments)
    return caught.value.code


@pytest.fixture
def arrived(owed_by, dissolve):
    """Three commitments of 市不动产登记中心, which 市住建局 holds in trust."""
    made = [owed_by("市不动产登记中心", title=f"第{number}项") for number in range(3)]
    dissolve("市不动产登记中心")
    reassign_orphans()
    return made


def keys(*commitments):
    return list(Reassignment.objects.filter(commitment__in=commitments).values_list("pk", flat=True))


def responsible():
    return list(Commitment.objects.order_by("pk").values_list("agency__short_name", flat=True))


def test_a_split_gives_each_to_its_own(arrived, actor, agencies):
    services.assign(chosen=keys(*arrived[:2]), agency=agencies["市教育局"], reason="登记职能划入", by=actor("jiang"))
    services.assign(chosen=keys(arrived[2]), agency=agencies["市交通局"], reason="测绘职能划入", by=actor("jiang"))
    assert responsible() == ["市教育局", "市教育局", "市交通局"]
    assert set(Reassignment.objects.values_list("state", flat=True)) == {"passed_on", "waiting"}
    assert {limit.agency.short_name for limit in Deadline.objects.of(arrived[2])} == {"市交通局"}


def test_a_superior_gives_only_to_those_below_it(arrived, actor, agencies):
    chosen = {"chosen": keys(*arrived), "reason": "职能划入", "by": actor("qiao")}
    assert code(services.assign, agency=agencies["市教育局"], **chosen) == "bad_agency"
    assert code(services.assign, agency=agencies["市住建局"], **chosen) == "bad_agency"  # which answers already
    assert responsible() == ["市住建局"] * 3


def test_who_got_it_as_a_successor_does_not_pass_it_on(commitment, dissolve, actor, agencies):
    dissolve("市人社局", "市住建局")
    reassign_orphans()
    assert (
        code(services.assign, chosen=keys(commitment), agency=agencies["市不动产登记中心"], reason="推", by=actor("qiao"))
        == "nothing_chosen"
    )


@pytest.mark.parametrize("who", ["tang", "ye", "qin", "lin"])
def test_others_neither_take_nor_assign(who, arrived, actor, agencies):
    assert code(services.take, chosen=keys(*arrived), by=actor(who)) == "refused"
    assert code(services.assign, chosen=keys(*arrived), agency=agencies["市教育局"], reason="推", by=actor(who)) == "refused"


def test_a_reviewer_takes_only_what_came_to_the_own_agency(arrived, actor):
    assert code(services.take, chosen=keys(*arrived), by=actor("he")) == "nothing_chosen"
    assert services.take(chosen=keys(*arrived), by=actor("qiao")) == 3
    assert set(Reassignment.objects.values_list("state", "taken_by__username")) == {("taken", "qiao")}


def test_what_was_taken_is_not_taken_or_given_away_again(arrived, actor, agencies):
    services.take(chosen=keys(*arrived), by=actor("qiao"))
    assert code(services.take, chosen=keys(*arrived), by=actor("qiao")) == "nothing_chosen"
    assert code(services.assign, chosen=keys(*arrived), agency=agencies["市教育局"], reason="改", by=actor("jiang")) == "nothing_chosen"


def test_dissolved_and_deserted_agencies_get_nothing(arrived, actor, agencies, dissolve, leave):
    dissolve("市教育局")
    leave("wen", "shi")
    for name in ("市教育局", "市交通局"):
        assert code(services.assign, chosen=keys(*arrived), agency=agencies[name], reason="划入", by=actor("jiang")) == "bad_agency"


def test_a_reason_is_needed(arrived, actor, agencies):
    chosen = {"chosen": keys(*arrived), "agency": agencies["市教育局"], "by": actor("jiang")}
    assert code(services.assign, reason=" ", **chosen) == "words_missing"


def test_the_new_agency_is_told_once(arrived, actor, agencies, people):
    services.assign(chosen=keys(*arrived), agency=agencies["市教育局"], reason="登记职能划入", by=actor("jiang"))
    deliver_all()
    assert Notice.objects.filter(user=people["luo"], title__contains="3项").count() == 1


def test_from_the_list_to_taking_in_bulk(arrived, signed_in):
    client = signed_in("qiao")
    page = body(client.get(reverse("reassignments")))
    assert "接手3项" in page and "第0项" in page and "上级机构代管" in page
    form = body(client.get(reverse("reassignments_take")))
    assert form.count("checked") == 3
    assert "请至少选一项" in body(client.post(reverse("reassignments_take"), {}), 422)
    assert client.post(reverse("reassignments_take"), {"chosen": keys(*arrived[:2])}).status_code == 302
    assert "接手1项" in body(client.get(reverse("reassignments")))
    assert "第2项" not in body(client.get(reverse("reassignments"), {"state": "taken"}))


def test_assigning_in_bulk_keeps_what_was_typed(arrived, signed_in, agencies):
    client, address = signed_in("jiang"), reverse("reassignments_assign")
    data = {"chosen": keys(*arrived[:1]), "agency": agencies["市住建局"].pk, "reason": "登记职能划入"}
    page = body(client.post(address, data), 422)
    assert "已经负责" in page and "登记职能划入" in page
    assert client.post(address, data | {"agency": agencies["市教育局"].pk}).status_code == 302
    assert responsible() == ["市教育局", "市住建局", "市住建局"]


@pytest.mark.parametrize("chosen", ["x", "-1", "99999999999999999999", ""])
def test_odd_choices_are_refused_at_the_form(chosen, arrived, signed_in):
    body(signed_in("jiang").post(reverse("reassignments_take"), {"chosen": chosen}), 422)


@pytest.mark.parametrize("name", ["reassignments", "reassignments_take", "reassignments_assign"])
def test_more_rows_cost_no_more_statements(name, arrived, signed_in, owed_by, dissolve, django_assert_max_num_queries, people):
    from core.accounts.models import Membership

    Membership.objects.create(user=people["jiang"], agency=arrived[0].agency.parent, role="agency_reviewer")
    client = signed_in("jiang")
    body(client.get(reverse(name)))
    with django_assert_max_num_queries(60) as few:
        body(client.get(reverse(name)))
    for number in range(12):
        owed_by("市政务服务中心", title=f"又{number}项")
    dissolve("市政务服务中心", "市住建局")
    reassign_orphans()
    with django_assert_max_num_queries(len(few)):
        body(client.get(reverse(name)))


def test_who_gave_it_away_is_led_to_the_public_page(arrived, actor, agencies, signed_in):
    services.assign(chosen=keys(*arrived), agency=agencies["市教育局"], reason="登记职能划入", by=actor("jiang"))
    page = body(signed_in("qiao").get(reverse("reassignments")))
    assert reverse("public_commitment", args=[arrived[0].pk]) in page
    assert arrived[0].get_absolute_url() not in page
    assert "第0项" not in body(signed_in("lin").get(reverse("reassignments")))


def test_the_staff_page_says_who_assigned_it(arrived, actor, agencies, signed_in):
    services.assign(chosen=keys(*arrived), agency=agencies["市教育局"], reason="登记职能划入", by=actor("jiang"))
    page = body(signed_in("luo").get(arrived[0].get_absolute_url()))
    assert "江望舒：责任单位由云澜市住房和城乡建设局改为云澜市教育局，期限不变" in page

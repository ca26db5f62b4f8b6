"""An item's way from the day it was formed to its publication, revision and withdrawal."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.accounts.models import Membership, Role
from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.events import names
from core.events.models import Event
from core.search.models import PublicEntry
from disclosure.items import queries, services
from disclosure.items.models import Category, Item
from tests.disclosure.conftest import TEXT, TODAY, WHO

pytestmark = pytest.mark.django_db
NEW_TEXT = "补贴标准改为每人两千元。"


def code_of(function, **arguments):
    """The code of the DomainError that the call raises; "" if it raises none."""
    try:
        with transaction.atomic():
            function(**arguments)
    except DomainError as error:
        return error.code
    return ""


def entry_of(item):
    return PublicEntry.objects.get(key=item.public_key)


# who may take which step; lin and he are of the item's agency, tang and qiao of another
STEPS = [
    ("draft", "in_review", {"lin", "he"}),
    ("draft", "withdrawn", {"he"}),
    ("in_review", "published", {"he"}),
    ("in_review", "draft", {"he"}),
    ("in_review", "withdrawn", {"he"}),
    ("published", "draft", {"lin", "he"}),
    ("published", "withdrawn", {"he"}),
]


@pytest.mark.parametrize(("source", "target", "allowed"), STEPS)
def test_each_step_is_open_to_its_roles_in_the_own_agency_only(make_item, actor, source, target, allowed):
    item = make_item(source)
    can = {name for name in WHO for step in item.steps_for(actor(name)) if step.target == target}
    assert can == allowed


def test_every_step_of_the_table_is_tried():
    assert {(step.source, step.target) for step in Item.STEPS} == {(source, target) for source, target, _allowed in STEPS}


def test_who_wrote_it_cannot_publish_it(make_item, actor):
    item = make_item("in_review", writer="he")
    assert code_of(services.publish_item, item=item, by=actor("he")) == "refused"
    item.refresh_from_db()
    assert (item.state, item.index_number) == ("in_review", "")


def test_who_wrote_a_part_of_it_cannot_publish_it_either(make_item, actor, people, agencies):
    Membership.objects.create(user=people["lin"], agency=agencies["市人社局"], role=Role.AGENCY_REVIEWER, starts_on=date(2024, 1, 1))
    item = make_item(writer="he")
    services.edit_item(item=item, title="改", text=TEXT, formed_on=TODAY, values=item.values, by=actor("lin"))
    services.submit_item(item=Item.objects.get(), by=actor("he"))
    for name in ("lin", "he"):
        assert code_of(services.publish_item, item=item, by=actor(name)) == "refused"


def test_publishing_gives_an_index_number_and_meets_the_limit(make_item):
    item = make_item("published")
    deadline = item.deadlines.get()
    assert item.index_number == f"{item.agency.credit_code[8:17]}/2026-00001"
    assert (deadline.purpose, deadline.state, deadline.ended_on) == ("publish", "met", TODAY)
    assert (item.published_on, item.reviewed_by.username) == (TODAY, "he")
    assert Event.objects.filter(name=names.ITEM_PUBLISHED).count() == 1


def test_index_numbers_have_no_gap_even_after_a_refusal(make_item, actor, category):
    first, second = make_item("published"), make_item("in_review")
    broken = make_item("in_review", writer="he")
    assert code_of(services.publish_item, item=broken, by=actor("he")) == "refused"
    assert code_of(services.publish_item, item=first, by=actor("he")) == "no_such_step"
    second = services.publish_item(item=second, by=actor("he"))
    assert [item.index_number[-5:] for item in (first, second)] == ["00001", "00002"]


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_publish_once(make_item, actor):
    item = make_item("in_review")

    def publish(_number):
        try:
            return code_of(services.publish_item, item=Item.objects.get(pk=item.pk), by=actor("he"))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(publish, range(2))) == ["", "no_such_step"]
    assert Item.objects.get().index_number.endswith("00001")
    assert Event.objects.filter(name=names.ITEM_PUBLISHED).count() == 1


def test_the_public_row_holds_the_head_block_and_only_public_fields(make_item):
    secret = {"effective_on": "2026-10-01", "review_opinion": "内部意见"}
    with translation.override("en"):
        item = make_item("published", category=Category.objects.get(code="normative"), values=secret)
    entry = entry_of(item)
    assert (entry.kind, entry.number, entry.state, entry.path) == ("item", item.index_number, "有效", f"/items/{item.pk}/")
    assert entry.facts["document_number"] == "云人社规〔2026〕7号"
    assert entry.facts["fields"] == [["施行日期", "2026年10月1日"]]
    assert entry.facts["category_codes"] == ["policy", "normative"]
    assert entry.facts["deadline"]["state"] == "met"
    assert "内部意见" not in str(entry.facts) + entry.text


def test_an_unpublished_item_is_not_public(make_item):
    for state in ("draft", "in_review", "withdrawn"):
        make_item(state)
    assert not PublicEntry.objects.exists()


def test_the_limit_counts_from_the_day_of_formation(make_item):
    # 20 working days from 18 September 2026: Sundays 20 September and 10 October are worked, 25 September and 1 to 7 October are not
    deadline = make_item(formed_on=date(2026, 9, 18)).deadlines.get()
    assert (deadline.started_on, deadline.due_on, deadline.rule.code) == (date(2026, 9, 18), date(2026, 10, 22), "disc_proactive")


def test_a_category_may_have_a_limit_of_its_own(make_item):
    penalties = Category.objects.get(code="penalties")
    item = make_item(category=penalties, values={"kind": "罚款、没收", "basis": "《劳动合同法》"})
    assert item.deadlines.get().rule.code == "enforcement_publish_penalty_licence"


def test_what_is_published_late_was_missed_by_the_sweep(make_item, actor):
    item = make_item("in_review")
    due = item.deadlines.get().due_on
    assert sweep(at=due).missed == []
    assert sweep(at=due + timedelta(days=1)).missed == [item.deadlines.get().pk]
    with time_machine.travel(due + timedelta(days=3), tick=False):
        services.publish_item(item=item, by=actor("he"))
    assert item.deadlines.get().state == "late"
    assert entry_of(item).facts["deadline"]["state"] == "late"


def test_information_may_be_announced_without_its_text_but_not_submitted(make_item, actor):
    item = make_item(text="")
    assert item.deadlines.get().state == "running"
    assert code_of(services.submit_item, item=item, by=actor("lin")) == "missing"


def test_sending_back_needs_a_reason_and_lets_the_limit_run(make_item, actor):
    item = make_item("in_review")
    assert code_of(services.send_back_item, item=item, by=actor("he"), reason=" ") == "missing"
    services.send_back_item(item=item, by=actor("he"), reason="文号写错了")
    assert (item.state, item.deadlines.get().state) == ("draft", "running")


def test_only_a_draft_can_be_rewritten_and_only_by_its_agency(make_item, actor):
    item, waiting = make_item(), make_item("in_review")
    content = {"title": "新标题", "text": NEW_TEXT, "formed_on": TODAY, "values": item.values}
    assert services.edit_item(item=item, by=actor("lin"), **content).title == "新标题"
    assert code_of(services.edit_item, item=item, by=actor("tang"), **content) == "refused"
    assert code_of(services.edit_item, item=waiting, by=actor("lin"), **content) == "not_a_draft"


def test_a_corrected_date_of_formation_starts_the_limit_anew(make_item, actor):
    item = make_item()
    services.edit_item(item=item, title=item.title, text=TEXT, formed_on=date(2026, 9, 1), values=item.values, by=actor("lin"))
    assert list(item.deadlines.order_by("pk").values_list("state", "started_on")) == [("cancelled", TODAY), ("running", date(2026, 9, 1))]


def test_the_public_reads_the_old_version_until_the_new_one_is_published(make_item, actor):
    item = make_item("published")
    number = item.index_number
    item = services.revise_item(item=item, by=actor("lin"), reason="标准调整")
    item = services.edit_item(item=item, title=item.title, text=NEW_TEXT, formed_on=TODAY, values=item.values, by=actor("lin"))
    assert entry_of(item).facts["text"] == TEXT
    assert item.deadlines.live().get().started_on == TODAY
    services.submit_item(item=item, by=actor("lin"))
    item = services.publish_item(item=item, by=actor("he"))
    assert (item.index_number, item.revised_on) == (number, TODAY)
    assert entry_of(item).facts["text"] == NEW_TEXT
    assert not item.deadlines.live().exists()


def test_withdrawing_takes_it_down_and_ends_the_limit(make_item, actor):
    item = make_item("published")
    services.withdraw_item(item=item, by=actor("he"), reason="决定已撤销")
    assert entry_of(item).withdrawn_at
    withheld = make_item("withdrawn")
    assert withheld.deadlines.get().state == "cancelled"


def test_an_agency_without_a_credit_code_is_told_so(make_item, actor, agencies, people):
    body = agencies["市营商环境领导小组"]
    for name, role in (("lin", Role.CLERK), ("he", Role.AGENCY_REVIEWER)):
        Membership.objects.create(user=people[name], agency=body, role=role, starts_on=date(2024, 1, 1))
    item = make_item("in_review", agency=body)
    with pytest.raises(DomainError, match="统一社会信用代码"):
        services.publish_item(item=item, by=actor("he"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "words_missing"),
        ({"title": "长" * 301}, "words_too_long"),
        ({"formed_on": TODAY + timedelta(days=1)}, "formed_later"),
        ({"formed_on": date(2010, 1, 1)}, "no_rule"),
        ({"values": {}}, "bad_value"),
        ({"writer": "tang"}, "refused"),
        ({"writer": "ye"}, "refused"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(make_item, changes, code):
    assert code_of(make_item, **changes) == code
    assert not Item.objects.exists() and not Deadline.objects.exists()


def test_a_group_of_the_tree_takes_no_items(make_item):
    assert code_of(make_item, category=Category.objects.get(code="policy")) == "category_closed"


@pytest.mark.parametrize(("source", "target"), [("draft", "published"), ("published", "in_review"), ("withdrawn", "draft")])
def test_the_database_refuses_a_skipped_step(make_item, source, target):
    item = make_item(source)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE disclosure_item SET state = %s WHERE id = %s", [target, item.pk])


def test_what_waits_for_whom(make_item, actor):
    draft, waiting, own = make_item(), make_item("in_review"), make_item("in_review", writer="he")
    assert set(queries.waiting_for(actor("lin"))) == {draft}
    assert set(queries.waiting_for(actor("he"))) == {draft, waiting}
    assert own not in queries.to_review(actor("he"))
    for name in ("tang", "qiao", "ye", "jiang", "admin"):
        assert not queries.waiting_for(actor(name)).exists()


def test_another_agency_sees_no_draft(make_item, people):
    item = make_item()
    seen = {name for name in WHO if Item.objects.visible_to(people[name]).filter(pk=item.pk).exists()}
    assert seen == {"lin", "he", "ye", "jiang", "wei", "qin"}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(max_size=320),
    text=st.text(max_size=200),
    number=st.text(max_size=70),
    formed_on=st.dates(min_value=date(2015, 1, 1), max_value=date(2030, 1, 1)),
    values=st.dictionaries(st.sampled_from(["audience", "x"]), st.none() | st.text(max_size=20) | st.integers() | st.lists(st.booleans())),
)
def test_whatever_is_typed_is_kept_or_refused(make_item, title, text, number, formed_on, values):
    with transaction.atomic():
        try:
            item = make_item(title=title, text=text, document_number=number, formed_on=formed_on, values=values)
        except DomainError as refused:
            assert refused.message
        else:
            item.refresh_from_db()
            assert item.title and item.deadlines.live().count() == 1
        transaction.set_rollback(True)

"""信用修复: its conditions, its days counted by hand, who may take which step, and what ends with it."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from core.accounts.actor import Actor
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice
from core.papers.models import IssuedPaper
from core.search.models import PublicEntry
from credit_records.records import services as records
from credit_records.repair import services
from credit_records.repair.models import RepairApplication
from credit_records.repair.papers import changes, paper_of
from tests.credit_records.repair.conftest import WORDS, paper
from tests.credit_records.test_concurrency import both

pytestmark = pytest.mark.django_db

EVERYBODY = ("lin", "he", "tang", "qiao", "su", "fang", "ye", "meng", "song", "jiang", "qin", "admin")
OFFICE = {"ye", "meng", "song"}
MAY = [
    ("filed", "accepted", OFFICE),
    ("filed", "not_accepted", OFFICE),
    ("accepted", "proposed", OFFICE),
    ("proposed", "approved", {"ye", "song"}),  # meng accepted and proposed
    ("proposed", "accepted", {"ye", "song"}),
]


@pytest.mark.parametrize("source, target, allowed", MAY)
def test_who_may_take_the_step(source, target, allowed, filed, accepted, proposed, actor):
    application = {"filed": filed, "accepted": accepted, "proposed": proposed}[source]()
    assert {name for name in EVERYBODY if any(step.target == target for step in application.steps_for(actor(name)))} == allowed


@pytest.mark.parametrize("username", sorted(set(EVERYBODY) - {"tang"}))
def test_only_the_agencys_clerk_applies(username, repairable, apply):
    with pytest.raises(DomainError) as error:
        apply(repairable(), by=username)
    assert error.value.code == "refused"


def test_a_civil_servant_applies_for_the_own_record(in_force, people, apply):
    assert apply(in_force(subject=people["tang"].civil_servant)).agency is None


def test_before_the_floor_it_says_from_which_day(in_force, apply):
    with time_machine.travel("2026-09-21 10:00+08:00"):
        record = in_force()  # an ordinary one of 21 September: three months at least
        with pytest.raises(DomainError, match="2026年12月21日起可以申请"):
            apply(record)
    with time_machine.travel("2026-12-20 23:59+08:00"), pytest.raises(DomainError):
        apply(record)
    with time_machine.travel("2026-12-21 00:01+08:00"):
        assert apply(record).state == "filed"


def test_a_minor_one_can_be_repaired_at_once(in_force, apply):
    assert apply(in_force(code="promise_not_kept_minor")).state == "filed"


def test_what_cannot_be_repaired_says_so(in_force, apply, people):
    words = {"document_name": "处分决定", "document_on": date(2026, 7, 1), "subject": people["tang"].civil_servant}
    from credit_records.records.models import RecordType

    code = RecordType.objects.filter(origin="discipline").first().code
    with pytest.raises(DomainError, match="处分期满自动解除"):
        apply(in_force(code=code, **words))


def test_not_while_somebody_objects(repairable, apply):
    record = records.dispute_record(record=repairable(), by=Actor.system("test"))
    with pytest.raises(DomainError, match="正在处理异议"):
        apply(record)


def test_not_twice_at_once_but_again_after_a_refusal(proposed, decide, apply):
    application = proposed("refused")
    with pytest.raises(DomainError, match="正在办理"):
        apply(application.record)
    decide(application)
    assert apply(application.record).state == "filed"


def test_not_for_what_does_not_stand(repairable, revoke, apply):
    with pytest.raises(DomainError, match="不需要修复"):
        apply(revoke(repairable(), "改判"))


@pytest.mark.parametrize(
    "missing, words",
    [
        ({"files": []}, "证明材料"),
        ({"duties_done": False}, "履行完毕"),
        ({"rectification": " "}, "填写纠正情况"),
        ({"promise": "\0"}, "填写信用承诺"),
    ],
)
def test_the_form_says_what_is_missing(missing, words, repairable, apply):
    with pytest.raises(DomainError, match=words):
        apply(repairable(), **missing)
    assert not RepairApplication.objects.exists()


def test_three_working_days_to_accept_and_seven_to_decide(filed, actor):
    with time_machine.travel("2026-11-02 10:00+08:00"):  # a Monday
        application = filed()
    assert application.deadlines.get().due_on == date(2026, 11, 5)
    with time_machine.travel("2026-11-04 10:00+08:00"):
        application = services.accept_repair(application=application, by=actor("meng"))
    days = dict(application.deadlines.values_list("purpose", "due_on"))
    assert days == {"repair_accept": date(2026, 11, 5), "repair_decide": date(2026, 11, 13)}


@pytest.mark.parametrize("username", ["meng", "tang", "su", "qin"])
def test_who_examined_it_or_has_no_such_role_does_not_decide(username, proposed, decide):
    with pytest.raises(DomainError) as error:
        decide(proposed(), by=username)
    assert error.value.code == "refused"


def test_what_was_decided_is_not_taken_up_again(proposed, propose, decide, actor):
    application = proposed()
    people = {application.accepted_by.username, application.proposed_by.username, "song"}
    decide(application, by="song")
    accept = lambda row, by: services.accept_repair(application=row, by=actor(by))  # noqa: E731
    for again in (accept, propose, decide):
        for name in people:  # said in words, not by the constraint
            with pytest.raises(DomainError, match="不能这样办理"):
                again(application, by=name)


def test_who_accepted_it_does_not_decide_either(accepted, propose, decide):
    application = propose(accepted(), by="song")
    with pytest.raises(DomainError) as error:
        decide(application, by="meng")
    assert error.value.code == "refused"


def test_with_the_repair_the_record_ends_everywhere(proposed, decide):
    record = decide(proposed()).record
    record.refresh_from_db()
    assert (record.state, record.live_period) == ("repaired", None)
    assert PublicEntry.objects.get().withdrawal_reason == "准予修复。公开信用承诺：不再拖欠工程款。"


def test_a_refusal_leaves_the_record_as_it_is(proposed, decide):
    application = decide(proposed("refused"))
    application.record.refresh_from_db()
    assert (application.state, application.record.state, paper_of(application)) == ("refused", "in_force", None)


def test_a_repair_is_not_carried_out_while_somebody_objects(proposed, decide):
    application = proposed()
    records.dispute_record(record=application.record, by=Actor.system("test"))
    with pytest.raises(DomainError, match="异议处理中"):
        decide(application)
    assert RepairApplication.objects.get().state == "proposed"


def test_leniency_is_written_to_the_record(ask_leniency, in_force, actor, propose, decide):
    application = services.accept_repair(application=ask_leniency(in_force()), by=actor("meng"))
    record = decide(propose(application)).record
    record.refresh_from_db()
    assert (record.state, record.leniency, record.leniency_ground) == ("in_force", "exempt", application.ground)


def test_leniency_is_asked_for_once(ask_leniency, in_force, actor, propose, decide):
    application = services.accept_repair(application=ask_leniency(in_force()), by=actor("meng"))
    decide(propose(application))
    with pytest.raises(DomainError, match="已经从轻"):
        ask_leniency(application.record)


def test_the_paper_can_be_checked_and_says_what_changed(proposed, decide, client):
    application = decide(proposed())
    issued = IssuedPaper.objects.get()
    assert "云澜市住房和城乡建设局" in client.get(issued.check_url).text
    assert changes(issued) == []
    RepairApplication.objects.filter(pk=application.pk).update(kind="leniency", leniency="exempt", ground=1)
    assert changes(IssuedPaper.objects.get()) == ["这条记录现在是“已修复”。"]


def refused_by_the_database(sql):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE credit_records_repairapplication SET {sql}")


def test_raw_sql_cannot_skip_a_step(filed):
    filed()
    for sql in ("state = 'approved'", "state = 'proposed'", "promise = ''", "leniency = 'exempt'"):
        refused_by_the_database(sql)


def test_raw_sql_cannot_decide_alone_or_otherwise_than_proposed(proposed, decide):
    decide(proposed())
    for sql in ("decided_by_id = proposed_by_id", "decision = ''", "outcome = 'refused'"):
        refused_by_the_database(sql)


def told(beginning):
    deliver_all()
    return set(Notice.objects.filter(title__startswith=beginning).values_list("user__username", flat=True))


def test_who_is_told_what(proposed, decide):
    application = proposed()
    assert told("请受理修复申请") == {"ye", "meng", "song"}
    assert told("申请已受理") == {"tang", "qiao"}
    assert told("请决定修复申请") == {"ye", "song"}
    decide(application)
    assert told("申请已同意") == {"tang", "qiao"}


def test_from_the_record_to_the_paper(repairable, signed_in):
    record, tang, meng, song = repairable(), *map(signed_in, ("tang", "meng", "song"))
    page = reverse("repair_new", args=[record.pk])
    assert page in tang.get(record.get_absolute_url()).text
    assert "最短公示期已满" in tang.get(page).text
    application = tang.post(page, WORDS | {"files": [paper()], "duties_done": "on"}, follow=True).context["object"]
    meng.post(reverse("repair_accept", args=[application.pk]))
    meng.post(reverse("repair_propose", args=[application.pk]), {"outcome": "approved", "opinion": "已付清。"})
    assert "已付清。" not in tang.get(application.get_absolute_url()).text
    song.post(reverse("repair_decide", args=[application.pk]), {"reason": "条件全部满足。"})
    assert "条件全部满足" in tang.get(application.get_absolute_url()).text
    assert tang.get(reverse("repair_paper", args=[application.pk])).content.startswith(b"%PDF")


def test_where_a_condition_is_missing_there_is_no_form(in_force, signed_in):
    record = in_force()
    text = signed_in("tang").get(reverse("repair_new", args=[record.pk])).text
    assert "现在还不能申请" in text and "起可以申请修复" in text and "rectification" not in text


def test_more_applications_cost_no_more_statements(repairable, apply, signed_in, django_assert_num_queries):
    from django.test.utils import CaptureQueriesContext

    def statements():
        with CaptureQueriesContext(connection) as captured:
            assert signed_in("meng").get(reverse("repairs")).status_code == 200
        return len(captured)

    apply(repairable())
    few = statements()
    for number in range(5):
        apply(repairable(title=f"拖欠{number}"))
    assert statements() == few


@pytest.mark.django_db(transaction=True)
def test_the_same_application_twice_at_once_is_one(repairable, people):
    record = repairable()
    results = both(lambda: services.apply_for_repair(record=record, by=Actor.of(people["tang"]), files=[paper()], **WORDS))
    assert {type(result) for result in results} == {RepairApplication, DomainError}

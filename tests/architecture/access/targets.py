"""What the addresses are about: one object of 市人社局 a kind, made by the services as everything is."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accountability.cases import services as cases
from accountability.cases.models import Ground, Measure
from accountability.complaints.services import register_clue
from commitments.fulfilment.services import claim_fulfilment
from commitments.intake.services import take_in
from commitments.register.models import CommitmentKind
from commitments.register.services import register
from core.accounts.actor import Actor
from core.accounts.models import User
from core.evidence.services import attach
from core.jobs.services import enqueue, run_waiting
from core.notices.models import Notice
from core.papers.services import issue
from credit_records.access import services as access
from credit_records.imports import services as imports
from credit_records.measures.models import Purpose
from credit_records.measures.services import ask_eligibility
from credit_records.ratings.models import Rating, RatingRuleSet
from credit_records.ratings.services import rule_sets, runs
from credit_records.records import services as records
from credit_records.records.models import RecordType
from disclosure.items import services as items
from disclosure.items.models import Category
from portal.demo.cast import make_civil_servant
from tests.core.jobs import kinds  # noqa: F401  registers one
from tests.core.papers import kinds as papers  # noqa: F401  likewise

PEOPLE = {
    "clerk": "lin",
    "reviewer": "he",
    "other_clerk": "tang",
    "other_reviewer": "qiao",
    "credit_office": "ye",
    "supervisor": "jiang",
    "inspector": "qin",
    "administrator": "admin",
}
DOCUMENT = """云澜市人民政府办公室关于印发便民工作方案的通知
云政办发〔2026〕901号

各区人民政府，市政府各部门：
一、重点任务
（一）压缩办理时限。公开办理结果。（市某某办公室牵头，市人社局配合，2026年12月底前完成）
（二）公开办事指南。（市人社局牵头，2026年12月底前完成）
"""


class City:
    """The cast, and the subject: a civil servant of the own agency with an account and no role."""

    def __init__(self, agencies, people):
        self.agencies, self.own = agencies, agencies["市人社局"]
        self.people = {who: people[name] for who, name in PEOPLE.items()}
        self.people["subject"] = User.objects.create_user("subject", name="柏思齐", email="subject@yunlan.example")
        self.civil_servant = make_civil_servant("柏思齐", self.own, "科员", 300, user=self.people["subject"])

    def actor(self, who):
        return Actor.of(self.people[who])


def paper():
    return SimpleUploadedFile("proof.txt", "情况属实。".encode(), "text/plain")


def pk(made):
    return {"pk": made.pk}


def agency(city):
    return pk(city.own)


def notice(city):
    return pk(Notice.objects.create(user=city.people["clerk"], title="通知", body="内容"))


def job(city):
    return pk(enqueue("test_mark", by=city.actor("clerk"), agency=city.own))


def made_record(city, subject=None, by="clerk"):
    return records.draft_record(
        by=city.actor(by),
        subject=subject or city.agencies["市交通局"],
        type=RecordType.objects.get(code="promise_not_kept_minor" if subject == city.civil_servant else "payment_default"),
        title="拖欠维修款",
        facts="合同款到期未付。",
        happened_on=timezone.localdate(),
        files=[paper()],
    )


def record_confirmed(city, subject):
    record = records.submit_record(record=made_record(city, subject, by="credit_office"), by=city.actor("credit_office"))
    return records.confirm_record(record=record, by=Actor.of(User.objects.get(username="meng")), reason="属实")


def record(city):
    return pk(made_record(city))


def record_in_review(city):
    return pk(records.submit_record(record=made_record(city), by=city.actor("clerk")))


def record_in_force(city):
    return pk(record_confirmed(city, city.own))


def record_of_person_in_force(city):
    return pk(record_confirmed(city, city.civil_servant))


def made_revision(city):
    """Proposed by another one of the credit office, so that the one of the table may decide it."""
    record = record_confirmed(city, city.own)
    return records.propose_revocation(record=record, by=Actor.of(User.objects.get(username="meng")), reason="改判")


def revision(city):
    return pk(made_revision(city))


def made_batch(city):
    sheet = "单位名称,记录类型,标题,事实,发生日期\n市交通局,拖欠中小企业款项,拖欠维修款,合同款到期未付。,2026-06-30\n"
    file = SimpleUploadedFile("sheet.csv", sheet.encode(), "text/csv")
    batch = imports.upload(by=city.actor("clerk"), title="第三季度台账", file=file, files=[paper()])
    run_waiting()
    batch.refresh_from_db()
    return batch


def batch(city):
    return pk(made_batch(city))


def batch_in_review(city):
    batch = imports.ask_to_enter(batch=made_batch(city), by=city.actor("clerk"))
    run_waiting()
    return pk(batch)


def eligibility(city):
    purpose = Purpose.objects.get(code="honours")
    return pk(ask_eligibility(by=city.actor("clerk"), purpose=purpose, matter="评优", subjects=[city.own]))


def file_of_agency(city):
    return pk(record_confirmed(city, city.own).file)


def file_of_person(city):
    return pk(record_confirmed(city, city.civil_servant).file)


def evidence_of_record(city):
    return pk(made_record(city).evidence.get())


def evidence_of_nothing(city):
    return pk(attach(subject=None, files=[paper()], by=city.actor("clerk"))[0])


def made_commitment(city):
    today = timezone.localdate()
    return register(
        by=city.actor("clerk"),
        kind=CommitmentKind.objects.get(code="policy_task"),
        title="工伤认定全程网办",
        text="年底前实现工伤认定全程网上办理。",
        agency=city.own,
        criterion="决定书可在网上下载",
        beneficiary="全市职工",
        basis="云府发〔2026〕3号",
        promised_on=today - timedelta(days=30),
        due_on=today + timedelta(days=60),
    )


def commitment(city):
    return pk(made_commitment(city))


def claimed_commitment(city):
    made = made_commitment(city)
    claim_fulfilment(commitment=made, text="已经全部做到。", by=city.actor("clerk"), files=[paper()])
    return pk(made)


def made_document(city):
    return take_in(text=DOCUMENT, agency=city.own, by=city.actor("clerk"))


def document(city):
    return pk(made_document(city))


def task(city):
    return pk(made_document(city).tasks.first())


def unit(city):
    return pk(made_document(city).tasks.first().units.first())


def plain_category():
    return next(one for one in Category.objects.open() if not any(field["required"] for field in one.fields))


def category(city):
    return {"code": plain_category().code}


def made_item(city):
    return items.create_item(
        category=plain_category(),
        agency=city.own,
        title="便民工作方案",
        text="全文如下。",
        formed_on=timezone.localdate(),
        by=city.actor("clerk"),
    )


def item(city):
    return pk(made_item(city))


def item_in_review(city):
    return pk(items.submit_item(item=made_item(city), by=city.actor("clerk")))


def published_item(city):
    submitted = items.submit_item(item=made_item(city), by=city.actor("clerk"))
    return pk(items.publish_item(item=submitted, by=city.actor("reviewer")))


def made_clue(city):
    words = {"title": "窗口不收材料", "text": "三次去都说没人。", "source": "report"}
    return register_clue(agency=city.own, by=city.actor("supervisor"), **words)


def clue(city):
    return pk(made_clue(city))


def made_case(city):
    words = {"title": "窗口不收材料", "facts": "三次去都没有人。"}
    return cases.open_case(clue=made_clue(city), ground=Ground.objects.first(), by=city.actor("supervisor"), **words)


def case(city):
    return pk(made_case(city))


def investigated_case(city):
    return cases.assign_handler(case=made_case(city), handler=city.people["inspector"], by=city.actor("supervisor"))


def case_under_investigation(city):
    return pk(investigated_case(city))


def closed_case(city):
    found = cases.record_finding(case=investigated_case(city), finding="窗口无人值守。", by=city.actor("supervisor"))
    words = {"measure": Measure.objects.first(), "decision": "责令书面检查。", "publish": True}
    return pk(cases.close_case(case=found, by=city.actor("inspector"), **words))


def nowhere(city):
    return {"address": "nowhere"}


def issued(city, kind):
    """A paper that 林晓舟 asked for; its kind is the tests' own."""
    return issue(
        kind=kind, subject=city.own, as_of=timezone.localdate(), content={"name": city.own.name}, to="林晓舟", by=city.actor("clerk")
    )


def public_paper(city):
    return {"code": issued(city, "test_public").shown_code}


def no_paper(city):
    return {"code": "AAAA-BBBB-CCCC"}


def issued_paper(city):
    return pk(issued(city, "test_public"))


def draft_rule_set(city):
    return pk(RatingRuleSet.objects.get())


def submitted_rule_set():
    """Submitted by meng, so that the credit office of the matrix may decide."""
    meng = Actor.of(User.objects.get(username="meng"))
    run = runs.try_rule_set(rule_set=RatingRuleSet.objects.get(), by=meng)
    return rule_sets.submit_rule_set(rule_set=run.rule_set, by=meng), run


def rule_set_in_review(city):
    return pk(submitted_rule_set()[0])


def what_if_run(city):
    return pk(submitted_rule_set()[1])


def approved_rule_set(city):
    rule_set, run = submitted_rule_set()
    return pk(rule_sets.approve_rule_set(rule_set=rule_set, by=city.actor("credit_office"), reason="合理", what_if=run.pk))


def made_run(city):
    """The month before this one, by the shipped rule set."""
    approved_rule_set(city)
    last_month = timezone.localdate().replace(day=1) - timedelta(days=1)
    return runs.rate_period(period=f"{last_month:%Y-%m}", by=Actor.system("ratings"))


def rating_run(city):
    return pk(made_run(city))


def rating_of_agency(city):
    return pk(Rating.objects.get(run=made_run(city), file__agency=city.own))


def rating_of_person(city):
    records.open_file(city.civil_servant)
    return pk(Rating.objects.get(run=made_run(city), file__civil_servant=city.civil_servant))


def published_rating(city):
    made_run(city)
    return pk(city.own)


def rating_file(city):
    return {"name": f"ratings-{made_run(city).period}.json"}


def no_rating_file(city):
    return {"name": "ratings-2020-01.json"}


def made_query(city):
    """市住建局 asks to see the file of the civil servant."""
    return access.apply_for_query(
        by=city.actor("other_clerk"),
        subject=city.civil_servant,
        purpose="appointment",
        purpose_words="任职考察",
        basis="公务员法第四十五条",
        wanted_until=timezone.localdate() + timedelta(days=30),
        files=[paper()],
    )


def made_grant(city):
    return access.grant_query(query=made_query(city), by=city.actor("credit_office"), until=timezone.localdate() + timedelta(days=5))


def query(city):
    return pk(made_query(city))


def granted_query(city):
    return pk(made_grant(city))


def file_behind_a_grant(city):
    return pk(made_grant(city).file)

"""The demo city: documents come in, promises are kept and broken, and everything that follows. Only services write, as in real life."""

import re
from datetime import date, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accountability.cases import services as cases
from accountability.cases.models import Ground, Measure
from accountability.complaints.models import Clue
from commitments.fulfilment.services import claim_fulfilment, report_progress, send_back_claim, verify_claim
from commitments.intake.services import confirm_tasks, take_in
from commitments.register.models import Commitment
from core.accounts.actor import Actor
from core.accounts.models import Membership, Role
from core.deadlines.sweep import sweep
from core.events.services import deliver_all
from credit_records.objections import services as objections
from credit_records.ratings.models import RatingRuleSet
from credit_records.ratings.periods import due_periods
from credit_records.ratings.services.rule_sets import approve_rule_set, submit_rule_set
from credit_records.ratings.services.runs import rate_period, try_rule_set
from credit_records.records.models import CreditRecord, RecordType, content_of
from credit_records.records.services import (
    approve_revision,
    confirm_record,
    dismiss_record,
    draft_record,
    propose_correction,
    propose_revocation,
    submit_record,
)
from credit_records.repair import services as repairs
from disclosure.items.models import Category
from disclosure.items.services import create_item, publish_item, submit_item
from portal.demo.assessment import assess_year
from portal.demo.cast import make_cast
from portal.demo.changes import change_commitments
from portal.demo.continuity import continue_commitments
from portal.demo.contracts import sign_contracts
from portal.demo.debts import owe_debts
from portal.demo.exchange import exchange_records
from portal.demo.followers import follow_promises
from portal.demo.lists import announce_list
from portal.demo.projects import run_project
from portal.demo.services import serve_applicants
from portal.demo.suggestions import suggest
from portal.demo.townships import promise_in_the_township
from portal.demo.urging import urge_the_late

DOCUMENTS = Path(__file__).parent / "documents"
PLACEHOLDER = re.compile(r"\{(today|year|[+-]\d+)\}")

# what became of a commitment, by the first words of its title: (percent, what was reported, what was claimed, decision)
REPORTED = {
    "改造供水管网": (80, "已改造26公里，剩余6公里在夜间施工。"),
    "建成保障性租赁住房": (65, "主体结构封顶，正在安装门窗。"),
    "新增公办幼儿园学位": (90, "四所幼儿园完成验收，正在配备教师。"),
    "更换破损路灯": (95, "已更换1140盏，其余等待配件。"),
    "开展职业技能培训": (75, "前三个季度培训1.5万人次。"),
}
KEPT = {
    "新开接驳公交线路": "5条线路已全部开通，站牌和首末班时间同步更新。",
    "不动产登记3个工作日内办结": "全部窗口已实行，抽查40件均在3个工作日内办结。",
}
KEPT_LATE = {"完成26所学校食堂": "26所学校全部接入监管平台，比计划晚了几天。"}
SENT_BACK = {"公布欠薪线索": "已办结线索120条，结果见附件。"}
ITEMS = [
    ("plans", "市政府办公室", "云澜市年度民生实事任务分工", 12, True),
    ("finance", "市财政局", "专项资金分配结果和绩效目标", 9, True),
    ("livelihood", "市教育局", "秋季公办幼儿园学位余量", 6, True),
    ("statistics", "市政府办公室", "前三季度政务服务办件统计", 40, False),
    ("policy", "市人社局", "职业技能培训补贴申领办法", 4, False),
]


@transaction.atomic
def build():
    """Put the demo city in; nothing happens where its documents are already."""
    agencies, people = make_cast()
    actors = {username: Actor.of(user) for username, user in people.items()}
    if Commitment.objects.exists():
        return
    office = agencies["市政府办公室"]
    for name in ("livelihood", "service", "investment"):
        document = take_in(text=text_of(name), agency=office, by=actors["su"], file_name=f"{name}.txt")
        ready = [task for task in document.tasks.all() if not task.open_questions]
        if name != "investment":  # the third waits for somebody to settle what is doubtful
            confirm_tasks(document=document, tasks=ready, by=actors["su"])
    publish_items(agencies)
    follow_promises(agencies)
    sweep()
    deliver_all()
    work_on_commitments()
    change_commitments(actors)
    review_records(actors)
    rate(actors)
    object_to_records(agencies, actors)
    repair_records(agencies, actors)
    open_cases(actors)
    exchange_records()
    owe_debts(agencies, actors)
    announce_list(agencies, actors)
    continue_commitments(agencies, actors)
    serve_applicants(agencies, actors)
    sign_contracts(agencies, actors)
    suggest(agencies, actors)
    urge_the_late(agencies, actors)
    run_project(agencies, actors)
    promise_in_the_township(agencies, actors)
    assess_year(actors)
    deliver_all()


def text_of(name):
    today = timezone.localdate()

    def filled(match):
        key = match[1]
        if key == "year":
            return str(today.year)
        day = today + timedelta(days=0 if key == "today" else int(key))
        return f"{day.year}年{day.month}月{day.day}日"

    return PLACEHOLDER.sub(filled, (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8"))


def evidence(name):
    return SimpleUploadedFile(f"{name}.txt", f"{name}\n经办：演示\n".encode(), content_type="text/plain")


def commitment(beginning):
    return Commitment.objects.get(title__startswith=beginning)


def staff(agency, role):
    """Somebody of the cast who has this role in the agency."""
    return Actor.of(Membership.objects.filter(agency=agency, role=role).select_related("user").earliest("pk").user)


def work_on_commitments():
    for beginning, (percent, words) in REPORTED.items():
        one = commitment(beginning)
        report_progress(commitment=one, text=words, percent=percent, by=staff(one.agency, Role.CLERK), files=[evidence("现场照片说明")])
    for beginning, words in {**KEPT, **KEPT_LATE}.items():
        one = claimed(beginning, words)
        verify_claim(commitment=one, grade="kept", by=staff(one.agency, Role.AGENCY_REVIEWER), reason="现场核对属实。")
    for beginning, words in SENT_BACK.items():
        one = claimed(beginning, words)
        reason = "清单没有写明每条线索的办结日期，请补充。"
        send_back_claim(commitment=one, by=staff(one.agency, Role.AGENCY_REVIEWER), reason=reason)


def claimed(beginning, words):
    one = commitment(beginning)
    claim_fulfilment(commitment=one, text=words, by=staff(one.agency, Role.CLERK), files=[evidence("验收单")])
    return one


def publish_items(agencies):
    """Some are published, one is late, one waits to be written."""
    for code, agency, title, days_ago, published in ITEMS:
        clerk, reviewer = staff(agencies[agency], Role.CLERK), staff(agencies[agency], Role.AGENCY_REVIEWER)
        category = Category.objects.open().filter(Q(code=code) | Q(parent__code=code)).order_by("pk").first()
        item = create_item(
            category=category,
            agency=agencies[agency],
            title=title,
            text=f"{title}，由{agencies[agency].name}公布。",
            formed_on=timezone.localdate() - timedelta(days=days_ago),
            by=clerk,
            values={field["name"]: value_for(field) for field in category.fields if field["required"]},
        )
        if published:
            publish_item(item=submit_item(item=item, by=clerk), by=reviewer)


def value_for(field):
    if field["type"] == "choice":
        return field["choices"][0]
    return {"date": timezone.localdate().isoformat(), "number": 100}.get(field["type"], "见正文")


def review_records(actors):
    """Of the drafts that missed deadlines opened: one comes into force, one is dismissed, the others wait."""
    drafts = list(CreditRecord.objects.filter(state="draft").exclude(source_deadline=None).order_by("pk"))
    if len(drafts) < 3:
        return
    record = confirm_record(record=submit_record(record=drafts[0], by=actors["ye"]), by=actors["meng"], reason="逾期属实，没有正当理由。")
    correct(record, actors)
    submit_record(record=drafts[1], by=actors["meng"])
    dismiss_record(record=drafts[2], by=actors["ye"], reason="当事单位已在期限内完成，系补报材料迟延。")


def correct(record, actors):
    """The facts are put right once, and another change waits for somebody's approval."""
    content = {name: value for name, value in content_of(record).items() if name != "severity"}
    facts = f"{record.facts}当事单位于次月办结。"
    proposed = propose_correction(record=record, by=actors["ye"], reason="补记办结情况。", **(content | {"facts": facts}))
    approve_revision(revision=proposed, by=actors["meng"], reason="核对了办结材料，属实。")
    propose_revocation(record=record, by=actors["meng"], reason="当事单位称期限曾经批准延长，请核对后决定是否撤销。")


def rate(actors):
    """The shipped rule set is tried out and approved by two people, and the last months are rated."""
    rule_set = RatingRuleSet.objects.get()
    rule_set.effective_from = months_ago(3)
    rule_set.save(update_fields=["effective_from"])
    submit_rule_set(rule_set=rule_set, by=actors["ye"])
    run = try_rule_set(rule_set=rule_set, by=actors["ye"])
    approve_rule_set(rule_set=rule_set, by=actors["meng"], reason="试算结果没有不合理的高低。", what_if=run.pk)
    for period in due_periods():
        rate_period(period=period, by=Actor.system("ratings"))


def months_ago(count):
    """The first day of the month so many months ago."""
    year, month = divmod(timezone.localdate().year * 12 + timezone.localdate().month - 1 - count, 12)
    return date(year, month + 1, 1)


def object_to_records(agencies, actors):
    """Two agencies object to what another entered: one objection is decided, the other one waits for the unit that entered the record."""
    decided = objected(agencies["市交通局"], actors, "市交通局拖欠道路养护款", "养护款已于上月付清，银行回单见附件。")
    decided = objections.ask_source(objection=decided, by=actors["meng"])
    words = "经核对银行回单，养护款确已付清，录入时没有收到回单。"
    decided = objections.answer_objection(objection=decided, by=actors["su"], answer=words, files=[evidence("核对说明")])
    opinion = "录入单位确认款项在录入以前已经付清，这条记录不应当存在。"
    decided = objections.propose_outcome(objection=decided, by=actors["meng"], outcome="revoked", opinion=opinion)
    objections.decide_objection(objection=decided, by=actors["song"], reason="情况属实，同意撤销。")
    waiting = objected(agencies["市教育局"], actors, "市教育局拖欠食堂改造款", "合同约定的质保期未满，尾款还没有到期。")
    objections.ask_source(objection=waiting, by=actors["meng"])


def repair_records(agencies, actors):
    """One repair waits to be examined."""
    record = entered(agencies["市市场监管局"], actors, "市市场监管局未按承诺时限答复举报", code="promise_not_kept_minor")
    application = repairs.apply_for_repair(
        record=record,
        by=staff(agencies["市市场监管局"], Role.CLERK),
        rectification="举报已全部答复，答复书已送达举报人。",
        duties="没有其他义务。",
        promise="今后按承诺的时限答复每一件举报，接受社会监督。",
        files=[evidence("答复书送达回证")],
    )
    repairs.accept_repair(application=application, by=actors["meng"])


def objected(agency, actors, title, text):
    """The agency's clerk objects to a record that 市政府办公室 entered and 叶知秋 confirmed."""
    record = entered(agency, actors, title)
    return objections.file_objection(
        record=record, by=staff(agency, Role.CLERK), grounds=["facts"], text=text, files=[evidence("付款凭证")]
    )


def entered(agency, actors, title, code="payment_default"):
    """A record that 市政府办公室 entered and 叶知秋 confirmed, in force since today."""
    record = draft_record(
        by=actors["su"],
        subject=agency,
        type=RecordType.objects.get(code=code),
        title=title,
        facts="合同款到期未付，经两次书面催告仍未支付。",
        happened_on=timezone.localdate() - timedelta(days=60),
        files=[evidence("催告函")],
    )
    submitted = submit_record(record=record, by=actors["su"])
    return confirm_record(record=submitted, by=actors["ye"], reason="核对了合同和催告函，属实。")


def open_cases(actors):
    """One clue becomes a case that is closed with a public decision; one case is being investigated."""
    clues = list(Clue.objects.filter(state="open").order_by("pk")[:2])
    for number, clue in enumerate(clues):
        case = cases.open_case(
            clue=clue, ground=Ground.objects.get(code="orders_not_executed"), title=clue.title, facts=clue.text, by=actors["jiang"]
        )
        for username in ("qin", "wei"):
            cases.assign_handler(case=case, handler=actors[username].user, by=actors["jiang"])
        case.refresh_from_db()
        if number == 0:
            cases.record_finding(case=case, finding="任务没有分解到人，到期前没有催办，逾期后仍未制定补救计划。", by=actors["qin"])
            case.refresh_from_db()
            measure = Measure.objects.get(code="circulated_criticism")
            cases.close_case(case=case, measure=measure, decision="对责任单位通报批评，责成10个工作日内办结并报告。", by=actors["wei"])

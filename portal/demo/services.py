"""Guides and applications of the demo city: one that lacks papers, one in parallel approval, one refused, one that is done."""

from commitments.cases import services as cases
from commitments.items import services as items

WINDOW = {"place": "云澜市政务服务中心二楼12号窗口", "hours": "工作日9:00至12:00，13:30至17:00", "complaints": "0499-5550100"}
FIRM = {
    "kind": "licence",
    "name": "人力资源服务许可",
    "legal_basis": "《人力资源市场暂行条例》第十八条",
    "conditions": "有明确的业务范围\n有固定场所、办公设施和一定数量的专职工作人员",
    "promised_days": 8,
    **WINDOW,
}
BENEFIT = {
    "kind": "payment",
    "name": "职业技能培训补贴申领",
    "legal_basis": "云澜市职业技能培训补贴申领办法",
    "conditions": "参加目录内的培训并取得证书",
    "statutory_days": 15,
    "statutory_basis": "云澜市职业技能培训补贴申领办法第九条",
    "promised_days": 10,
    **WINDOW,
}
BUILDING = {
    "kind": "licence",
    "name": "建筑工程施工许可（并联审批）",
    "legal_basis": "《建筑法》第七条",
    "conditions": "已办理用地批准手续\n有满足施工需要的资金安排、施工图纸及技术资料",
    "promised_days": 25,
    **WINDOW,
}


def paper(name, form="original", copies=1, needed=True):
    return {"name": name, "form": form, "copies": copies, "needed": needed}


PAPERS = [paper("申请表"), paper("营业执照", "copy"), paper("场所证明", "both", 2), paper("授权委托书", needed=False)]


def serve_applicants(agencies, actors):
    """市人社局 and 市住建局 publish their guides and work on applications."""
    firm = published(agencies["市人社局"], actors["lin"], actors["he"], **FIRM, materials=PAPERS)
    benefit = published(agencies["市人社局"], actors["lin"], actors["he"], **BENEFIT, materials=[paper("申请表"), paper("证书", "copy")])
    others = (agencies["市市场监管局"], agencies["市交通局"])
    building = published(agencies["市住建局"], actors["tang"], actors["qiao"], **BUILDING, materials=PAPERS[:3], participants=others)
    incomplete = received(firm, actors["lin"], "云澜市百川人力资源有限公司")
    cases.notify_missing(case=incomplete, papers=["营业执照", "场所证明"], words="复印件加盖公章。", by=actors["lin"])
    refuse(received(firm, actors["lin"], "云澜市驿路人才服务部"), actors)
    deliver(received(benefit, actors["lin"], "苏小满"), actors)
    received(benefit, actors["lin"], "方知夏")
    shared = cases.accept_case(case=received(building, actors["tang"], "云澜市远山建筑有限公司"), by=actors["tang"])
    cases.answer_opinion(opinion=shared.opinions.get(agency=others[0]), answer="consented", by=actors["bai"])


def published(agency, clerk, reviewer, **facts):
    item = items.submit_item(item=items.create_item(by=clerk, agency=agency, **facts), by=clerk)
    return items.publish_item(item=item, by=reviewer).versions.get()


def received(guide, clerk, applicant):
    return cases.open_case(guide=guide, applicant=applicant, contact="0499-5550123", by=clerk)


def proposed(case, actors, words):
    case = cases.accept_case(case=case, by=actors["lin"])
    return cases.propose_decision(case=case, reason=words, by=actors["lin"])


def refuse(case, actors):
    case = proposed(case, actors, "现场核查没有固定场所，建议不予许可。")
    words = {"reason": "现场核查没有固定的经营场所。", "basis": "《人力资源市场暂行条例》第十八条"}
    cases.decide_case(case=case, outcome="refused", by=actors["he"], **words)


def deliver(case, actors):
    case = proposed(case, actors, "证书核验无误，建议准予。")
    case = cases.decide_case(case=case, outcome="granted", reason="符合申领条件。", by=actors["he"])
    cases.deliver_case(case=case, delivery="补贴已拨付，短信告知。", by=actors["lin"])

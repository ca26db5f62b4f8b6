"""Promises of every kind: a township's on a telephone, a leader's word until it is signed off, a creditor's money, an application that lacks papers."""


def code_on(person):
    """The code in the box that is to be copied by hand."""
    return person.page.locator(".receipt b").inner_text().strip()


def test_a_township_clerk_promises_on_a_telephone(visit):
    clerk = visit("lan", narrow=True)
    clerk.open("/work/commitments/new/?kind=township_promise")
    clerk.look("promise")
    clerk.press("登记并公开")
    clerk.look("nothing-typed")
    clerk.write("承诺事项", "春和里停车场夜间对居民开放")
    clerk.write("承诺原文", "年底前春和里停车场夜间对周边居民免费开放。")
    clerk.write("怎样算做到", "每晚19时至次日7时可以停车，入口有告示")
    clerk.write("向谁承诺", "春和里及周边居民")
    clerk.write_date("什么时候办完", 2031, 12, 31)
    clerk.select("承诺领域", "停车")
    clerk.press("登记并公开")
    clerk.reads("已登记并公开")
    promise = clerk.page.url
    clerk.look("registered")

    clerk.open("/work/")
    clerk.look("work")
    clerk.follow("春和里停车场")
    clerk.write("进展", "入口告示已经装好，正在调试道闸。")
    clerk.write("完成了百分之几", "60")
    clerk.press("报送进展")
    clerk.reads("已报送")

    citizen = visit(narrow=True)
    citizen.open("/commitments/boards/township_promise/")
    citizen.follow("柳湾街道")
    citizen.reads("春和里停车场")
    citizen.look("board")
    citizen.open(promise.replace("/work", ""))
    citizen.reads("60%")
    citizen.look("public")


def test_a_leaders_word_from_phrase_to_sign_off(visit):
    leader, clerk, supervisor = visit("su", narrow=True), visit("tang"), visit("jiang")
    leader.open("/work/assign/")
    leader.look("one-line")
    leader.write("谁办、办什么、什么时候办完", "请市住建局核实滨江路积水并整治，市交通局配合")
    leader.press("下一步，核对")
    leader.look("understood")
    leader.press("交办并计时")
    leader.reads("已交办")
    task = leader.page.url
    leader.reads("15个工作日")

    clerk.open("/work/")
    clerk.follow("核实滨江路积水")
    clerk.reads("现在要做：签收")
    clerk.look("to-receive")
    clerk.press("签收")
    clerk.write("进展", "六处积水点已经核实，正在清淤。")
    clerk.write("完成了百分之几", "50")
    clerk.press("报送进展")
    clerk.press("已经做到，去申报完成")
    clerk.write("怎样完成的", "六处积水点全部整治，书面报告附后。")
    clerk.attach("files", "报告.txt", "整治报告".encode())
    clerk.press("申报完成，送核验")
    clerk.reads("已送核验")

    supervisor.open(task)
    supervisor.look("to-sign-off")
    supervisor.choose("已兑现")
    supervisor.press("核验为“已兑现”并公开")
    supervisor.reads("核验结论已公开。")
    leader.open(task)
    leader.reads("已兑现")
    leader.look("signed-off")


def test_a_creditor_contradicts_a_payment(visit):
    clerk, creditor, supervisor = visit("tang"), visit(narrow=True), visit("jiang")
    clerk.open("/work/debts/")
    clerk.follow("〔")
    clerk.press("登记付款")
    clerk.write("付款金额（元）", "50000.00")
    clerk.attach("files", "回单.txt", "银行回单".encode())
    clerk.press("登记付款")
    code = code_on(clerk)
    clerk.look("code")

    creditor.open("/debts/confirm/")
    creditor.look("ask")
    creditor.write("收款确认码", "2222-2222-2222")
    creditor.press("查这笔付款")
    creditor.reads("没有这个确认码")
    creditor.write("收款确认码", code.lower())
    creditor.press("查这笔付款")
    creditor.reads("50,000.00")
    creditor.look("payment")
    creditor.choose("有异议")
    creditor.press("提交答复")
    creditor.reads("填写哪里不符")
    creditor.write("说明", "账上没有收到这笔钱。")
    creditor.press("提交答复")
    creditor.reads("答复已收到")

    supervisor.open("/work/inbox/")
    supervisor.look("inbox")
    clerk.open(clerk.page.url)
    clerk.reads("账上没有收到这笔钱。")
    clerk.look("contradicted")


def test_an_applicant_whose_papers_are_incomplete_is_told_once(visit):
    clerk, applicant = visit("lin"), visit(narrow=True)
    case, code = received(clerk)
    clerk.press("一次性告知补正")
    clerk.choose("营业执照")
    clerk.choose("场所证明")
    clerk.look("missing")
    clerk.press("告知申请人")

    follow_case(applicant, code)
    applicant.reads("请补齐这些材料")
    applicant.reads("场所证明")
    applicant.look("told")

    clerk.open(f"{case}notify/")
    clerk.reads("一次")
    clerk.look("second-time")
    clerk.open(f"{case}supply/")
    clerk.choose("营业执照")
    clerk.choose("场所证明")
    clerk.press("登记")
    decided_and_delivered(case, clerk, visit("he"))
    follow_case(applicant, code)
    applicant.reads("符合法定条件。")
    applicant.look("delivered")


def received(clerk):
    """The address of a new application and the code that the applicant gets."""
    clerk.open("/work/service-cases/new/")
    option = clerk.page.locator("select[name=guide] option", has_text="人力资源服务许可").inner_text()
    clerk.select("申请什么", option)
    clerk.write("申请人", "云澜市晴川人力资源有限公司")
    clerk.write("联系方式", "0499-5550188")
    clerk.press("收件，发查询码")
    clerk.look("received")
    return clerk.page.url, code_on(clerk)


def follow_case(applicant, code):
    applicant.open("/services/case/")
    applicant.write("查询码", code)
    applicant.press("查进度")


def decided_and_delivered(case, clerk, reviewer):
    clerk.open(case)
    clerk.press("送审批")
    clerk.write("理由", "材料齐全，符合条件，建议准予。")
    clerk.press("送审批")

    reviewer.open(case)
    reviewer.look("to-decide")
    reviewer.press("作出决定")
    reviewer.choose("准予")
    reviewer.write("理由", "符合法定条件。")
    reviewer.look("decide")
    reviewer.press("作出决定")
    clerk.open(case)
    clerk.press("送达")
    clerk.write("怎样送达", "申请人到窗口领取，已签收。")
    clerk.press("已送达")

"""A clue becomes a case: one opens it, one looks into it, another decides; the public reads the outcome."""


def test_a_clue_becomes_a_public_outcome(visit):
    opener, handler, decider = visit("jiang"), visit("qin"), visit("wei")
    opener.open("/work/clues/")
    assert opener.section() == "案件"
    opener.look("clues")
    opener.follow("公布欠薪线索")
    clue = opener.page.url
    opener.look("clue")
    opener.press("立案")
    opener.press("立案，去指派承办人")
    opener.reads("选择问责情形")
    opener.look("open-error")
    opener.select("问责情形", "执行上级决策不力")
    opener.press("立案，去指派承办人")
    case = opener.page.url
    assert decider.open(case) == 404
    for name in ("秦正平", "卫平章"):
        assign(opener, name)
    opener.look("assigned")

    handler.open(case)
    handler.press("写调查结论")
    handler.look("finding")
    handler.write("调查结论", "到期前没有催办。")
    handler.press("保存结论，交给别人决定")
    handler.reads("到期前没有催办。")
    handler.look("found")
    handler.open(f"{case}decide/")
    handler.look("refused")

    decide(decider, case)
    opener.open(clue)
    opener.look("clue-settled")
    opener.page.locator(f"main .aside a[href='{case.removeprefix(opener.base)}']").click()
    opener.reads("通报批评")
    citizen = visit(narrow=True)
    citizen.open("/cases/")
    citizen.follow("公布欠薪线索")
    citizen.reads("通报批评")
    citizen.look("public")


def assign(opener, name):
    opener.page.locator("main a", has_text="指派").first.click()
    opener.page.locator("[name=handler]").select_option(label=opener.page.locator("[name=handler] option", has_text=name).inner_text())
    opener.look("assign")
    opener.press("指派")
    opener.reads("已指派")


def decide(decider, case):
    decider.open("/work/cases/")
    decider.look("cases")
    decider.open(case)
    decider.look("to-decide")
    decider.write("决定和理由", "通报批评，责成10个工作日内办结。")
    decider.press("问责，办结案件")
    decider.reads("选择问责方式")
    decider.look("decide-error")
    decider.select("问责方式", "通报批评")
    decider.press("问责，办结案件")
    decider.reads("案件已办结")
    decider.look("closed")

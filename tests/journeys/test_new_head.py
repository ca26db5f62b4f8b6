"""A new head takes over: reads what the agency owes, signs with the old one, and goes on; a superior takes what a dissolved institution left."""


def test_a_new_head_signs_for_what_the_old_one_leaves(visit):
    new, old = visit("ning", narrow=True), visit("gu")
    new.open("/work/inbox/")
    new.look("inbox")
    new.follow("请核对并签署交接清单")
    handover = new.page.url
    new.reads("现在要做：核对清单并签字")
    new.reads("建成保障性租赁住房")
    new.look("to-sign")
    new.press("核对无误，签字")
    new.reads("已签字。")
    new.look("signed-by-one")

    old.open(handover)
    old.reads("任期到")
    old.look("old-head")
    old.press("核对无误，签字")
    old.reads("宁致远签字接收")
    old.look("signed")

    new.open(handover)
    new.reads("接下来：按原期限办理，先办逾期的。")
    new.look("what-now")
    new.press("看待办")
    assert new.heading() == "我的待办"


def test_a_superior_takes_what_a_dissolved_institution_left(visit):
    reviewer, supervisor = visit("he"), visit("jiang")
    reviewer.open("/work/reassignments/")
    reviewer.reads("开放公共实训基地晚间时段")
    reviewer.look("arrived")
    supervisor.open("/work/reassignments/assign/")
    supervisor.look("assign")
    supervisor.page.get_by_label("公布技能等级认定机构名单").uncheck()
    supervisor.select("由哪个单位承接", "云澜市教育局")
    supervisor.write("理由", "实训基地的管理职能划入市教育局。")
    supervisor.press("指定并公开")
    supervisor.reads("已指定")

    reviewer.open("/work/reassignments/take/")
    reviewer.look("take")
    reviewer.press("接手承诺")
    reviewer.reads("已接手。")
    citizen = visit(narrow=True)
    citizen.open("/commitments/?q=实训基地")
    citizen.follow("开放公共实训基地")
    citizen.reads("实训基地的管理职能划入市教育局。")
    citizen.reads("原责任单位")
    citizen.look("public")

"""An agency puts a matter right and applies for repair: one officer examines it, another decides; the decision can be verified."""


def test_a_repair_is_examined_decided_and_certified(visit):
    clerk, first, second = visit("bai"), visit("meng"), visit("song")
    clerk.open("/work/repairs/")
    clerk.look("list")
    clerk.follow("未按承诺时限答复举报")
    address = clerk.page.url
    clerk.look("accepted")

    first.open(address)
    first.press("提出审查意见")
    first.choose("符合条件，同意")
    first.write("理由", "答复书已经全部送达。")
    first.look("propose")
    first.press("提交，由另一位同事决定")
    first.open(f"{address}decide/")
    first.reads("不能决定")

    second.open(address)
    second.press("决定同意")
    second.write("决定的理由", "条件全部满足。")
    second.look("decide")
    second.press("照审查意见决定")
    second.reads("已同意")
    clerk.open(address)
    clerk.reads("核验码")
    clerk.look("approved")


def test_before_the_floor_the_form_says_from_which_day(visit):
    clerk = visit("zhuang")
    clerk.open("/work/objections/")
    clerk.follow("拖欠食堂改造款")
    clerk.follow("拖欠食堂改造款")
    clerk.press("申请修复")
    clerk.reads("起可以申请修复")
    clerk.look("not-yet")

"""An officer corrects a record; another approves it; the old wording stays readable beside the new one."""


def test_a_correction_is_proposed_approved_and_the_old_words_stay(visit):
    first, second = visit("meng"), visit("song")
    first.open("/work/records/?q=举报")
    first.follow("未按承诺时限答复举报")
    record = first.page.url
    first.press("更正记录")
    first.write("标题", "市市场监管局答复举报超过承诺时限三天")
    first.write("更正的理由", "原标题没有写明超过几天。")
    first.look("propose")
    first.press("提交更正，由另一人批准")
    first.reads("等另一位同事批准")

    second.open("/work/records/revisions/")
    second.look("list")
    second.follow("未按承诺时限答复举报")
    second.look("proposed")
    second.press("批准")
    second.write("理由", "对照了答复书的送达日期，属实。")
    second.press("批准，立即生效")
    second.reads("已批准")
    second.open(record)
    second.reads("市市场监管局答复举报超过承诺时限三天")
    second.reads("市市场监管局未按承诺时限答复举报")
    second.look("corrected")

"""A personnel office asks who may be proposed: a mistake in the list is said, every name gets an answer with its grounds, and the answer stays."""


def test_a_list_of_names_is_checked_before_an_award(visit):
    officer = visit("ye")
    officer.open("/work/eligibility/")
    officer.press("做一次信用审查")
    officer.select("审查事项", "评优评先、授予荣誉")
    officer.write("拟评拟任事项", "2026年度全市先进集体评选")
    officer.write("单位或者人员", "市住建局\n市没有这个局\n市人社局 林晓舟")
    officer.press("审查，出具结论")
    officer.reads("市没有这个局")
    officer.look("unknown-name")
    officer.write("单位或者人员", "市住建局\n市交通局\n市人社局 林晓舟")
    officer.press("审查，出具结论")
    officer.reads("不可以")
    officer.reads("信录")
    officer.look("answers")
    address = officer.page.url
    officer.open("/work/eligibility/")
    officer.reads("2026年度全市先进集体评选")
    officer.look("list")
    other = visit("tang")
    assert other.open(address) == 404

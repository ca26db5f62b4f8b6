import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.intake.reading import DOUBTS, as_json, read_document
from commitments.intake.reading.limits import read_field, read_running
from commitments.intake.reading.responsibilities import read_prose
from commitments.intake.reading.units import split_units

PIECES = [
    "一、",
    "（一）",
    "1．",
    "（1）",
    "①",
    "第一条 ",
    "一是",
    "\n",
    "　　",
    "。",
    "；",
    "（",
    "）",
    "【",
    "】",
    "市财政局",
    "牵头",
    "负责",
    "配合",
    "按职责分工负责",
    "等部门",
    "责任单位：",
    "牵头单位：",
    "完成时限：",
    "2025年6月底前",
    "2月30日前",
    "年内",
    "每季度",
    "长期坚持",
    "序号\t任务\t责任单位\n",
    "\t",
    "具体措施：",
    "云政发〔2025〕3号",
    "云澜市人民政府",
    "2025年3月1日",
    "关于修桥的通知",
    "及",
    "和",
    "、",
    "附件：",
    "指导思想",
    "5年内",
    "自本《意见》公布之日起一个月内",
    "由",
    "要",
    "\0",
    "𠮷",
]
NOTATIONS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(st.text() | NOTATIONS)
def test_any_text_gives_a_result_whose_places_hold(text):
    read = read_document(text)
    assert as_json(read)["tasks"] is not None
    for task in read.tasks:
        assert text[task.span.start : task.span.end] == task.text
        assert set(task.doubts) <= set(DOUBTS)
        for unit in task.lead_units + task.cooperating_units:
            assert "".join(text[unit.span.start : unit.span.end].split()) == unit.name
        if task.deadline.span:
            assert text[task.deadline.span.start : task.deadline.span.end].strip() == task.deadline.text
    for found in (read.head.source_title, read.head.number, read.head.issuer, read.head.written_on, read.head.published_on):
        assert found is None or 0 <= found.span.start < found.span.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "（一）修好柳溪桥。抓紧设计、施工，2026年6月底前通车。（市交通运输局牵头，市财政局、各区人民政府按职责分工负责）\n",
        "1．公布进度。每季度公布一次。责任单位：市交通运输局；完成时限：年内。",
        "一、",
        "（",
        "【牵头单位】",
        "市、",
        "，",
        "2025年",
        "1.",
        "（一）",
        "一是",
        "云澜市财政局 ",
        "云政发〔2025〕3号",
        "附件：",
        "\n",
        "　　",
        "等",
        "及各区",
        "序号；任务；责任单位\n1；修桥；市财政局\n",
        "按按职责",
        "责任",
        "完成完成",
        "牵头",
        "局 ",
        "《",
        "“",
        "2025-",
        "各地区",
        "时间",
        "中",
    ],
)
def test_time_grows_linearly(unit):
    def work(length):
        """Processor time, so that busy neighbours do not count."""
        text = (unit * (length // len(unit) + 1))[:length]
        began = time.process_time()
        read_document(text)
        return time.process_time() - began

    work(2_000)
    short = min(work(20_000) for _ in range(3))
    # ten times the length is ten times the work; quadratic time would be a hundred times
    assert min(work(200_000) for _ in range(2)) < 40 * max(short, 0.01)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("市财政局、市审计局，各区人民政府", ["市财政局", "市审计局", "各区人民政府"]),
        ("市、区人民政府、街道办事处", ["市、区人民政府", "街道办事处"]),
        ("各区、县级市", ["各区", "县级市"]),
        ("各县、区人民政府", ["各县、区人民政府"]),
        ("各县（市、区）人民政府、市直有关部门", ["各县(市、区)人民政府", "市直有关部门"]),
        ("市工业和信息化局和市商务局", ["市工业和信息化局", "市商务局"]),
        ("市住房和城乡建设局及各区", ["市住房和城乡建设局", "各区"]),
        ("市级相关部门和单位及各区", ["市级相关部门和单位", "各区"]),
        ("市公安局等部门", ["市公安局"]),
        ("市公安局等有关部门及各区", ["市公安局", "有关部门", "各区"]),
        ("市教育局、各高等学校等单位", ["市教育局", "各高等学校"]),
        ("市司法局、市教育局(按职责分工)", ["市司法局", "市教育局"]),
        ("市司法局、市教育局按职责分工", ["市司法局", "市教育局"]),
        ("市委宣传部会同市教育局", ["市委宣传部", "市教育局"]),
        ("以上由市司法局、市教育局", ["市司法局", "市教育局"]),
        ("无", []),
    ],
)
def test_lists_of_units(words, names):
    from core.documents.text import fold

    folded = fold(words)
    assert [folded[start:end] for start, end in split_units(folded, 0, len(folded))] == names


@pytest.mark.parametrize(
    ("words", "lead", "cooperate"),
    [
        ("市财政局牵头,市审计局配合", ["市财政局"], ["市审计局"]),
        ("市财政局负责", ["市财政局"], []),
        ("市财政局牵头,市审计局负责", ["市财政局"], ["市审计局"]),
        ("市财政局、市审计局按职责分工负责", [], ["市财政局", "市审计局"]),
        ("市财政局牵头负责,各区参与,2026年底前完成", ["市财政局"], ["各区"]),
        ("由市财政局会同市审计局牵头,市统计局协助", ["市财政局"], ["市审计局", "市统计局"]),
        ("市财政局主责,市审计局协同", ["市财政局"], ["市审计局"]),
        ("市财政局牵头抓总,市审计局支持", ["市财政局"], ["市审计局"]),
        ("企业自行负责", [], []),
        ("谁审批谁负责", [], []),
    ],
)
def test_words_of_responsibility(words, lead, cooperate):
    units = read_prose(words, 0, len(words))
    assert [words[start:end] for role, start, end in units if role == "lead"] == lead
    assert [words[start:end] for role, start, end in units if role == "cooperate"] == cooperate


@pytest.mark.parametrize(
    ("words", "kind", "day"),
    [
        ("2026年6月底前", "date", date(2026, 6, 30)),
        ("2026年6月", "date", date(2026, 6, 30)),
        ("6月30日前", "date", date(2025, 6, 30)),
        ("2026年2月", "date", date(2026, 2, 28)),
        ("年内", "date", date(2025, 12, 31)),
        ("2026年", "date", date(2026, 12, 31)),
        ("2026年第一季度", "date", date(2026, 3, 31)),
        ("上半年", "date", date(2025, 6, 30)),
        ("2025年3月至2026年5月", "date", date(2026, 5, 31)),
        ("2026.6.30", "date", date(2026, 6, 30)),
        ("二〇二六年六月底前", "date", date(2026, 6, 30)),
        ("明年3月底前", "date", date(2026, 3, 31)),
        ("2026年2月30日前", "date", None),
        ("2026年13月", "date", None),
        ("2026", "date", date(2026, 12, 31)),
        ("三个月内", "date", None),
        ("每季度末", "periodic", None),
        ("每年12月底前", "periodic", None),
        ("长期坚持", "continuous", None),
        ("持续实施", "continuous", None),
        ("“十五五”期末", "date", date(2030, 12, 31)),
        ("国庆节前", "date", None),
        ("每两月一次", "periodic", None),
        ("6月底前提请审议", "date", date(2025, 6, 30)),
        ("按上级要求", "none", None),
    ],
)
def test_time_fields(words, kind, day):
    limit, _ = read_field(words, 0, len(words), 2025)
    assert (limit.kind, limit.date) == (kind, day)


@pytest.mark.parametrize(
    ("words", "kind", "day"),
    [
        ("年底前建成。", "date", date(2025, 12, 31)),
        ("到2027年,全部达标。", "date", date(2027, 12, 31)),
        ("2026年基本实现联网。", "date", date(2026, 12, 31)),
        ("2026年3月底前出台办法,12月底前全面推开。", "date", date(2026, 12, 31)),
        ("力争2026年上半年开工。", "date", date(2026, 6, 30)),
        ("下半年全面铺开。", "date", date(2025, 12, 31)),
        ("11月中旬完成验收。", "date", date(2025, 11, 20)),
        ("3月8日开展宣传。", "none", None),
        ("自2026年起施行。", "none", None),
        ("办好2026年全市创业大赛。", "none", None),
        ("修订2026年版目录。", "none", None),
        ("落实2024年决定。", "none", None),
        ("材料齐全的,15个工作日内办结。", "none", None),
        ("压缩至4个月以内。", "none", None),
        ("落实《云澜市2027年规划》。", "none", None),
        ("省政府6月底前公布后,尽快公布。", "none", None),
        ("决定之日起30日内公开。", "none", None),
        ("定期检查,持续推进。", "none", None),
        ("每年检查两次,每月通报。", "periodic", None),
        ("每人每月补助300元。", "none", None),
        ("三年内全部改造。", "date", None),
        ("自本办法公布之日起三个月内清理完毕。", "date", None),
        ("毕业两年内的青年优先。", "none", None),
        ("每年12月底前报告。", "periodic", None),
        ("2月30日前完成。", "date", None),
        ("2026年春节前发放。", "none", None),
        ("次年1月底前公开。", "none", None),
        ("一年内两次以上违规的,取消资格。", "none", None),
        ("截至2026年底,建成30个。", "date", date(2026, 12, 31)),
    ],
)
def test_limits_in_running_text(words, kind, day):
    limit, doubts = read_running(words, 0, len(words), 2025, date(2025, 3, 1))
    assert (limit.kind, limit.date) == (kind, day)
    assert bool(doubts) == (kind == "date" and day is None)


def test_doubts_name_what_a_person_must_settle():
    read = read_document(
        "一、任务\n（一）修桥。2月30日前完工。（市交通运输局负责）\n（二）铺路。（市财政局、市交通运输局按职责分工负责）\n"
    )
    assert [task.doubts for task in read.tasks] == [("impossible_date",), ("no_lead_unit",)]
    assert read_document("今天天气很好。").doubts == ("no_tasks",)

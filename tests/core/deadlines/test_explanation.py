import json
from datetime import date

import pytest

from core.deadlines.calculation import due_date
from core.deadlines.explanation import explain, sentence
from tests.golden.calendars import shipped_calendar


def explained(start, amount, unit, **more):
    facts = {key: more.pop(key) for key in ("rule_code", "rule_name", "legal_basis") if key in more}
    start = date.fromisoformat(start)
    return explain(due_date(start=start, amount=amount, unit=unit, calendar=shipped_calendar(), **more), **facts)


@pytest.fixture(autouse=True)
def chinese(settings):
    settings.LANGUAGE_CODE = "zh-hans"


def test_explanation_is_json_with_every_day():
    data = explained("2025-09-26", 20, "working_day", rule_code="foi_reply", rule_name="答复", legal_basis="《政府信息公开条例》第三十三条")
    assert json.loads(json.dumps(data)) == data
    assert data["due_on"] == "2025-10-30" and data["started_on"] == "2025-09-26"
    assert data["days"][0] == {"date": "2025-09-27", "kind": "rest", "counted": False}
    assert data["days"][-1] == {"date": "2025-10-30", "kind": "counted", "counted": True}
    assert {"date": "2025-10-06", "why": "中秋节"} in data["skipped"]
    assert data["makeup"] == ["2025-09-28", "2025-10-11"]


def test_a_long_period_is_not_listed_day_by_day():
    assert explained("2024-01-31", 24, "month")["days"] == []
    assert len(explained("2024-01-31", 400, "calendar_day", runs=True)["days"]) == 400


def test_sentence_of_working_days():
    data = explained("2025-09-26", 20, "working_day", legal_basis="《政府信息公开条例》第三十三条")
    assert sentence(data) == (
        "自2025年9月26日的次日起算20个工作日，其间国庆节、中秋节放假8天、周末6天不计，9月28日、10月11日调休上班计入，"
        "期限至2025年10月30日止。依据：《政府信息公开条例》第三十三条。"
    )


def test_sentence_of_a_pause_and_an_extension():
    data = explained("2026-03-02", 20, "working_day", pauses=((date(2026, 3, 6), date(2026, 3, 13)),), extension=10)
    assert sentence(data) == (
        "自2026年3月2日的次日起算20个工作日，经批准延长10个工作日，3月7日至3月13日暂停7天不计，"
        "其间清明节放假3天、周末10天不计，期限至2026年4月21日止。"
    )


def test_sentence_of_an_open_pause():
    data = explained("2026-03-02", 20, "working_day", pauses=((date(2026, 3, 6), None),))
    assert data["due_on"] is None and data["pauses"] == [["2026-03-06", None]]
    assert sentence(data) == "自2026年3月2日的次日起算20个工作日，3月7日起暂停计算，恢复计算后确定期限。"


def test_sentence_leaves_out_a_pause_that_came_too_late():
    data = explained("2026-03-02", 3, "working_day", pauses=((date(2026, 3, 10), date(2026, 3, 12)),))
    assert sentence(data) == "自2026年3月2日的次日起算3个工作日，期限至2026年3月5日止。"


def test_sentence_of_a_moved_last_day():
    data = explained("2026-08-05", 60, "calendar_day")
    assert (data["shifted_from"], data["shifted_because"]) == ("2026-10-04", "国庆节")
    assert sentence(data) == "自2026年8月5日的次日起算60日，末日10月4日逢国庆节，顺延至其后首个工作日，期限至2026年10月8日止。"


def test_sentence_of_a_period_that_runs():
    assert sentence(explained("2025-08-31", 6, "month", runs=True)) == "自2025年8月31日的次日起算6个月，至2026年2月28日期满。"


def test_sentence_of_nothing_to_count():
    assert sentence(explained("2026-03-03", 0, "working_day")) == "限2026年3月3日当日，期限至2026年3月3日止。"


def test_sentence_says_that_a_date_is_provisional():
    data = explained("2026-12-03", 60, "calendar_day")
    assert data["provisional_years"] == [2027]
    assert sentence(data).endswith("期限至2027年2月1日止。2027年尚无正式的放假安排，此日期为暂定。")

import json

import pytest
from django.core.management import CommandError, call_command

from core.rules.reference import load_reference

CASE = {"rule": "foi_reply", "start": "2025-09-26", "amount": 20, "unit": "working_day", "pauses": [], "extension": 0, "note": "kept"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, capsys):
    load_reference()

    def run(cases, *options):
        path = tmp_path / "cases.json"
        path.write_text(cases if isinstance(cases, str) else json.dumps(cases), encoding="utf-8")
        call_command("due_date", path, *options)
        return capsys.readouterr().out

    return run


def test_json_gives_the_same_objects_with_due_and_explanation(run):
    (answer,) = json.loads(run([CASE], "--json"))
    assert answer == CASE | {"due": "2025-10-30", "explanation": answer["explanation"]}
    assert answer["explanation"].startswith("自2025年9月26日的次日起算20个工作日")
    assert answer["explanation"].endswith("依据：《政府信息公开条例》第三十三条。")


def test_table(run):
    assert run([CASE, CASE | {"rule": "x"}]).splitlines()[0].startswith("foi_reply  2025-09-26  2025-10-30  自2025年")


def test_no_cases(run):
    assert json.loads(run([], "--json")) == []


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        ("discipline_warning", "2026-01-31"),  # the catalogue says that it runs
        ("discipline_case", "2026-02-02"),  # a limit to act
        ("discipline_unheard_of", "2026-01-31"),
        ("some_local_rule", "2026-02-02"),
    ],
)
def test_whether_a_period_merely_runs(run, rule, due):
    (answer,) = json.loads(run([{"rule": rule, "start": "2025-07-31", "amount": 6, "unit": "month"}], "--json"))
    assert answer["due"] == due


def test_a_rule_is_found_for_a_start_before_it_was_in_force(run):
    (answer,) = json.loads(run([{"rule": "discipline_warning", "start": "2018-03-31", "amount": 6, "unit": "month"}], "--json"))
    assert answer["due"] == "2018-09-30"  # a Sunday: it runs


def test_an_open_pause_has_no_due_date(run):
    (answer,) = json.loads(run([CASE | {"pauses": [["2025-09-28", None]]}], "--json"))
    assert answer["due"] is None
    assert "-" in run([CASE | {"pauses": [["2025-09-28", None]]}])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"start": "2025-02-30"}, "不是有效日期"),
        ({"start": 20250230}, "不是有效日期"),
        ({"start": None}, "不是有效日期"),
        ({"unit": "week"}, "不认识的单位“week”"),
        ({"unit": ["month"]}, "不认识的单位"),
        ({"unit": "none"}, "不认识的单位"),
        ({"amount": "20"}, "“amount”应当是不小于零的整数"),
        ({"amount": -1}, "“amount”应当是不小于零的整数"),
        ({"amount": True}, "“amount”应当是不小于零的整数"),
        ({"amount": 10**40}, "超出公元9999年"),
        ({"extension": 1.5}, "“extension”应当是不小于零的整数"),
        ({"amount": 20.0}, "“amount”应当是不小于零的整数"),
        ({"amount": None}, "“amount”应当是不小于零的整数"),
        ({"extension": None}, "“extension”应当是不小于零的整数"),
        ({"start": "2025-9-26"}, "“2025-9-26”不是有效日期"),
        ({"pauses": None}, "“pauses”应当是列表"),
        ({"pauses": [[None, "2025-09-30"]]}, "“None”不是有效日期"),
        ({"pauses": "no"}, "“pauses”应当是列表"),
        ({"pauses": [["2025-09-28"]]}, "“pauses”应当是列表"),
        ({"pauses": [["2025-09-28", "2025-09-27"]]}, "恢复日2025-09-27早于中止日2025-09-28"),
        ({"rule": 7}, "“rule”应当是规则代码"),
        ({"rule": "a\0b"}, "“rule”应当是规则代码"),
    ],
)
def test_bad_case_is_named_in_one_sentence(run, change, says):
    with pytest.raises(CommandError, match=f"^第2个案例：.*{says}"):
        run([CASE, CASE | change])


def test_missing_key_and_wrong_shape(run):
    with pytest.raises(CommandError, match="第1个案例：缺少“unit”"):
        run([{"rule": "x", "start": "2025-01-01", "amount": 1}])
    with pytest.raises(CommandError, match="第1个案例：应当是一个对象"):
        run([7])
    with pytest.raises(CommandError, match="应当是一个列表"):
        run({"rule": "x"})
    with pytest.raises(CommandError, match="不是 UTF-8 编码的 JSON 文件"):
        run("{not json")


def test_missing_file(tmp_path):
    with pytest.raises(CommandError, match="读不到文件"):
        call_command("due_date", tmp_path / "none.json")

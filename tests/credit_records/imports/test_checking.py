"""What the check says of a row: the rules, the directory, the other rows, the records that are there."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.directory.models import Agency, AgencyName, CivilServant
from credit_records.records import services
from credit_records.records.models import CreditFile
from portal.demo.cast import credit_code
from tests.credit_records.imports.conftest import GOOD, PAPERED

pytestmark = pytest.mark.django_db
TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()
# 市住建局 is the 13th agency of the cast
CODE = credit_code(13)
PERSON = GOOD | {"姓名": "唐一鸣", "记录类型": "轻微失约，已及时改正"}

WRONG = {
    "no subject": (GOOD | {"单位名称": ""}, "单位名称", "至少填一项"),
    "unknown agency": (GOOD | {"单位名称": "市园林局"}, "单位名称", "名录里没有“市园林局”"),
    "wrong check digit": (GOOD | {"统一社会信用代码": CODE[:-1] + ("1" if CODE[-1] != "1" else "2")}, "统一社会信用代码", "校验位不对"),
    "short code": (GOOD | {"统一社会信用代码": CODE[:-1]}, "统一社会信用代码", "校验位不对"),
    "unknown code": (GOOD | {"统一社会信用代码": credit_code(999)}, "统一社会信用代码", "没有这个代码"),
    "code of another": (GOOD | {"统一社会信用代码": credit_code(1)}, "单位名称", "云澜市人民政府的，和所填的单位名称不一致"),
    "code as a number": (GOOD | {"统一社会信用代码": "1.14299E+17"}, "统一社会信用代码", "后几位已经丢失"),
    "unknown person": (PERSON | {"姓名": "无此人"}, "姓名", "名录里没有这个人"),
    "wrong post": (PERSON | {"职务": "局长"}, "姓名", "名录里没有这个人"),
    "oneself": (PERSON | {"单位名称": "市政府办公室", "姓名": "苏明远"}, "姓名", "你本人"),
    "a type for agencies": (GOOD | {"姓名": "唐一鸣"}, "记录类型", "只记机关单位"),
    "a type for people": (PAPERED | {"记录类型": "警告处分"}, "记录类型", "只记公务员"),
    "unknown type": (GOOD | {"记录类型": "迟到"}, "记录类型", "没有“迟到”这一项"),
    "severity of another type": (GOOD | {"程度": "严重失信"}, "程度", "一般失信"),
    "severity of a good record": (PAPERED | {"记录类型": "获得诚信荣誉", "程度": "轻微失信"}, "程度", "和所填的不一致"),
    "unknown severity": (GOOD | {"程度": "特别严重"}, "程度", "没有“特别严重”这一项"),
    "a day to come": (GOOD | {"发生日期": TOMORROW}, "发生日期", "不能晚于今天"),
    "before the agency": (GOOD | {"发生日期": "2000-12-31"}, "发生日期", "发生日期不能更早"),
    "before the post": (PERSON | {"发生日期": "2019-12-31"}, "发生日期", "发生日期不能更早"),
    "no such day": (GOOD | {"发生日期": "2026-02-30"}, "发生日期", "不是日历上的日期"),
    "no paper": (PAPERED | {"认定文书": "", "文书文号": "", "文书日期": ""}, "认定文书", "认定文书"),
    "paper without a day": (PAPERED | {"文书日期": ""}, "文书日期", "日期"),
    "paper of tomorrow": (PAPERED | {"文书日期": TOMORROW}, "文书日期", "不能晚于今天"),
    "paper before the deed": (PAPERED | {"文书日期": "2026-06-29"}, "文书日期", "不能早于发生日期"),
    "formula": (GOOD | {"事实": "=HYPERLINK(1)"}, "事实", "像公式"),
    "hidden characters": (GOOD | {"标题": "拖欠\u202e款"}, "标题", "控制字符"),
    "no title": (GOOD | {"标题": " "}, "标题", "没有填写"),
    "no facts": (GOOD | {"事实": ""}, "事实", "没有填写"),
    "long title": (GOOD | {"标题": "长" * 301}, "标题", "最多300字"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_row_that_is_wrong_says_where_and_why(check, what):
    row, header, words = WRONG[what]
    [one] = check([row])
    [(where, why)] = one.row.problems
    assert (where, words in why) == (header, True), why


RIGHT = {
    "short name": GOOD,
    "full name": GOOD | {"单位名称": "云澜市住房和城乡建设局"},
    "alias": GOOD | {"单位名称": "市建设局"},
    "code alone": GOOD | {"单位名称": "", "统一社会信用代码": CODE},
    "code and name": GOOD | {"统一社会信用代码": CODE},
    "type by its code": GOOD | {"记录类型": "payment_default"},
    "severity by its name": GOOD | {"程度": "一般失信"},
    "severity by its code": GOOD | {"程度": "ordinary"},
    "paper": PAPERED,
}


@pytest.mark.parametrize("what", RIGHT)
def test_a_row_that_is_right(check, agencies, what):
    [one] = check([RIGHT[what]])
    assert one.row.problems == [] and one.is_good
    assert one.subject == agencies["市住建局"]


def test_a_person_by_name_and_of_two_by_post(check, agencies, people):
    assert check([PERSON])[0].subject == people["tang"].civil_servant
    CivilServant.objects.create(name="唐一鸣", agency=agencies["市住建局"], title="科长")
    assert "几位同名的，请填写职务" in check([PERSON])[0].row.problems[0][1]
    assert check([PERSON | {"职务": "经办人"}])[0].subject == people["tang"].civil_servant


def test_a_person_who_left(check, people):
    CivilServant.objects.filter(user=people["tang"]).update(left_on=date(2026, 3, 1))
    assert "唐一鸣已于2026-03-01离开市住建局" in check([PERSON])[0].row.problems[0][1]


def test_an_agency_that_was_dissolved_names_its_successor(check, agencies):
    Agency.objects.filter(short_name="市住建局").update(dissolved_on=date(2026, 7, 1), successor=agencies["市交通局"])
    assert "已于2026-07-01撤销，职能由云澜市交通运输局承接" in check([GOOD])[0].row.problems[0][1]


def test_a_name_of_two_agencies_asks_for_the_code(check, agencies):
    AgencyName.objects.create(agency=agencies["市交通局"], name="市建设局")
    assert "有2个单位叫这个名字" in check([GOOD | {"单位名称": "市建设局"}])[0].row.problems[0][1]


def test_who_heads_an_agency_enters_nothing_about_it(check, agencies, people):
    CivilServant.objects.filter(name="顾长青").update(user=people["su"]) if False else None
    from core.directory.models import Tenure

    Tenure.objects.filter(agency=agencies["市住建局"]).update(civil_servant=people["su"].civil_servant)
    assert "由你负责" in check([GOOD])[0].row.problems[0][1]


def test_a_row_twice_is_one_record(check):
    first, second = check([GOOD, GOOD | {"单位名称": "市建设局"}])
    assert (first.is_good, second.known) == (True, "和第2行相同")


def test_one_document_cannot_say_two_things(check):
    first, second, other = check([PAPERED, PAPERED | {"标题": "另一件事"}, PAPERED | {"单位名称": "市交通局", "标题": "另一件事"}])
    assert first.is_good and other.is_good
    assert "和第2行是同一文号" in second.row.problems[0][1]


def test_a_record_that_is_there_under_the_document(check, actor, agencies, record_type):
    words = {"title": "施工扰民被罚", "facts": "合同款到期未付。", "happened_on": date(2026, 6, 30)}
    document = {"document_name": "行政处罚决定书", "document_number": "云环罚〔2026〕7号", "document_on": date(2026, 7, 10)}
    record = services.draft_record(by=actor("fang"), subject=agencies["市住建局"], type=record_type("penalised"), **words, **document)
    same, other = check([PAPERED])[0], check([PAPERED | {"标题": "另一件事"}])[0]
    assert "已有这条记录（草稿，施工扰民被罚）" in same.known
    assert "已有一条记录" in other.row.problems[0][1]
    services.dismiss_record(record=record, by=actor("fang"), reason="重复")
    assert check([PAPERED | {"标题": "另一件事"}])[0].is_good


def test_the_check_costs_the_same_with_more_rows(check, django_assert_max_num_queries):
    from tests.credit_records.imports.conftest import many

    papered = [PAPERED | {"文书文号": f"云环罚〔2026〕{number}号"} for number in range(40)]
    with django_assert_max_num_queries(8):
        check([*many(2), PAPERED])
    with django_assert_max_num_queries(8):
        assert all(one.is_good for one in check([*many(50), *papered]))
    assert CreditFile.objects.count() == 0

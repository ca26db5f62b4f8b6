"""M6: the yearly list: one sheet, checked row by row, announced in January as public commitments, assessed in December."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.continuity.services.watching import reassign_orphans
from commitments.lists.models import ListItem, YearlyList
from commitments.lists.services import announce, assess, discard, open_vote, send_back, submit, upload_sheet
from commitments.register.models import Commitment
from core.deadlines import services as deadlines
from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from core.documents.packages import DocumentError
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice
from core.search.models import PublicEntry
from tests.commitments.lists.conftest import HEAD, row, workbook

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")


def at(*day):
    return time_machine.travel(datetime(*day, 10, tzinfo=CHINA), tick=False)


def refusal(function, *arguments, **named):
    with pytest.raises(DomainError) as caught:
        function(*arguments, **named)
    return caught.value.code


def limit(yearly_list, purpose):
    return Deadline.objects.of(yearly_list).get(purpose=purpose)


def test_a_sheet_is_read_and_nothing_is_registered(uploaded):
    yearly_list = uploaded(row(1), row(2))
    items = list(yearly_list.items.all())
    assert [item.problems for item in items] == [[], []] and not Commitment.objects.exists()
    assert items[0].values["due_on"] == f"{timezone.localdate().year}-12-31"


@pytest.mark.parametrize(
    "changed, column, words",
    [
        ({"责任单位": "市住健局"}, "责任单位", "在机构名录里没有"),
        ({"责任单位": ""}, "责任单位", "没有填写"),
        ({"配合单位": "市财政局、没有这个局"}, "配合单位", "没有这个局"),
        ({"完成时限": "年底"}, "完成时限", "不是日历上的日期"),
        ({"完成时限": "1999-12-31"}, "完成时限", "期限不能早于作出承诺的日期"),
        ({"怎样算做到": ""}, "怎样算做到", "没有填写"),
        ({"事项": "长" * 201}, "事项", "最多200字"),
        ({"清单序号": "一"}, "清单序号", "不是数值"),
        ({"向谁承诺": "=1+1"}, "向谁承诺", "公式"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_and_keeps_the_list_back(uploaded, actor, changed, column, words):
    yearly_list = uploaded(row(1), row(2, **changed))
    good, bad = yearly_list.items.all()
    assert good.problems == [] and bad.problems[0][0] == column and words in bad.problems[0][1]
    assert refusal(submit, yearly_list=yearly_list, by=actor("su")) == "bad_rows"


def test_another_sheet_replaces_the_first(uploaded, actor):
    yearly_list = uploaded(row(1, 责任单位="没有"))
    uploaded(row(7), of=yearly_list)
    assert [item.values["title"] for item in yearly_list.items.all()] == ["改造老旧小区7处"]
    assert submit(yearly_list=yearly_list, by=actor("su")).state == "in_review"


def test_what_is_no_sheet_is_refused_as_a_whole(drawn_up, actor):
    words = {"yearly_list": drawn_up(), "announced_on": timezone.localdate(), "by": actor("su")}
    with pytest.raises(DocumentError, match="缺少这些列"):
        upload_sheet(file=workbook(["x"], head=["事项"]), **words)
    with pytest.raises(DocumentError, match="不认识这些列"):
        upload_sheet(file=workbook(row(1), head=[*HEAD[:-1], "天气"]), **words)
    assert refusal(upload_sheet, file=workbook(), **words) == "no_rows"
    assert refusal(upload_sheet, file=workbook(row(1)), **words | {"announced_on": timezone.localdate() + timedelta(days=1)}) == "bad_date"


def test_announced_each_item_is_a_commitment_of_its_agency(announced, agencies):
    yearly_list = announced()
    first, second = Commitment.objects.order_by("pk")
    assert (first.agency, second.agency) == (agencies["市住建局"], agencies["东泽区政府"])
    assert first.registrar == agencies["市政府办公室"] and first.extra == {"list_position": "1", "investment": "1200", "place": "东泽区"}
    assert [one.agency.short_name for one in first.participations.all()] == ["市财政局", "东泽区政府"]
    assert first.deadline.due_on == date(timezone.localdate().year, 12, 31)
    assert [item.commitment for item in yearly_list.items.all()] == [first, second]


def test_the_staff_page_shows_the_day_that_counts_now(announced, signed_in, actor):
    """Not the sheet's, and with the way to its explanation."""
    yearly_list = announced(row(1))
    item = yearly_list.items.select_related("commitment").get()
    limit_of_item = Deadline.objects.of(item.commitment).get(purpose="fulfil")
    longer = deadlines.extend(deadline=limit_of_item, amount=10, reason="防汛", approved_by=actor("jiang"), most=20)
    page = signed_in("su").get(reverse("yearly_list", args=[yearly_list.pk])).content.decode()
    public = reverse("public_commitment", args=[item.commitment_id])
    assert f'href="{public}#why" title="怎样算的"><time datetime="{longer.due_on.isoformat()}">' in page


def test_who_draws_up_does_not_announce(uploaded, drawn_up, actor):
    yearly_list = uploaded(row(1))
    submit(yearly_list=yearly_list, by=actor("su"))
    for who in ("su", "lin", "he", "jiang", "ye"):
        assert refusal(announce, yearly_list=yearly_list, by=actor(who)) == "refused"
    for who in ("fang", "lin", "ye"):
        assert refusal(drawn_up, year=2031, by=who) == "refused"


def test_whoever_uploaded_the_sheet_is_a_maker_too(uploaded, actor, people, agencies):
    from core.accounts.models import Membership

    Membership.objects.create(user=people["su"], agency=agencies["市政府办公室"], role="agency_reviewer", starts_on="2024-01-01")
    yearly_list = uploaded(row(1))
    YearlyList.objects.update(created_by=people["fang"])
    submit(yearly_list=YearlyList.objects.get(), by=actor("su"))
    assert refusal(announce, yearly_list=yearly_list, by=actor("su")) == "refused"


def test_one_item_that_cannot_be_registered_keeps_back_all(uploaded, actor, agencies):
    yearly_list = uploaded(row(1), row(2, 责任单位="市教育局"))
    submit(yearly_list=yearly_list, by=actor("su"))
    agencies["市教育局"].dissolved_on = timezone.localdate()
    agencies["市教育局"].save()
    assert refusal(announce, yearly_list=yearly_list, by=actor("fang")) == "bad_agency"
    assert not Commitment.objects.exists() and YearlyList.objects.get().state == "in_review"


def test_there_is_one_list_a_year_until_it_is_discarded(drawn_up, actor, kind):
    first = drawn_up()
    assert refusal(drawn_up) == "there_already"
    with pytest.raises(IntegrityError), transaction.atomic():
        YearlyList.objects.create(kind=first.kind, agency=first.agency, year=first.year, title="又一份")
    discard(yearly_list=first, reason="年度写错", by=actor("su"))
    assert not Deadline.objects.of(first).live().exists() and drawn_up().pk
    assert refusal(drawn_up, kind=kind("debt_instalment"), year=2031) == "bad_kind"


def test_it_goes_back_with_a_reason_and_the_clerk_is_told(uploaded, actor, people):
    yearly_list = submit(yearly_list=uploaded(row(1)), by=actor("su"))
    assert refusal(send_back, yearly_list=yearly_list, reason="", by=actor("fang")) == "missing"
    send_back(yearly_list=yearly_list, reason="第3项的单位不对", by=actor("fang"))
    deliver_all()
    assert Notice.objects.filter(user=people["fang"], title__startswith="请公布年度清单").exists()
    assert Notice.objects.get(user=people["su"], title__startswith="年度清单退回修改").body == "理由：第3项的单位不对"


class TestLimits:
    """Announced by the end of January, assessed by the end of December (mission M6; the rules are set locally)."""

    def test_in_january_it_is_in_time(self, uploaded, drawn_up, actor):
        with at(2027, 1, 12):
            yearly_list = uploaded(row(1), of=drawn_up(2027))
            assert limit(yearly_list, "publish_list").due_on == date(2027, 1, 31)
            submit(yearly_list=yearly_list, by=actor("su"))
            announce(yearly_list=yearly_list, by=actor("fang"))
        assert limit(yearly_list, "publish_list").state == "met"
        assert limit(yearly_list, "assess_list").due_on == date(2027, 12, 31)

    def test_in_february_it_is_late(self, uploaded, drawn_up, actor):
        with at(2027, 2, 3):
            yearly_list = uploaded(row(1), of=drawn_up(2027))
            submit(yearly_list=yearly_list, by=actor("su"))
            announce(yearly_list=yearly_list, by=actor("fang"))
        assert limit(yearly_list, "publish_list").state == "late"

    def test_announced_in_january_and_entered_in_march_it_was_in_time(self, uploaded, drawn_up, actor):
        with at(2027, 3, 1):
            yearly_list = uploaded(row(1), of=drawn_up(2027), announced_on=date(2027, 1, 20))
            submit(yearly_list=yearly_list, by=actor("su"))
            announce(yearly_list=yearly_list, by=actor("fang"))
        assert limit(yearly_list, "publish_list").state == "met"

    def test_next_years_list_is_due_by_the_same_agency(self, uploaded, drawn_up, actor):
        with at(2027, 1, 12):
            yearly_list = uploaded(row(1), of=drawn_up(2027))
            submit(yearly_list=yearly_list, by=actor("su"))
            announce(yearly_list=yearly_list, by=actor("fang"))
        following = YearlyList.objects.get(year=2028)
        assert (following.title, following.state) == ("云澜市2028年民生实事", "draft")
        assert limit(following, "publish_list").due_on == date(2028, 1, 31)
        with at(2028, 2, 1):
            sweep()
        assert limit(following, "publish_list").state == "overdue"

    def test_an_old_list_starts_no_limit(self, drawn_up):
        assert not Deadline.objects.of(drawn_up(2020)).exists()


class TestAssessment:
    def test_it_is_public_and_written_once(self, announced, actor):
        yearly_list = announced()
        for who in ("su", "fang", "ye"):
            assert refusal(assess, yearly_list=yearly_list, words="都办成了。", by=actor(who)) == "refused"
        assess(yearly_list=yearly_list, words="两项都办成了。", by=actor("jiang"))
        assert refusal(assess, yearly_list=yearly_list, words="再评一次。", by=actor("wei")) == "assessed_before"
        assert limit(yearly_list, "assess_list").state == "met"
        entry = PublicEntry.objects.get(key=f"list:{yearly_list.pk}")
        assert entry.state == "已评估" and entry.facts["assessment"] == "两项都办成了。"

    def test_not_while_citizens_vote(self, announced, actor):
        yearly_list = announced()
        open_vote(yearly_list=yearly_list, until=timezone.localdate() + timedelta(days=14), by=actor("jiang"))
        assert refusal(assess, yearly_list=yearly_list, words="都办成了。", by=actor("jiang")) == "vote_runs"

    def test_not_before_it_is_announced(self, drawn_up, actor):
        yearly_list = drawn_up()
        assert refusal(assess, yearly_list=yearly_list, words="都办成了。", by=actor("jiang")) == "not_published"
        words = {"yearly_list": yearly_list, "until": timezone.localdate() + timedelta(days=5), "by": actor("jiang")}
        assert refusal(open_vote, **words) == "not_published"


class TestPages:
    def test_from_the_first_form_to_the_announcement(self, signed_in, agencies, kind):
        clerk, reviewer, year = signed_in("su"), signed_in("fang"), timezone.localdate().year
        told = {"kind": kind("livelihood_project").pk, "agency": agencies["市政府办公室"].pk, "year": year, "title": f"{year}年民生实事"}
        page = clerk.post(reverse("yearly_list_new"), told).url
        template = clerk.get(f"{page}template/")
        assert template.status_code == 200 and b"".join(template.streaming_content)[:2] == b"PK"
        today = timezone.localdate()
        day = {f"announced_on_{part}": getattr(today, part) for part in ("year", "month", "day")}
        wrong = clerk.post(f"{page}upload/", day | {"file": workbook(["x"], head=["事项"])})
        assert wrong.status_code == 422 and "缺少这些列" in wrong.content.decode()
        assert clerk.post(f"{page}upload/", day | {"file": workbook(row(1, 责任单位="没有这个局"), row(2))}).status_code == 302
        shown = clerk.get(page).content.decode()
        assert "没有这个局" in shown and "按下面的原因改好表格，重新上传" in shown
        assert clerk.post(f"{page}upload/", day | {"file": workbook(row(1), row(2))}).status_code == 302
        assert clerk.post(f"{page}submit/").status_code == 302
        assert "公布清单" in reviewer.get(page).content.decode()
        assert reviewer.post(f"{page}announce/").status_code == 302
        assert Commitment.objects.count() == 2

    def test_the_public_list_with_filters(self, announced, agencies):
        yearly_list, client = announced(), Client()
        page = reverse("public_list", args=[yearly_list.pk])
        shown = client.get(page).content.decode()
        assert "改造老旧小区1处" in shown and "改造老旧小区2处" in shown and "市本级" in shown and "东泽区政府" in shown
        only = client.get(f"{page}?area={agencies['东泽区政府'].pk}").content.decode()
        assert "改造老旧小区2处" in only and "改造老旧小区1处" not in only
        assert client.get(f"{page}?area=99999").status_code == 200
        assert "没有找到" in client.get(f"{page}?mark=done").content.decode()
        assert yearly_list.title in client.get(reverse("public_lists")).content.decode()
        assert client.get(reverse("public_list", args=[99999])).status_code == 404

    def test_a_draft_is_not_public(self, uploaded):
        yearly_list = uploaded(row(1))
        assert Client().get(reverse("public_list", args=[yearly_list.pk])).status_code == 404

    @pytest.mark.parametrize("count", [2, 12])
    def test_as_many_statements_however_many_items(self, announced, signed_in, count, django_assert_max_num_queries):
        yearly_list = announced(*(row(number) for number in range(1, count + 1)))
        with django_assert_max_num_queries(16):
            Client().get(reverse("public_list", args=[yearly_list.pk]))
        client = signed_in("su")
        client.get(yearly_list.get_absolute_url())
        with django_assert_max_num_queries(24):
            client.get(yearly_list.get_absolute_url())
        assert ListItem.objects.count() == count


class TestContinuity:
    """A list that is not announced yet passes with its limit to whoever answers for a dissolved agency."""

    def dissolved(self, agencies, successor):
        gone = agencies["市政府办公室"]
        gone.dissolved_on, gone.successor = timezone.localdate(), agencies[successor]
        gone.save()

    def test_a_draft_passes_to_the_successor(self, drawn_up, agencies):
        yearly_list = drawn_up()
        self.dissolved(agencies, "市教育局")
        reassign_orphans()
        assert YearlyList.objects.get(pk=yearly_list.pk).agency == agencies["市教育局"]
        assert limit(yearly_list, "publish_list").agency == agencies["市教育局"]

    def test_a_list_that_the_successor_has_is_given_up(self, drawn_up, uploaded, agencies, actor):
        drawn_up(agency=agencies["市教育局"], by="zhuang")
        yearly_list = submit(yearly_list=uploaded(row(1)), by=actor("su"))
        self.dissolved(agencies, "市教育局")
        reassign_orphans()
        assert YearlyList.objects.get(pk=yearly_list.pk).state == "discarded"
        assert not Deadline.objects.of(yearly_list).live().exists()

"""The doors of applications: what staff type and see, what the applicant sees by the code, and that no page costs more with more rows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accountability.complaints.models import Clue
from commitments.cases import services
from commitments.cases.models import ServiceCase
from core.events.services import deliver_all
from core.pages.by_code import MOST_WRONG_CODES

pytestmark = pytest.mark.django_db
PAPERS = ["营业执照", "场所证明"]


def body(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def follow(case, client=None):
    return body((client or Client()).post(reverse("service_case_find"), {"code": case.code}))


def test_a_clerk_receives_and_hands_over_the_code(signed_in, guide):
    words = {"guide": guide().pk, "applicant": "百川公司", "contact": "0499-5550177"}
    response = signed_in("lin").post(reverse("service_case_new"), words)
    case = ServiceCase.objects.get()
    assert response["Location"] == case.get_absolute_url()
    page = body(signed_in("lin").get(case.get_absolute_url()))
    assert case.code in page and "首问：林晓舟" in page and "一次性告知补正" in page
    assert case.code not in body(signed_in("jiang").get(case.get_absolute_url()))


def test_what_is_not_offered_is_no_choice(signed_in, guide):
    guide()
    words = {"guide": 0, "applicant": "百川公司", "contact": "0499-5550177"}
    assert "百川公司" in body(signed_in("lin").post(reverse("service_case_new"), words), 422)


def test_the_second_request_stands_refused_at_the_form_and_its_clue_stays(signed_in, received, actor):
    case = services.notify_missing(case=received(), papers=PAPERS, by=actor("lin"))
    address = reverse("service_case_notify", args=[case.pk])
    for _click in range(2):
        page = body(signed_in("lin").post(address, {"papers": ["申请表"]}), 422)
        assert "《行政许可法》第三十二条第一款第四项" in page
    deliver_all()
    assert Clue.objects.filter(source="papers_asked_twice").count() == 1
    assert "再次要求补正，被系统拒绝" in body(signed_in("lin").get(case.get_absolute_url()))
    assert "再次要求" not in follow(case)


def test_everybody_finds_what_to_do_next(signed_in, received, actor, now):
    case = received()
    address = case.get_absolute_url()
    assert "核对材料" in body(signed_in("lin").get(address))
    services.notify_missing(case=case, papers=PAPERS, by=actor("lin"))
    assert "登记" in body(signed_in("lin").get(reverse("service_case_supply", args=[case.pk])))
    services.supply_papers(case=now(case), papers=PAPERS, by=actor("lin"))
    assert reverse("service_case_propose", args=[case.pk]) in body(signed_in("lin").get(address))
    services.pause_case(case=now(case), kind="test", reason="送检", by=actor("lin"))
    page = body(signed_in("lin").get(address))
    assert reverse("service_case_resume", args=[case.pk]) in page and reverse("service_case_accept", args=[case.pk]) not in page
    services.resume_case(case=now(case), by=actor("lin"))
    services.propose_decision(case=now(case), reason="建议准予", by=actor("lin"))
    page = body(signed_in("he").get(address))
    for name in ("decide", "send_back", "extend"):
        assert reverse(f"service_case_{name}", args=[case.pk]) in page, name


def test_who_is_asked_sees_the_case_and_answers_from_its_page(signed_in, accepted, joint):
    case = accepted(version=joint())
    opinion = case.opinions.get(agency__short_name="市住建局")
    assert reverse("opinion_answer", args=[opinion.pk]) in body(signed_in("tang").get(case.get_absolute_url()))
    address = reverse("opinion_answer", args=[opinion.pk])
    assert "填写理由" in body(signed_in("tang").post(address, {"answer": "objected"}), 422)
    signed_in("tang").post(address, {"answer": "consented"})
    assert case.opinions.get(pk=opinion.pk).state == "consented"


def test_how_the_applicant_is_reached_only_those_read_who_deal_with_the_applicant(signed_in, accepted, joint):
    case = accepted(version=joint())
    for username in ("tang", "jiang"):  # asked in parallel, and the supervision office
        page = signed_in(username).get(case.get_absolute_url()).content.decode()
        assert "百川人力资源" in page and "0499-5550177" not in page, username
    assert "0499-5550177" in signed_in("lin").get(case.get_absolute_url()).content.decode()


def test_others_do_not_see_it(signed_in, received):
    case = received()
    for name, status in (("lin", 200), ("he", 200), ("jiang", 200), ("tang", 404), ("ye", 404), ("qin", 404), ("admin", 404)):
        assert signed_in(name).get(case.get_absolute_url()).status_code == status, name
    assert "百川" not in body(signed_in("tang").get(reverse("service_cases")))


def test_the_applicant_reads_what_is_missing_and_nobody_else_does(received, actor):
    case = services.notify_missing(case=received(), papers=PAPERS, words="复印件加盖公章", by=actor("lin"))
    response = Client().post(reverse("service_case_find"), {"code": case.code.lower()})
    page = body(response)
    for words in ("营业执照", "待补", "复印件加盖公章", "交到", "责任人", "林晓舟", "0499-5550100", case.number):
        assert words in page, words
    assert "百川" not in page and "5550177" not in page
    assert response["Cache-Control"] == "private, no-store"


def test_the_applicant_reads_limits_pauses_and_reasons(accepted, actor, now):
    case = accepted()
    services.extend_case(case=case, amount=5, reason="需要实地核查", by=actor("he"))
    page = follow(case)
    assert "2027年3月31日" in page and "期限延长5个工作日" in page and "需要实地核查" in page
    assert "法定期限" in page and "承诺期限更短，按承诺期限办。" in page
    services.pause_case(case=now(case), kind="expert_review", reason="专家评审约两周", by=actor("lin"))
    page = follow(case)
    assert "期限暂停" in page and "中止计时：专家评审" in page and "专家评审约两周" in page


def test_the_applicant_reads_reasons_basis_and_rights_of_a_refusal(decided):
    page = follow(decided(outcome="refused", reason="没有固定场所", basis="《条例》第十八条"))
    for words in ("没有固定场所", "《条例》第十八条", "60日", "行政复议", "6个月", "行政诉讼"):
        assert words in page, words
    assert "建议准予" not in page  # what a clerk proposed stays inside


def test_silence_is_shown_as_consent(accepted, joint, clock):
    case = accepted(version=joint())
    clock("2027-03-25")
    assert follow(case).count("到期未答复，视为同意") == 2


def test_wrong_codes_are_counted(received):
    case, client = received(), Client()
    for _try in range(MOST_WRONG_CODES):
        body(client.post(reverse("service_case_find"), {"code": "AAAA-BBBB-CCCC"}), 422)
    assert "试错的次数太多" in body(client.post(reverse("service_case_find"), {"code": case.code}), 422)


@pytest.mark.parametrize("code", ["", "\0", "一" * 40, "x" * 41])
def test_odd_codes_are_answered(received, code):
    received()
    body(Client().post(reverse("service_case_find"), {"code": code}), 422)


def test_refusals_are_listed_for_the_level_above(signed_in, decided, hire):
    from core.accounts.models import User

    hire("zhong", "市政府", "agency_reviewer")
    case = decided(outcome="refused", reason="没有固定场所", basis="《条例》第十八条")
    client = Client()
    client.force_login(User.objects.get(username="zhong"), backend="django.contrib.auth.backends.ModelBackend")
    page = body(client.get(reverse("service_cases_refused")))
    assert case.number in page and "没有固定场所" in page and "《条例》第十八条" in page
    assert case.number in body(signed_in("jiang").get(reverse("service_cases_refused")))
    assert case.number not in body(signed_in("tang").get(reverse("service_cases_refused")))


def count(client, address):
    client.get(address)  # the first visit fills what the process keeps: the work calendar
    with CaptureQueriesContext(connection) as queries:
        body(client.get(address))
    return len(queries)


@pytest.mark.parametrize("name", ["service_cases", "service_cases_refused"])
def test_more_cases_cost_no_more_statements(signed_in, received, guide, actor, name):
    client, version = signed_in("jiang"), guide()

    def refuse():
        case = services.accept_case(case=received(version=version), by=actor("lin"))
        case = services.propose_decision(case=case, reason="不符合", by=actor("lin"))
        services.decide_case(case=case, outcome="refused", reason="没有场所", basis="第十八条", by=actor("he"))

    refuse()
    few = count(client, reverse(name))
    for _more in range(5):
        refuse()
    assert count(client, reverse(name)) == few


def test_the_page_of_a_case_has_a_fixed_number_of_statements(signed_in, accepted, joint, guide, agencies, actor, now):
    small = accepted(version=joint())
    others = tuple(agencies[name] for name in ("市住建局", "市市场监管局", "市财政局", "市教育局", "市交通局"))
    large = accepted(version=guide(participants=others, promised_days=30))
    for _more in range(5):
        services.extend_case(case=now(large), amount=1, reason="核查", by=actor("jiang"))
    client = signed_in("lin")
    client.get(small.get_absolute_url())
    assert count(client, large.get_absolute_url()) == count(client, small.get_absolute_url())


class TestBeforeAnythingIsTyped:
    """A page that can't be used any more says why, instead of taking what will be refused."""

    def asked(self, signed_in, name, case, who="lin", status=409):
        page = body(signed_in(who).get(reverse(name, args=[case.pk])), status)
        way_back = getattr(case, "case", case).get_absolute_url()
        assert f'class="btn" href="{way_back}"' in page or status == 200, "the reader is led back to the application"
        return page

    def test_what_is_missing_was_named_already(self, signed_in, received, actor):
        case = services.notify_missing(case=received(), papers=PAPERS, by=actor("lin"))
        assert "2027年3月10日已经一次性告知过" in self.asked(signed_in, "service_case_notify", case)
        deliver_all()
        assert not Clue.objects.exists(), "who only looks has asked for nothing"

    def test_it_was_accepted_already(self, signed_in, accepted):
        case = accepted()
        assert "不能再要求补正" in self.asked(signed_in, "service_case_notify", case)
        assert "办理中" in self.asked(signed_in, "service_case_supply", case)
        assert "不能再转给其他单位" in self.asked(signed_in, "service_case_to_agency", case)

    def test_an_opinion_was_given_already(self, signed_in, accepted, joint, actor):
        case = accepted(version=joint())
        opinion = case.opinions.get(agency__short_name="市住建局")
        services.answer_opinion(opinion=opinion, answer="consented", by=actor("tang"))
        assert "已经答复“同意”" in self.asked(signed_in, "opinion_answer", opinion, who="tang")

    def test_nobody_else_is_there_to_take_it(self, signed_in, received, hire):
        case = received()
        assert "先请系统管理员登记一位" in self.asked(signed_in, "service_case_to_person", case)
        hire("mo", "市人社局", "clerk")
        assert "mo" in self.asked(signed_in, "service_case_to_person", case, status=200)


def test_a_limit_is_not_extended_from_a_page_that_was_opened_before(signed_in, accepted, limit):
    case, client = accepted(), signed_in("he")
    address = reverse("service_case_extend", args=[case.pk])
    seen = client.get(address).context["form"]["seen"].value()
    words = {"seen": seen, "amount": "3", "reason": "案情复杂"}
    assert client.post(address, words).status_code == 302
    assert "有了改动" in body(client.post(address, words), 422)
    assert limit(case, "case_promise").extension == 3

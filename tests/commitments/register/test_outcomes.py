"""M3: the graded outcomes beside kept, partly kept and broken: stalled, and lawfully ended; each with its reason on the public page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accountability.complaints.models import Clue
from commitments.changes.services import decide_change
from commitments.fulfilment.services import claim_fulfilment, report_progress
from commitments.register.models import Commitment, Participation
from commitments.register.services import declare_broken, declare_stalled, register, withdraw_commitment
from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db


def refusal(function, *arguments, **named):
    with pytest.raises(DomainError) as caught:
        function(*arguments, **named)
    return caught.value.code


def entry(commitment):
    return PublicEntry.objects.get(key=f"commitment:{commitment.pk}")


def now(commitment):
    return Commitment.objects.get(pk=commitment.pk)


@pytest.fixture
def stalled(commitment, actor):
    return declare_stalled(commitment=commitment, by=actor("jiang"), reason="三个月没有开工。")


class TestStalled:
    def test_it_is_public_with_its_reason_and_owed_as_before(self, stalled):
        assert (entry(stalled).state, entry(stalled).mark) == ("停滞", "warn")
        assert entry(stalled).facts["course"][-1] | {"on": ""} == {"on": "", "title": "认定为停滞", "text": "三个月没有开工。"}
        assert Deadline.objects.of(stalled).get(purpose="fulfil").state == "running"

    def test_only_the_supervision_office_says_so_with_a_reason(self, commitment, actor):
        for who in ("lin", "he", "ye", "tang"):
            assert refusal(declare_stalled, commitment=commitment, by=actor(who), reason="没有动。") == "refused"
        assert refusal(declare_stalled, commitment=commitment, by=actor("jiang"), reason=" ") == "missing"

    def test_the_agency_is_told(self, stalled, people):
        deliver_all()
        told = Notice.objects.filter(title__startswith="认定停滞")
        assert set(told.values_list("user", flat=True)) == {people["lin"].pk, people["he"].pk}

    def test_its_own_report_ends_it_a_partners_does_not(self, promise, actor, agencies):
        commitment = register(by=actor("lin"), **promise())
        Participation.objects.create(commitment=commitment, agency=agencies["市住建局"], role="cooperating")
        declare_stalled(commitment=commitment, by=actor("jiang"), reason="没有动。")
        report_progress(commitment=now(commitment), text="我们的部分好了。", percent=5, by=actor("tang"))
        assert now(commitment).state == "stalled"
        report_progress(commitment=now(commitment), text="已经开工。", percent=10, by=actor("lin"))
        assert now(commitment).state == "open" and entry(commitment).state == "办理中"

    def test_when_its_day_has_come_it_is_overdue(self, promise, actor):
        commitment = register(by=actor("lin"), **promise(due_on=timezone.localdate() - timedelta(days=2)))
        declare_stalled(commitment=commitment, by=actor("jiang"), reason="没有动。")
        sweep()
        deliver_all()
        assert (entry(commitment).state, entry(commitment).mark) == ("逾期", "bad")

    def test_it_may_still_be_claimed_found_broken_or_withdrawn(self, promise, actor, paper):
        for end in (
            lambda one: claim_fulfilment(commitment=one, text="做完了。", by=actor("lin"), files=[paper()]),
            lambda one: declare_broken(commitment=one, by=actor("jiang"), reason="没有做。"),
            lambda one: withdraw_commitment(commitment=one, by=actor("jiang"), reason="登记有误。"),
        ):
            one = declare_stalled(commitment=register(by=actor("lin"), **promise()), by=actor("jiang"), reason="没有动。")
            end(one)
            assert now(one).state != "stalled"

    def test_the_page(self, commitment, signed_in):
        address = reverse("commitment_stalled", args=[commitment.pk])
        assert address in signed_in("jiang").get(commitment.get_absolute_url()).content.decode()
        assert address not in signed_in("lin").get(commitment.get_absolute_url()).content.decode()
        assert signed_in("jiang").post(address, {"reason": "没有动。"}).status_code == 302
        assert now(commitment).state == "stalled"
        assert "停滞" in Client().get(f"{reverse('public_commitments')}?mark=stalled").content.decode()


class TestEndedLawfully:
    @pytest.fixture
    def ending(self, propose):
        """ending() asks that the promise need not be kept any more."""
        return lambda **changed: propose(ends=True, **changed)

    def test_it_ends_for_a_reason_that_allows_it_and_its_clocks_stop(self, ending, commitment, actor):
        request = ending(compensation=True, compensation_words="补偿12家单位的接口改造费。")
        decide_change(request=request, outcome="approved", reason="属实。", by=actor("jiang"))
        assert now(commitment).state == "changed" and entry(commitment).state == "依法终止" and entry(commitment).mark == "plain"
        assert not Deadline.objects.of(commitment).live().exists()
        (change,) = entry(commitment).facts["lawful_changes"]
        assert change["reason"] == "社会公共利益需要" and change["compensation_words"] == "补偿12家单位的接口改造费。"
        deliver_all()
        assert Clue.objects.count() == 1  # for the compensation, none for a breach
        page = Client().get(reverse("public_commitment", args=[commitment.pk])).content.decode()
        assert "不再履行这项承诺" in page and "承诺依法终止，不再履行" in page

    def test_until_it_is_decided_it_is_owed(self, ending, commitment):
        ending()
        assert now(commitment).state == "open" and Deadline.objects.of(commitment).live().exists()

    def test_a_slip_of_the_pen_ends_nothing(self, ending):
        assert refusal(ending, reason="misstated") == "may_not_end"

    def test_it_ends_or_it_changes(self, ending):
        assert refusal(ending, text="新的原文。") == "ends_and_changes"
        assert refusal(ending, extension=5) == "ends_and_changes"

    def test_not_while_parts_are_owed(self, ending, promise, commitment, actor):
        register(by=actor("lin"), **promise(whole=commitment, title="子任务"))
        assert refusal(ending) == "parts_unfinished"

    def test_nobody_of_the_agency_ends_it(self, ending, commitment, actor):
        request = ending()
        for who in ("lin", "he"):
            assert refusal(decide_change, request=request, outcome="approved", reason="属实。", by=actor(who)) == "refused"

    def test_the_form(self, commitment, signed_in, paper):
        from commitments.changes.models import ChangeRequest, LawfulReason

        told = {
            **{name: getattr(commitment, name) for name in ("title", "text", "criterion", "beneficiary")},
            **{"explanation": "工程取消。", "affected": "居民", "consultation": "听证会。", "compensation_words": "没有损失。"},
            **{"compensation": "no", "ends": "on", "reason": LawfulReason.objects.get(code="public_interest").pk},
        }
        answer = signed_in("lin").post(reverse("change_new", args=[commitment.pk]), told | {"files": [paper()]})
        assert answer.status_code == 302 and ChangeRequest.objects.get().ends
        assert "不再履行" in signed_in("jiang").get(answer.url).content.decode()

"""M3: verification on the spot, by lot where the kind says so; visits and photos that everybody reads."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.fulfilment import draw
from commitments.fulfilment.models import Claim
from commitments.fulfilment.services import claim_fulfilment, report_progress, take_down_photo, verify_claim
from commitments.register.models import Commitment, CommitmentKind
from commitments.register.services import register, withdraw_commitment
from commitments.visits.models import SiteVisit
from commitments.visits.services import record_visit
from core.errors import DomainError
from core.events.services import deliver_all
from core.evidence.models import Photo
from core.ledger.models import ChainEntry
from core.notices.models import Notice
from core.search.models import PublicEntry
from tests.pictures import camera_photo

pytestmark = pytest.mark.django_db


def refusal(function, **arguments):
    with pytest.raises(DomainError) as caught:
        function(**arguments)
    return caught.value.code


def course(commitment):
    return PublicEntry.objects.get(key=f"commitment:{commitment.pk}").facts["course"]


@pytest.fixture
def visited(actor):
    """visited(commitment, by="jiang", verdict=…) records a visit."""

    def visit(commitment, by="jiang", **changed):
        told = {
            "visited_on": timezone.localdate(),
            "place": "滨江路与解放路口",
            "companions": "韦某，市督查室",
            "found": "6处积水点都已完工。",
            "verdict": "as_reported",
            "photos": [camera_photo()],
            "photo_words": "完工的路口",
        }
        return record_visit(commitment=commitment, by=actor(by), **told | changed)

    return visit


@pytest.fixture
def on_site(promise, actor, paper, kind):
    """on_site(share) is a claim on a livelihood project of which so many per cent are verified on the spot."""

    def make(share):
        CommitmentKind.objects.filter(code="livelihood_project").update(on_site_share=share)
        commitment = register(by=actor("lin"), **promise(kind=kind("livelihood_project"), extra={"list_position": 1}))
        return claim_fulfilment(commitment=commitment, text="做到了。", by=actor("lin"), files=[paper()])

    return make


def test_a_visit_is_public_with_its_photos_and_names_nobody(commitment, visited):
    visit = visited(commitment)
    told = course(commitment)[-1]
    (photo,) = visit.photos.all()
    assert told["title"] == "现场核查：与报告一致" and told["text"] == "滨江路与解放路口。6处积水点都已完工。"
    assert [one["sha256"] for one in told["photos"]] == [photo.sha256]
    page = Client().get(reverse("public_commitment", args=[commitment.pk])).content.decode()
    assert reverse("photo_small", args=[photo.pk]) in page and 'alt="完工的路口"' in page
    assert "韦某" not in page and "韦某" not in str(ChainEntry.objects.latest("sequence").content)


def test_who_goes_there(commitment, visited, actor, paper):
    # the kind (政策任务) is verified by the reviewer of the agency; supervisors and inspectors look across agencies
    report_progress(commitment=commitment, text="做了一半。", percent=50, by=actor("lin"), files=[paper()])
    assert [visited(commitment, by=one).agency.short_name for one in ("jiang", "he")] == ["市政府督查室", "市人社局"]
    with pytest.raises(DomainError, match="现场核查由"):
        visited(commitment, by="tang")
    with pytest.raises(DomainError, match="现场核查由"):
        visited(commitment, by="lin")


def test_who_reported_does_not_check(promise, actor, people, visited, agencies):
    from core.accounts.models import Membership

    Membership.objects.create(user=people["lin"], agency=agencies["市人社局"], role="agency_reviewer", starts_on="2024-01-01")
    commitment = register(by=actor("lin"), **promise())
    report_progress(commitment=commitment, text="做了一半。", percent=50, by=actor("lin"))
    with pytest.raises(DomainError, match="报告过进展"):
        visited(commitment, by="lin")


@pytest.mark.parametrize(
    "changed, code",
    [
        ({"visited_on": timezone.localdate() + timedelta(days=1)}, "bad_date"),
        ({"visited_on": timezone.localdate() - timedelta(days=31)}, "bad_date"),  # promised 30 days ago
        ({"verdict": "good"}, "bad_verdict"),
        ({"photos": [], "files": []}, "evidence_missing"),
        ({"photo_words": ""}, "words_missing"),
        ({"found": "  "}, "words_missing"),
        ({"place": "路" * 201}, "words_too_long"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(commitment, visited, changed, code):
    with pytest.raises(DomainError) as refused:
        visited(commitment, **changed)
    assert refused.value.code == code and not SiteVisit.objects.exists() and not Photo.objects.exists()


def test_what_was_withdrawn_is_not_visited(commitment, visited, actor):
    withdraw_commitment(commitment=commitment, by=actor("jiang"), reason="登记有误")
    with pytest.raises(DomainError, match="不再核查"):
        visited(commitment)


def test_a_claim_that_is_verified_on_the_spot_waits_for_the_visit(on_site, visited, actor):
    claim = on_site(100)
    assert claim.on_site
    verify = {"commitment": claim.commitment, "grade": "kept", "by": actor("jiang")}
    assert refusal(verify_claim, **verify) == "visit_missing"
    visited(claim.commitment)
    verify_claim(**verify)
    assert Commitment.objects.get(pk=claim.commitment_id).state == "kept"


def test_an_earlier_visit_does_not_do(promise, actor, visited, paper, kind):
    CommitmentKind.objects.filter(code="livelihood_project").update(on_site_share=100)
    commitment = register(by=actor("lin"), **promise(kind=kind("livelihood_project"), extra={"list_position": 1}))
    visited(commitment)
    claim_fulfilment(commitment=commitment, text="做到了。", by=actor("lin"), files=[paper()])
    assert refusal(verify_claim, commitment=commitment, grade="kept", by=actor("jiang")) == "visit_missing"


def test_kept_although_it_looked_otherwise_needs_a_reason(on_site, visited, actor):
    claim = on_site(0)
    assert not claim.on_site
    visited(claim.commitment, verdict="differs")
    verify = {"commitment": claim.commitment, "grade": "kept", "by": actor("jiang")}
    assert refusal(verify_claim, **verify) == "words_missing"
    verify_claim(**verify, reason="第二天复查，已补做。")
    assert Claim.objects.get().grade == "kept"


def test_the_lot_can_be_drawn_again_by_anybody(on_site):
    claim = on_site(30)
    told = [one for one in course(claim.commitment) if one["title"].startswith("抽签")]
    filed = ChainEntry.objects.filter(key=f"commitment:{claim.commitment_id}").order_by("-sequence")[1]
    number = int(filed.entry_hash, 16) % 100  # by hand from the public chain
    words = f"公开链第{filed.sequence}条的摘要除以100余{number}，小于30的到现场核验。"
    assert (claim.on_site, told[0]["text"]) == (number < 30, words)


def test_a_draw_chooses_about_its_share():
    hashes = [f"{number * 7919:064x}" for number in range(2000)]
    chosen = sum(draw.number_of(one) < 30 for one in hashes)
    assert 500 < chosen < 700  # 600 of 2,000


def test_always_and_never_need_no_lot(on_site):
    for share in (0, 100):
        assert not [one for one in course(on_site(share).commitment) if one["title"].startswith("抽签")]


def test_the_agency_is_told_and_its_reviewer_where_it_differs(commitment, visited, people):
    visited(commitment)
    visited(commitment, verdict="differs")
    deliver_all()
    told = Notice.objects.filter(title__startswith="现场核查")
    assert told.filter(user=people["lin"]).count() == 2
    assert [one.title for one in told.filter(user=people["he"])] == [f"现场核查与报告不符：{commitment.title}"]


def test_a_photo_is_taken_down_by_those_who_answer_for_it(commitment, actor):
    report_progress(commitment=commitment, text="施工中。", percent=10, by=actor("lin"), photos=[camera_photo()], photo_words="工地")
    photo = Photo.objects.get()
    for who in ("lin", "qiao", "qin"):
        assert refusal(take_down_photo, photo=photo, reason="拍到了人脸", by=actor(who)) == "refused"
    take_down_photo(photo=photo, reason="拍到了人脸", by=actor("he"))
    assert course(commitment)[-1]["photos"][0]["taken_down"] == "拍到了人脸"
    page = Client().get(reverse("public_commitment", args=[commitment.pk])).content.decode()
    assert "照片已撤下：拍到了人脸" in page and reverse("photo_small", args=[photo.pk]) not in page


def test_the_pages(commitment, visited, signed_in, actor, django_assert_max_num_queries):
    reporter, visitor = signed_in("lin"), signed_in("jiang")
    report = {"text": "施工中。", "percent": "20", "photos": [camera_photo()], "photo_words": "工地"}
    assert reporter.post(reverse("commitment_report", args=[commitment.pk]), report).status_code == 302
    address = reverse("commitment_visit", args=[commitment.pk])
    assert reporter.get(address).status_code == 409 or "现场核查由" in reporter.get(address).content.decode()
    today = timezone.localdate()
    visit = {
        **{f"visited_on_{part}": getattr(today, part) for part in ("year", "month", "day")},
        **{"place": "服务大厅", "companions": "韦某", "found": "窗口已开。", "verdict": "as_reported", "photo_words": "窗口"},
    }
    wrong = visitor.post(address, visit)
    assert wrong.status_code == 422 and "附上现场照片" in wrong.content.decode() and "窗口已开。" in wrong.content.decode()
    assert visitor.post(address, visit | {"photos": [camera_photo()]}).status_code == 302
    page = visitor.get(commitment.get_absolute_url()).content.decode()
    photo = Photo.objects.latest("pk")
    down = reverse("photo_take_down", args=[photo.pk])
    assert down in page and "同去：韦某" in page
    assert down not in reporter.get(commitment.get_absolute_url()).content.decode()
    assert signed_in("tang").get(down).status_code == 404  # not theirs to see
    assert visitor.post(down, {"reason": "放错了"}).status_code == 302
    assert Photo.objects.get(pk=photo.pk).taken_down_reason == "放错了"

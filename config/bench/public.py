"""The public list and search against a bare view that runs the same SQL, over 200,000 public entries."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from commitments.register.models import CommitmentKind
from commitments.register.services import register
from config.bench.database import run_unwatched, settle
from config.bench.pages import page_figure, queries_of
from core.accounts.actor import Actor
from core.directory.models import Agency
from core.search.grams import grams, normalised
from core.search.models import PublicEntry

ENTRIES = 200_000
VERBS = ("优化", "建设", "改造", "推进", "公开", "兑现", "简化", "整治", "完善", "新建")
PLACES = ("东泽区", "西屏区", "临川新区", "柳湾街道", "石桥镇", "云澜港", "南岸片区", "北坡工业园", "老城片区", "高铁新城")
THINGS = ("营商环境", "老旧小区", "不动产登记", "公租房", "招商政策", "农村公路", "社区医院", "普惠幼儿园", "污水管网", "政务大厅")
# the texts are few and repeat; everything else of a row is its own
REPEAT = """
    INSERT INTO core_publicentry (key, kind, number, title, text, agency_id, path, state, mark, due_on, facts, published_at, updated_at,
                                  withdrawal_reason, content_hash, search_text, grams)
    SELECT 'bench:' || one, CASE WHEN one % 2 = 0 THEN 'commitment' ELSE 'item' END, 'BENCH-' || one, title, text, agency_id,
           '/commitments/' || one || '/', state, mark, date '2026-01-01' + one % 700, facts, moment, moment, '', content_hash,
           search_text, grams
    FROM (SELECT one, now() - one * interval '1 minute' AS moment FROM generate_series({first}, {last}) AS one) AS numbers
    JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM core_publicentry WHERE key LIKE 'text:%') AS texts
    ON place = one / 2 % {texts}
"""


def measure(scale):
    """One figure a page: the list of commitments, a rare word and a common one."""
    entries = int(ENTRIES * scale)
    texts = write_texts()
    repeat(1, entries // 10, texts)
    pages = pages_to_measure()
    few = {what: len(queries_of(path)) for what, path in pages.items()}
    repeat(entries // 10 + 1, entries, texts)
    return [page_figure(f"{what}, {entries:,} public entries", path, few[what]) for what, path in pages.items()]


def pages_to_measure():
    commitments, search = reverse("public_commitments"), reverse("search")
    return {
        "list of commitments": commitments,
        "search, rare word": f"{search}?q=北坡工业园普惠幼儿园",
        "search, common word": f"{search}?q=政府",
    }


def write_texts():
    """A thousand entries that differ in their words; returns how many."""
    agency = Agency.objects.create(name="测速公开局", short_name="测速公开局", level="department", division_code="429900")
    facts = facts_of_a_commitment(agency)
    titles = [f"{verb}{place}{thing}" for verb in VERBS for place in PLACES for thing in THINGS]
    PublicEntry.objects.bulk_create(text_entry(title, agency, facts) for title in titles)
    return len(titles)


def facts_of_a_commitment(agency):
    """What the public page of a commitment shows beside its text, as the register publishes it."""
    today = timezone.localdate()
    made = register(
        by=Actor.system("bench"),
        kind=CommitmentKind.objects.get(code="policy_task"),
        title="测速",
        text="按期完成测速并公布结果。",
        agency=agency,
        criterion="结果已公布",
        beneficiary="全体市民",
        basis="云政办发〔2026〕1号",
        promised_on=today,
        due_on=today + timedelta(days=90),
    )
    return PublicEntry.objects.get(key=f"commitment:{made.pk}").facts


def text_entry(title, agency, facts):
    text = f"市政府承诺{title}，年内完成并向社会公布结果。" * 6
    search_text = normalised(f"{title} {text}")
    return PublicEntry(
        key=f"text:{title}",
        kind="item",
        title=title,
        text=text,
        agency=agency,
        path="/",
        state="进行中",
        facts=facts,
        content_hash="0" * 64,
        search_text=search_text,
        grams=grams(search_text),
    )


def repeat(first, last, texts):
    run_unwatched("core_publicentry", REPEAT.format(first=first, last=last, texts=texts))
    settle("core_publicentry")

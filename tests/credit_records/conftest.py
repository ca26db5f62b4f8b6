"""Records of the cast: 市政府办公室 enters them, 市信用办 reviews them, 市住建局 and 市人社局 are their subjects."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from core.accounts.actor import Actor
from core.deadlines.services import Limit, start_many
from core.directory.models import CivilServant
from core.evidence.models import Evidence
from core.rules.models import Rule
from credit_records.records import services
from credit_records.records.models import RecordType, content_of


@pytest.fixture
def record_type(db):
    """record_type("payment_default")."""
    return lambda code: RecordType.objects.get(code=code)


@pytest.fixture
def draft(actor, agencies, record_type):
    """draft() is su's draft about 市住建局, with one file of evidence; give `subject`, `code`, `by` … to change it."""

    def make(*, by="su", subject=None, code=None, proved=True, **changes):
        code = code or ("promise_not_kept_minor" if isinstance(subject, CivilServant) else "payment_default")
        words = {"title": "市住建局拖欠维修款", "facts": "合同款到期未付，顾长青签收催告函。", "happened_on": date(2026, 6, 30)} | changes
        record = services.draft_record(by=actor(by), subject=subject or agencies["市住建局"], type=record_type(code), **words)
        if proved:
            prove(record)
        return record

    return make


def prove(record):
    file = ContentFile(b"%PDF-1.4", name="proof.pdf")
    Evidence.objects.create(subject=record, file=file, name="催告函.pdf", media_type="application/pdf", size=8, sha256="0" * 64)


@pytest.fixture
def in_review(draft, actor):
    """in_review() is su's draft, submitted by su."""
    return lambda **changes: services.submit_record(record=draft(**changes), by=actor("su"))


@pytest.fixture
def in_force(in_review, actor):
    """in_force() is su's record, confirmed by ye."""
    return lambda **changes: services.confirm_record(record=in_review(**changes), by=actor("ye"), reason="核对了合同和付款凭证")


@pytest.fixture
def disputed(in_force):
    """disputed() is a record in force that somebody objects to."""
    return lambda **changes: services.dispute_record(record=in_force(**changes), by=Actor.system("objections"))


@pytest.fixture
def correct(actor):
    """correct(record, title="…") is corrected: meng proposed it and ye approved it."""

    def make(record, *, reason="合同金额有误", **changes):
        content = {name: value for name, value in content_of(record).items() if name != "severity"} | changes
        revision = services.propose_correction(record=record, by=actor("meng"), reason=reason, **content)
        return services.approve_revision(revision=revision, by=actor("ye"), reason="核对属实").record

    return make


@pytest.fixture
def corrected(in_force, correct):
    return lambda **changes: correct(in_force(**changes), title="市住建局拖欠维修款（更正）")


@pytest.fixture
def revoke(actor):
    """revoke(record, "原判决改判") is revoked: meng proposed it and ye approved it with the reason."""

    def make(record, reason):
        revision = services.propose_revocation(record=record, by=actor("meng"), reason="请撤销")
        return services.approve_revision(revision=revision, by=actor("ye"), reason=reason).record

    return make


@pytest.fixture
def missed(agencies):
    """missed("市住建局") is a limit of that agency that ended on 30 June 2026 and was missed."""

    def make(agency="市住建局", purpose="fulfil", subject=None):
        rule = Rule.objects.in_force("document_date")
        words = (purpose, "石桥农贸市场改造", agencies[agency].pk, rule, date(2026, 3, 2))
        return start_many([Limit(subject or agencies[agency], *words, fixed_on=date(2026, 6, 30))])[0]

    return make

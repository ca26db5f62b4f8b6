"""Objections to su's record about 市住建局, which ye confirmed: tang objects, 市政府办公室 is asked, meng proposes, song decides."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.accounts.actor import Actor
from credit_records.objections import services

NOBODY = Actor()


def paper(name="付款凭证"):
    return SimpleUploadedFile(f"{name}.txt", "已于6月28日付清。".encode(), "text/plain")


@pytest.fixture
def object_to(actor):
    """object_to(record) is tang's objection for 市住建局."""
    words = {"grounds": ["facts"], "text": "款项已经付清。", "files": ()}
    return lambda record, by="tang", **changes: services.file_objection(record=record, by=actor(by), **(words | changes))


@pytest.fixture
def citizen(actor):
    """citizen(record) is the objection of somebody without an account; the code is in `receipt`."""
    words = {"grounds": ["basis"], "text": "合同已经解除。", "name": "许安然", "contact": "13900000001"}
    return lambda record, **changes: services.file_public_objection(record=record, by=NOBODY, **(words | changes))


@pytest.fixture
def filed(in_force, object_to):
    return lambda **changes: object_to(in_force(**changes))


@pytest.fixture
def asked(filed, actor):
    return lambda **changes: services.ask_source(objection=filed(**changes), by=actor("meng"))


@pytest.fixture
def answered(asked, actor):
    return lambda **changes: services.answer_objection(objection=asked(**changes), by=actor("su"), answer="付款凭证日期有误。")


@pytest.fixture
def propose(actor):
    return lambda objection, outcome="upheld", by="meng", **content: services.propose_outcome(
        objection=objection, by=actor(by), outcome=outcome, opinion="核对了银行回单。", **content
    )


@pytest.fixture
def proposed(answered, propose):
    return lambda outcome="upheld", **changes: propose(answered(**changes), outcome)


@pytest.fixture
def decide(actor):
    return lambda objection, by="song": services.decide_objection(objection=objection, by=actor(by), reason="同意处理意见。")

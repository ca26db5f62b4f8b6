"""Items of 市人社局: lin writes, he reviews."""

from datetime import date

import pytest
import time_machine

from disclosure.items import services
from disclosure.items.models import Category

TODAY = date(2026, 9, 21)  # a Monday
# one of each role in the agency concerned and outside it; the whole cast would only take longer
WHO = ("lin", "he", "tang", "qiao", "ye", "jiang", "wei", "qin", "admin")
TEXT = "符合条件的毕业生可以领取一次性就业补贴。"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-09-21T10:00:00+08:00", tick=False):
        yield TODAY


@pytest.fixture
def category(db):
    return Category.objects.get(code="livelihood")


@pytest.fixture
def make_item(agencies, actor, category):
    """make_item(state="in_review") is an item of 市人社局 that went the whole way to that state."""

    def make(state="draft", writer="lin", checker="he", **changes):
        content = {
            "category": category,
            "agency": agencies["市人社局"],
            "title": "高校毕业生就业补贴办法",
            "text": TEXT,
            "formed_on": TODAY,
            "document_number": "云人社规[2026]7号",
            "values": {"audience": "毕业两年内的高校毕业生"},
        } | changes
        item = services.create_item(by=actor(writer), **content)
        if state in ("in_review", "published"):
            services.submit_item(item=item, by=actor(writer))
        if state == "published":
            item = services.publish_item(item=item, by=actor(checker))
        if state == "withdrawn":
            item = services.withdraw_item(item=item, by=actor(checker), reason="涉及国家秘密")
        return item

    return make

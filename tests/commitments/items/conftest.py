"""Guides of 市人社局: written by 林晓舟, published by 何静文."""

import pytest

from commitments.items import services
from commitments.items.models import ServiceItem
from tests.commitments.items.guides import guide_facts


@pytest.fixture
def draft(agencies, actor):
    return lambda **changed: services.create_item(by=actor("lin"), agency=agencies["市人社局"], **guide_facts(**changed))


@pytest.fixture
def published(draft, actor):
    """published(…) is public."""

    def make(**changed):
        item = services.submit_item(item=draft(**changed), by=actor("lin"))
        return services.publish_item(item=item, by=actor("he"))

    return make


@pytest.fixture
def now():
    return lambda row: ServiceItem.objects.get(pk=row.pk)

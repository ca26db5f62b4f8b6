import pytest
from django.utils import timezone

from core.papers.services import issue
from tests.core.papers import kinds  # noqa: F401  registers two


@pytest.fixture
def paper(agencies, actor):
    def make(by="lin", agency="市人社局", kind="test_public", **content):
        subject = agencies[agency]
        content = {"name": subject.name, **content}
        return issue(kind=kind, subject=subject, as_of=timezone.localdate(), content=content, to="林晓舟", by=actor(by))

    return make

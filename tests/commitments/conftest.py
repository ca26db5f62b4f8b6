"""Commitments of the cast: made by services, as everything is."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commitments.changes.models import LawfulReason
from commitments.changes.services import propose_change
from commitments.register.models import CommitmentKind
from commitments.register.services import register


@pytest.fixture
def kind(db):
    """kind("policy_task") is one of the kinds that the project ships."""
    return lambda code: CommitmentKind.objects.get(code=code)


@pytest.fixture
def promise(agencies, kind):
    """promise(title=…): the fields of a complete promise of 市人社局."""

    def make(**changed):
        return {
            "kind": kind("policy_task"),
            "title": "工伤认定全程网办",
            "text": "2030年底前实现工伤认定申请、受理、决定全程网上办理。",
            "agency": agencies["市人社局"],
            "criterion": "网上申请不再要求到窗口\n决定书可在网上下载",
            "beneficiary": "全市用人单位和职工",
            "basis": "云府发〔2026〕3号第5项",
            "promised_on": timezone.localdate() - timedelta(days=30),
            "due_on": timezone.localdate() + timedelta(days=60),
        } | changed

    return make


@pytest.fixture
def commitment(promise, actor):
    """A commitment of 市人社局, registered by its clerk."""
    return register(by=actor("lin"), **promise())


@pytest.fixture
def paper():
    """paper() is an uploaded file that may serve as evidence."""
    return lambda name="验收单.txt": SimpleUploadedFile(name, "验收合格。".encode(), "text/plain")


@pytest.fixture
def propose(commitment, actor, paper):
    """propose(extension=10, text="…") asks for a change, by the clerk, for 社会公共利益需要."""

    def make(*, reason="public_interest", by="lin", of=None, **changed):
        told = {
            "explanation": "因防汛抢险，窗口系统的机房要搬迁。",
            "affected": "全市用人单位和职工",
            "consultation": "召开座谈会，12家单位没有反对意见。",
            "compensation": False,
            "compensation_words": "没有人因此受损失。",
            "files": [paper("座谈会记录.txt")],
        }
        return propose_change(commitment=of or commitment, reason=LawfulReason.objects.get(code=reason), by=actor(by), **told | changed)

    return make

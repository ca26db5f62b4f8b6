"""Issuing a paper, and printing it again."""

import hashlib
import json
from dataclasses import replace

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.documents.numbers import DocumentNumber
from core.documents.paper import Check
from core.documents.pdf.letter import render
from core.documents.series import next_number
from core.documents.word_letter import render_word
from core.ledger.services import canonical, digest
from core.papers import registry
from core.papers.models import IssuedPaper, normalised_code
from core.texts import in_the_portals_language


@transaction.atomic
@in_the_portals_language
def issue(*, kind, subject, as_of, content, to, by):
    """Give the paper a number and a code. What says the same as an earlier one for the same person is that one, not a second.

    `content` is JSON with all that the kind's letter needs; who may have it the caller has checked.
    """
    content = json.loads(canonical(content))
    same = issued_before(kind, subject, as_of, digest(canonical(content)), by)
    return same or new_paper(kind=kind, subject=subject, as_of=as_of, content=content, issued_to=to, issued_by=by.user)


def issued_before(kind, subject, as_of, content_sha256, by):
    found = about(IssuedPaper.objects.filter(kind=kind, as_of=as_of, content_sha256=content_sha256, issued_by=by.user), subject)
    return found.order_by("-pk").first()


def with_code(words):
    """The paper with this code, however it was typed; None where there is none."""
    return IssuedPaper.objects.filter(code=normalised_code(words)).first()


def about(papers, subject):
    """The papers about one row; about nothing that was found for None."""
    if subject is None:
        return papers.filter(content_type=None)
    return papers.filter(content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk)


def new_paper(**columns):
    issued = IssuedPaper(issued_at=timezone.now(), content_sha256=digest(canonical(columns["content"])), **columns)
    series, year = registry.kind(issued.kind).series, timezone.localdate(issued.issued_at).year
    issued.number = str(DocumentNumber(series, year, next_number(series, year)))
    issued.pdf_sha256 = hashlib.sha256(pdf_of(issued)).hexdigest()
    issued.save(force_insert=True)
    return issued


@in_the_portals_language
def pdf_of(issued):
    """The paper as PDF; the same bytes each time, as long as the libraries stay the same."""
    return render(paper_of(issued))


@in_the_portals_language
def word_of(issued):
    """The paper as a Word document; what it says is what the PDF says."""
    return render_word(paper_of(issued))


def paper_of(issued):
    check = Check(issued.shown_code, issued.check_url, _("核验码"))
    return replace(registry.kind(issued.kind).letter(issued), check=check)

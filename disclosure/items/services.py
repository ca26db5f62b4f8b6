"""Writing, reviewing, publishing, revising and withdrawing an item (I1). The only writers of items.

The limit to publish starts when the information was formed or changed (政府信息公开条例 art. 26) and ends with the publication.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.deadlines import services as deadlines
from core.documents.numbers import parse_document_number
from core.documents.series import next_number
from core.errors import DomainError
from core.pages.fields import checked_values
from core.search import publication as public_rows
from core.states.services import transition
from core.texts import checked_reason, checked_words
from disclosure.items.models import WRITERS, Category, Item
from disclosure.items.public import publication_of

PURPOSE = "publish"
ORGANISATION = slice(8, 17)  # positions 9 to 17 of a unified social credit code are the organisation's own code


@transaction.atomic
def create_item(
    *, category, agency, title, formed_on, by, text="", document_number="", validity=Item.Validity.IN_FORCE, values=None
) -> Item:
    """Say that information was formed, with its text or, for now, without: from that day on the limit to publish it runs.

    `values` by the names of the category's fields.
    Raises DomainError: "refused", "category_closed", "formed_later", "words_missing", "bad_value" …
    """
    refuse_others(by, agency.pk)
    if not Category.objects.open().filter(pk=category.pk).exists():
        raise DomainError("category_closed", _("目录“%(category)s”现在不收新事项，请选一个下级目录。") % {"category": category})
    content = checked_content(
        category, title=title, text=text, document_number=document_number, formed_on=formed_on, validity=validity, values=values
    )
    item = Item.objects.create(category=category, agency=agency, created_by=by.user, writer_ids=[by.user.pk], **content)
    start_clock(item, on=formed_on)
    return item


@transaction.atomic
def edit_item(*, item, title, text, formed_on, by, document_number="", validity=Item.Validity.IN_FORCE, values=None) -> Item:
    """Rewrite a draft. A corrected date of formation starts the limit of a first publication anew. Raises as create_item, "not_a_draft"."""
    item = locked(item)
    refuse_others(by, item.agency_id)
    if item.state != Item.State.DRAFT:
        raise DomainError("not_a_draft", _("只有起草中的事项可以修改，现在是“%(state)s”。") % {"state": item.get_state_display()})
    content = checked_content(
        item.category, title=title, text=text, document_number=document_number, formed_on=formed_on, validity=validity, values=values
    )
    moved = item.formed_on != formed_on and item.published_on is None
    for name, value in content.items():
        setattr(item, name, value)
    item.writer_ids = sorted({*item.writer_ids, by.user.pk})
    item.save(update_fields=[*content, "writer_ids"])
    if moved:
        stop_clock(item, by=by, reason=_("更正成文日期"))
        start_clock(item, on=formed_on)
    return item


@transaction.atomic
def submit_item(*, item, by) -> Item:
    """Hand a finished draft to the agency's reviewer. Raises DomainError("missing") without a text."""
    return transition(item, to=Item.State.IN_REVIEW, by=by)


@transaction.atomic
def publish_item(*, item, by, reason="") -> Item:
    """Publish what another person wrote: index number, publication date, public page; the limit is met, late or in time.

    Raises DomainError: "refused" (who wrote it cannot publish it), "no_such_step", "missing".
    """
    item = locked(item)
    today = timezone.localdate()
    if item.published_on:
        item.revised_on = today
    elif item.agency.credit_code:
        item.index_number, item.published_on = next_index_number(item.agency, today.year), today
    item.reviewed_by = by.user
    item.save(update_fields=["index_number", "published_on", "revised_on", "reviewed_by"])
    transition(item, to=Item.State.PUBLISHED, by=by, reason=reason, index_number=item.index_number)
    for deadline in item.deadlines.live():
        deadlines.meet(deadline=deadline, on=today, by=by)
    public_rows.publish(publication_of(item))
    return item


@transaction.atomic
def send_back_item(*, item, by, reason) -> Item:
    """Back to its writers, with what is to be changed."""
    return transition(item, to=Item.State.DRAFT, by=by, reason=reason)


@transaction.atomic
def revise_item(*, item, by, reason) -> Item:
    """Open a published item for a new version. The limit to publish what changed starts today; until then the public reads the old one."""
    item = locked(item)
    transition(item, to=Item.State.DRAFT, by=by, reason=reason)
    item.writer_ids = [by.user.pk]
    item.save(update_fields=["writer_ids"])
    start_clock(item, on=timezone.localdate())
    return item


@transaction.atomic
def withdraw_item(*, item, by, reason) -> Item:
    """Not public, or no longer: take it down wherever it is shown, and let no limit to publish it run on."""
    item, reason = locked(item), checked_reason(reason)
    transition(item, to=Item.State.WITHDRAWN, by=by, reason=reason)
    stop_clock(item, by=by, reason=reason)
    public_rows.withdraw(item.public_key, reason=reason)
    return item


DECISIONS = {"publish": publish_item, "send_back": send_back_item, "withhold": withdraw_item}


def decide_item(*, item, decision, by, reason="") -> Item:
    """A reviewer's decision: "publish", "send_back" or "withhold"; the last two need a reason. Raises DomainError("no_such_decision")."""
    if decision not in DECISIONS:
        raise DomainError("no_such_decision", _("选择怎样处理。"), field="decision")
    return DECISIONS[decision](item=item, by=by, reason=reason)


def locked(item):
    """The row as it stands now, locked; a service starts from this, not from what a page read earlier."""
    return Item.objects.select_for_update(no_key=True, of=("self",)).select_related("agency", "category").get(pk=item.pk)


def refuse_others(by, agency_id):
    if not by.has(*WRITERS, agency=agency_id):
        raise DomainError("refused", _("只有发文机关自己的经办人、审核人可以起草和修改。"))


def checked_content(category, *, title, text, document_number, formed_on, validity, values):
    """The columns of an item's content, each checked."""
    if formed_on > timezone.localdate():
        raise DomainError("formed_later", _("成文日期不能晚于今天"), field="formed_on")
    if validity not in Item.Validity.values:
        raise DomainError("no_such_validity", _("选择有效还是废止。"), field="validity")
    number = checked_words(document_number, field="document_number", label=_("文号"), most=60, needed=False)
    return {
        "title": checked_words(title, field="title", label=_("标题"), most=300),
        "text": checked_words(text, field="text", label=_("正文"), needed=False),
        "document_number": str(parse_document_number(number) or number),
        "formed_on": formed_on,
        "validity": Item.Validity(validity),
        "values": checked_values(category.fields, values or {}),
    }


def start_clock(item, *, on):
    title = _("公开《%(title)s》") % {"title": item.title}
    deadlines.start(subject=item, purpose=PURPOSE, title=title, agency_id=item.agency_id, rule=item.category.rule(on), started_on=on)


def stop_clock(item, *, by, reason):
    for deadline in item.deadlines.live():
        deadlines.cancel(deadline=deadline, by=by, reason=reason)


def next_index_number(agency, year):
    """索引号: the agency's organisation code, the year and a number without gaps, such as 011217651/2026-00012."""
    organisation = agency.credit_code[ORGANISATION]
    return f"{organisation}/{year}-{next_number(f'index:{organisation}', year):05d}"

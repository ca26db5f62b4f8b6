"""What the public sees of an item: its head block, text, the public fields of its category, and the limit that its publication met."""

from core.deadlines.projection import project
from core.pages.fields import searchable_words, shown_values
from core.search.models import PublicEntry
from core.search.publication import Publication
from core.texts import in_the_portals_language


@in_the_portals_language
def publication_of(item):
    """The Publication of a published item."""
    return Publication(
        key=item.public_key,
        kind=PublicEntry.Kind.ITEM,
        number=item.index_number,
        title=item.title,
        text="\n".join(part for part in (item.text, item.document_number, searchable_words(item.category.fields, item.values)) if part),
        agency_id=item.agency_id,
        path=f"/items/{item.pk}/",
        state=str(item.get_validity_display()),
        mark="done" if item.validity == item.Validity.IN_FORCE else "plain",
        facts=facts_of(item),
    )


def facts_of(item):
    return {
        "text": item.text,
        "category": item.category.name,
        "category_codes": [category.code for category in item.category.path],
        "category_names": [category.name for category in item.category.path],
        "document_number": item.document_number,
        "formed_on": item.formed_on.isoformat(),
        "published_on": item.published_on.isoformat(),
        "revised_on": item.revised_on and item.revised_on.isoformat(),
        "validity": item.validity,
        "fields": shown_values(item.category.fields, item.values, public_only=True),
        "deadline": project(item.publish_deadline),
    }

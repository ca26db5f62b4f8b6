"""Finding public entries by words (I11): nothing that contains the words is missed, and common words stay fast."""

from django.db.models import Case, IntegerField, Q, Value, When

from core.search.grams import normalised, query_grams
from core.search.models import PublicEntry

MOST_RANKED = 10_000  # the newest matches that are ranked; a word found more often is too common to rank them all
MOST_WORDS = 8


def find(rows, words):
    """Those of the public entries `rows` that contain every word. Pairs of characters narrow down, LIKE has the last word."""
    for word in searched_words(words):
        rows = rows.filter(grams__contains=query_grams(word), search_text__contains=word)
    return rows


def ranked(rows, words):
    """The same with `in_title` (1 or 0) to order by, of the newest 10,000 matches."""
    in_title = Q()
    for word in searched_words(words):
        in_title &= Q(title__icontains=word)
    newest = find(rows, words).order_by("-updated_at", "-id").values("pk")[:MOST_RANKED]
    found = PublicEntry.objects.filter(pk__in=newest)
    rank = (
        Case(When(in_title, then=Value(1)), default=Value(0), output_field=IntegerField())
        if in_title
        else Value(0, output_field=IntegerField())
    )
    return found.annotate(in_title=rank)


def searched_words(words):
    """The words of a query in the form in which texts are stored; what has no letter or digit finds nothing and is left out."""
    return [word for word in normalised(words).split()[:MOST_WORDS] if query_grams(word)]

"""The API door: the public projection of commitments, read-only."""

import django_filters
from rest_framework import generics, serializers

from commitments.register import queries
from core.search.models import PublicEntry
from core.search.queries import find


class CommitmentSerializer(serializers.ModelSerializer):
    """A public entry as other systems read it; `facts` holds what the public page shows beside the columns."""

    id = serializers.SerializerMethodField()
    agency = serializers.CharField(source="agency.name")
    url = serializers.CharField(source="path")

    class Meta:
        model = PublicEntry
        fields = (
            "id",
            "number",
            "title",
            "agency",
            "state",
            "mark",
            "due_on",
            "url",
            "facts",
            "published_at",
            "updated_at",
            "content_hash",
        )

    def get_id(self, entry) -> int:
        return int(entry.key.partition(":")[2])


class CommitmentFilterSet(django_filters.FilterSet):
    q = django_filters.CharFilter(method="holding")
    agency = django_filters.NumberFilter()
    kind = django_filters.CharFilter(field_name="facts__kind__code")
    mark = django_filters.ChoiceFilter(choices=PublicEntry.Mark.choices)
    due = django_filters.DateFromToRangeFilter(field_name="due_on")

    def holding(self, rows, name, words):
        return find(rows, words)


class CommitmentList(generics.ListAPIView):
    """Public commitments, the newest change first."""

    serializer_class, filterset_class = CommitmentSerializer, CommitmentFilterSet
    queryset = queries.public_commitments()

    def get_queryset(self):
        return super().get_queryset().order_by("-updated_at", "-id")


class CommitmentDetail(generics.RetrieveAPIView):
    """One public commitment, by the number in its address."""

    serializer_class, lookup_field = CommitmentSerializer, "key"
    queryset = queries.public_commitments()

    def get_object(self):
        self.kwargs["key"] = f"commitment:{self.kwargs['pk']}"
        return super().get_object()

"""The open data (I11): everything public, read-only, for other systems. A kind of public entry is one small class."""

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy

from core.directory.models import Agency
from core.ledger.models import ChainEntry
from core.search.models import PublicEntry
from core.search.queries import ranked, searched_words
from portal.agencies.queries import with_figures
from portal.open_data import filters, serializers
from portal.open_data.base import OpenData, SequencePagination


class Entries(OpenData):
    """Public entries of one kind, the newest change first."""

    kind = ""
    queryset = PublicEntry.objects.visible_to(AnonymousUser()).select_related("agency").order_by("-updated_at", "-id")
    serializer_class, detail_class = serializers.Entry, serializers.EntryDetail
    filterset_class = filters.Entries

    def get_queryset(self):
        rows = super().get_queryset().of_kind(self.kind).defer("search_text", "grams")
        return rows if self.action == "retrieve" else rows.defer("text", "facts", "search_text", "grams")

    def get_object(self):
        return get_object_or_404(self.get_queryset(), key=f"{self.kind}:{self.kwargs['pk']}")


class Commitments(Entries):
    kind, filterset_class = "commitment", filters.Commitments
    title, lead = gettext_lazy("政府承诺"), gettext_lazy("谁答应的，什么时候办完，到哪一步了。")


class Items(Entries):
    kind, filterset_class = "item", filters.Items
    title, lead = gettext_lazy("公开事项"), gettext_lazy("各单位主动公开的信息，带索引号和类别规定的项目。")


class Records(Entries):
    kind, filterset_class = "record", filters.Records
    title, lead = gettext_lazy("信用记录"), gettext_lazy("公示期内的机关信用记录。公示期满即撤下。")


class Cases(Entries):
    kind = "case"
    title, lead = gettext_lazy("问责结果"), gettext_lazy("已经办结并决定公开的问责案件，人名已隐去。")


class Ratings(Entries):
    kind, filterset_class = "rating", filters.Ratings
    title, lead = gettext_lazy("信用评价"), gettext_lazy("每个机关单位最近一次公布的评价，以及历次的得分。")


class Agencies(OpenData):
    title, lead = gettext_lazy("机关单位"), gettext_lazy("现有机关单位，以及公开的承诺和失信记录各有多少。")
    queryset = Agency.objects.select_related("parent").order_by("sort_key", "id")
    serializer_class, detail_class = serializers.AgencyRow, serializers.AgencyDetail
    filterset_class = filters.Agencies

    def get_queryset(self):
        rows = with_figures(super().get_queryset())
        return rows.select_related("parent", "successor") if self.action == "retrieve" else rows.active()


class Search(Entries):
    title, lead = gettext_lazy("搜索"), gettext_lazy("在全部公开内容里找词。标题里有的在前，同样的，新的在前。")
    filterset_class = filters.Search

    def get_queryset(self):
        words = self.request.query_params.get("q", "").replace("\0", "") if self.request else ""
        if not searched_words(words):
            return PublicEntry.objects.none()
        found = ranked(PublicEntry.objects.visible_to(AnonymousUser()), words).select_related("agency")
        return found.defer("text", "facts", "search_text", "grams").order_by("-in_title", "-updated_at", "-id")


class Ledger(OpenData):
    title = gettext_lazy("公开链")
    lead = gettext_lazy(
        "每次公开、更新或者撤下留下的一条，按先后次序。可以离线核对：每条的摘要由序号、动作、对象、内容摘要、上一条摘要和时间算出。"
    )
    queryset = ChainEntry.objects.defer("content").order_by("sequence")
    serializer_class = serializers.Link
    pagination_class = SequencePagination


DETAILED = {
    "commitments": ("commitment", Commitments),
    "items": ("item", Items),
    "records": ("record", Records),
    "cases": ("case", Cases),
    "ratings": ("rating", Ratings),
    "agencies": ("agency", Agencies),
}
urlpatterns = [
    *(path(f"{many}/", view.as_view({"get": "list"}), name=f"api_{many}") for many, (_one, view) in DETAILED.items()),
    *(path(f"{many}/<int:pk>/", view.as_view({"get": "retrieve"}), name=f"api_{one}") for many, (one, view) in DETAILED.items()),
    path("search/", Search.as_view({"get": "list"}), name="api_search"),
    path("ledger/", Ledger.as_view({"get": "list"}), name="api_ledger"),
]

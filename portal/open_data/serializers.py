"""Public things as other systems read them. Everything comes from public entries, the chain and the directory."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.deadlines.projection import ShownDeadline
from core.directory.models import Agency
from core.ledger.models import ChainEntry
from core.ledger.queries import latest_entry
from core.search.models import PublicEntry
from core.search.publication import content_of
from core.texts import in_the_portals_language
from portal.agencies.queries import commitment_figures


class AgencyName(serializers.ModelSerializer):
    class Meta:
        model = Agency
        fields = ("id", "name", "short_name")


class Entry(serializers.ModelSerializer):
    """A public entry in a list: what it is, whose it is, where it stands."""

    id = serializers.SerializerMethodField(help_text=_("网址里的编码"))
    agency = AgencyName()
    url = serializers.SerializerMethodField(help_text=_("详细内容的接口网址"))
    page = serializers.SerializerMethodField(help_text=_("公开页面的网址"))

    class Meta:
        model = PublicEntry
        fields = (
            "id",
            "kind",
            "number",
            "title",
            "agency",
            "state",
            "mark",
            "due_on",
            "published_at",
            "updated_at",
            "content_hash",
            "url",
            "page",
        )

    def get_id(self, entry) -> int:
        return int(entry.key.partition(":")[2])

    def get_url(self, entry) -> str:
        return self.absolute(reverse(f"api_{entry.kind}", args=[self.get_id(entry)]))

    def get_page(self, entry) -> str:
        return self.absolute(entry.path)

    def absolute(self, path):
        return self.context["request"].build_absolute_uri(path)


class Explained(serializers.Serializer):
    """A deadline with the reason for its day: as data, and as one Chinese sentence."""

    due_on = serializers.DateField(allow_null=True)
    state = serializers.CharField()
    is_provisional = serializers.BooleanField(help_text=_("放假安排还没有公布，日期为暂定"))
    ended_on = serializers.DateField(allow_null=True)
    sentence = serializers.SerializerMethodField(help_text=_("期限是怎样算出来的"))
    explanation = serializers.DictField()

    @in_the_portals_language
    def get_sentence(self, deadline) -> str:
        return deadline.sentence


class Place(serializers.ModelSerializer):
    """Where a thing stands in the public chain."""

    class Meta:
        model = ChainEntry
        fields = ("sequence", "content_hash", "entry_hash", "created_at")


class EntryDetail(Entry):
    """A public entry with all that its public page shows. SHA-256 of `content` in canonical form is `content_hash`."""

    text = serializers.CharField()
    facts = serializers.DictField()
    deadline = serializers.SerializerMethodField()
    chain = serializers.SerializerMethodField()
    content = serializers.SerializerMethodField(help_text=_("计算摘要的内容：按键名排序、不带空白的JSON，UTF-8编码"))

    class Meta(Entry.Meta):
        fields = (*Entry.Meta.fields, "text", "facts", "deadline", "chain", "content")

    def get_deadline(self, entry) -> Explained(allow_null=True):
        shown = ShownDeadline.of(entry.facts.get("deadline") or entry.facts.get("report_deadline"))
        return shown and Explained(shown).data

    def get_chain(self, entry) -> Place:
        return Place(latest_entry(entry.key)).data

    def get_content(self, entry) -> dict:
        return content_of(entry)


class Link(serializers.ModelSerializer):
    """An entry of the public chain, without the content: what was taken down must not live on here."""

    # to the letter as it was hashed
    created_at = serializers.SerializerMethodField()

    class Meta:
        model = ChainEntry
        fields = ("sequence", "kind", "key", "content_hash", "previous_hash", "entry_hash", "created_at")

    def get_created_at(self, entry) -> str:
        return entry.created_at.isoformat()


class AgencyRow(serializers.ModelSerializer):
    """An agency of the directory, with how many promises and bad records are public."""

    parent = AgencyName(allow_null=True)
    commitment_count = serializers.IntegerField(help_text=_("公开的承诺"))
    broken_count = serializers.IntegerField(help_text=_("其中逾期或者没有兑现的"))
    bad_record_count = serializers.IntegerField(help_text=_("公示中的失信记录"))

    class Meta:
        model = Agency
        fields = (
            "id",
            "name",
            "short_name",
            "level",
            "parent",
            "credit_code",
            "division_code",
            "commitment_count",
            "broken_count",
            "bad_record_count",
        )


class Figures(serializers.Serializer):
    """Public commitments by outcome."""

    kept = serializers.IntegerField()
    late = serializers.IntegerField()
    broken = serializers.IntegerField()
    open = serializers.IntegerField()


class AgencyDetail(AgencyRow):
    """An agency with what the directory says of it, and the outcomes of its promises."""

    aliases = serializers.SerializerMethodField()
    successor = AgencyName(allow_null=True)
    figures = serializers.SerializerMethodField()

    class Meta(AgencyRow.Meta):
        fields = (
            *AgencyRow.Meta.fields,
            "aliases",
            "telephone",
            "address",
            "founded_on",
            "dissolved_on",
            "successor",
            "figures",
        )

    def get_aliases(self, agency) -> list[str]:
        return list(agency.names.values_list("name", flat=True))

    def get_figures(self, agency) -> Figures:
        return commitment_figures(agency)

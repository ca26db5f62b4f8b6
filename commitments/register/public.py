"""What the public sees of a commitment: everything that its public page, the list and the open data show, in one row."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.register.models import Commitment
from commitments.register.registry import told as told_by_rooms
from core.deadlines.models import Deadline
from core.deadlines.projection import project
from core.events import names
from core.events.models import Event
from core.evidence.models import Photo
from core.evidence.photos import facts as facts_of_photo
from core.ledger.services import lock_chain
from core.pages.fields import searchable_words, shown_values
from core.search.publication import Publication, publish_many
from core.texts import in_the_portals_language

LINKED = ("parts", "dependencies", "needed_by")
TOLD = (names.DEADLINE_MISSED, names.DEADLINE_CHANGED)
OVERDUE, KEPT_LATE = gettext_lazy("逾期"), gettext_lazy("逾期兑现")
MARKS = {"stalled": "warn", "kept": "done", "partly_kept": "warn", "broken": "bad", "changed": "plain", "withdrawn": "plain"}


def key_of(primary_key):
    return f"commitment:{primary_key}"


@transaction.atomic
def publish_commitments(primary_keys):
    """Show these commitments to the public as they are now, or renew what is shown: a handful of statements, however many they are."""
    # before the rows are read, so that nobody who read earlier publishes later
    lock_chain()
    publish_many(publications(primary_keys))


@in_the_portals_language
def publications(primary_keys):
    rows = Commitment.objects.filter(pk__in=primary_keys).select_related("kind", "agency", "registrar").order_by("pk")
    deadlines = Deadline.objects.select_related("rule").prefetch_related("pauses")
    commitments = list(rows.prefetch_related("participations__agency", "happened", *LINKED, Prefetch("deadlines", queryset=deadlines)))
    told = told_of_deadlines([deadline.pk for commitment in commitments for deadline in commitment.deadlines.all()])
    photos = photos_in(event for commitment in commitments for event in commitment.happened.all())
    added = told_by_rooms([commitment.pk for commitment in commitments])
    return [publication(commitment, told, photos, added[commitment.pk]) for commitment in commitments]


def photos_in(events):
    """{primary key: what the public is told of the photo} of the photos that came with these events."""
    keys = {key for event in events for key in event.payload.get("photos", ())}
    return {photo.pk: facts_of_photo(photo) for photo in Photo.objects.filter(pk__in=keys)} if keys else {}


def told_of_deadlines(primary_keys):
    """{deadline: its events that concern the public}."""
    content_type = ContentType.objects.get_for_model(Deadline)
    events = Event.objects.filter(content_type=content_type, object_id__in=primary_keys, name__in=TOLD).order_by("id")
    told = defaultdict(list)
    for event in events:
        told[event.object_id].append(event)
    return told


def publication(commitment, told, photos, added):
    deadline = commitment.deadline
    shown_limit = deadline or commitment.report_deadline
    words, mark = standing(commitment, deadline)
    return Publication(
        key=key_of(commitment.pk),
        kind="commitment",
        title=commitment.title,
        text="\n".join(part for part in (commitment.text, commitment.criterion, searchable_words(*own_fields(commitment))) if part),
        number=commitment.number,
        agency_id=commitment.agency_id,
        path=reverse("public_commitment", args=[commitment.pk]),
        state=words,
        mark=mark,
        due_on=shown_limit.due_on if shown_limit else None,
        found_by=f"{commitment.agency.name} {commitment.agency.short_name} {commitment.beneficiary}",
        facts=facts(commitment, deadline, told, photos) | added,
    )


def standing(commitment, deadline):
    """The state as the public reads it, and its mark. Overdue is what the deadline says, nothing else."""
    late = deadline is not None and deadline.state in ("overdue", "late")
    if commitment.state in Commitment.UNDERWAY and late:
        return str(OVERDUE), "bad"
    if commitment.state == "kept" and late:
        return str(KEPT_LATE), "warn"
    if commitment.state in ("open", "claimed"):
        return commitment.get_state_display(), "bad" if late else "plain"
    return commitment.get_state_display(), MARKS[commitment.state]


def facts(commitment, deadline, told, photos):
    others = commitment.participations.all()
    return {
        "kind": {"code": commitment.kind.code, "name": commitment.kind.name},
        "agency": agency_facts(commitment.agency),
        "leads": [agency_facts(one.agency) for one in others if one.role == "lead"],
        "cooperating": [agency_facts(one.agency) for one in others if one.role == "cooperating"],
        "supervision": commitment.kind.get_verified_by_display(),
        "text": commitment.text,
        "criterion": [line.strip() for line in commitment.criterion.splitlines() if line.strip()],
        "beneficiary": commitment.beneficiary,
        "basis": commitment.basis,
        "extra": [{"label": label, "value": words} for label, words in shown_values(*own_fields(commitment), public_only=True)],
        "fields": {spec["name"]: commitment.extra.get(spec["name"], "") for spec in commitment.kind.fields if spec.get("public")},
        "promised_on": commitment.promised_on.isoformat(),
        "frequency": commitment.get_frequency_display(),
        "continuous": commitment.continuous,
        "state": commitment.state,
        "percent": commitment.percent,
        "deadline": project(deadline),
        "report_deadline": project(commitment.report_deadline),
        "course": course(commitment, told, photos),
        "lawful_changes": lawful_changes(commitment),
        "whole": commitment.whole_id and {"key": key_of(commitment.whole_id), "weight": commitment.weight},
        "parts": [{"key": key_of(part.pk), "weight": part.weight} for part in sorted(commitment.parts.all(), key=lambda part: part.pk)],
        "needs": [{"key": key_of(one.needs_id), "reason": one.reason} for one in commitment.dependencies.all()],
        "needed_by": [{"key": key_of(one.commitment_id), "reason": one.reason} for one in commitment.needed_by.all()],
    } | former_agency(commitment)


def former_agency(commitment):
    """{"former_agency": {"name", "on"}}: who answered for it before and since when another one does; nothing where it always was the same."""
    events = [event for event in commitment.happened.all() if event.name == names.COMMITMENT_REASSIGNED]
    events = [event for event in events if not event.payload.get("shares")]
    last = max(events, key=lambda event: event.pk, default=None)
    return {"former_agency": {"name": last.payload["before"], "on": last.payload["on"]}} if last else {}


def agency_facts(agency):
    return {"id": agency.pk, "name": agency.name, "short_name": agency.short_name, "telephone": agency.telephone}


def own_fields(commitment):
    return commitment.kind.fields, commitment.extra


def course(commitment, told, photos):
    """What happened so far, oldest first: {on, title, text}, the per cent of a report, and photos where there are some."""
    limits = [deadline for deadline in commitment.deadlines.all() if deadline.purpose in Commitment.DUE_PURPOSES]
    events = [event for deadline in limits for event in told[deadline.pk]] + list(commitment.happened.all())
    moments = [moment(event, photos) for event in sorted(events, key=lambda event: event.pk)]
    return [one for one in moments if one]


def moment(event, photos=None):
    """One event as the public reads it; None for one that says nothing to it. Nobody is named. `photos`: of photos_in(), for who shows them."""
    title, text = WORDS.get(event.name, silent)(event.payload)
    on = event.payload.get("on") or event.payload.get("at") or timezone.localdate(event.created_at).isoformat()
    percent = {"percent": event.payload["percent"]} if event.name == names.PROGRESS_REPORTED else {}
    seen = {"photos": [photos[key] for key in event.payload["photos"]]} if photos and event.payload.get("photos") else {}
    visit = {"visit": True} if event.name == names.SITE_VISITED else {}
    return {"on": on, "title": title, "text": text} | percent | seen | visit if title else None


def lawful_changes(commitment):
    """What was changed by approved requests, newest first: reason, basis, and the old and new words; nobody is named."""
    events = [event for event in commitment.happened.all() if event.name == names.COMMITMENT_CHANGED]
    return [event.payload for event in sorted(events, key=lambda event: event.pk, reverse=True)]


def silent(payload):
    return "", ""


def registered(payload):
    return _("作出承诺"), ""


def reported(payload):
    return _("报告进展：完成%(percent)d%%") % {"percent": payload["percent"]}, with_evidence(payload)


def received(payload):
    return _("责任单位签收"), ""


def visited(payload):
    titles = {"as_reported": _("现场核查：与报告一致"), "differs": _("现场核查：与报告不符"), "unclear": _("现场核查：还要另外核实")}
    return titles[payload["verdict"]], _("%(place)s。%(found)s") % {"place": payload["place"], "found": payload["found"]}


def drawn(payload):
    title = _("抽签：到现场核验") if payload["chosen"] else _("抽签：不用到现场核验")
    words = _("公开链第%(sequence)d条的摘要除以100余%(number)d，小于%(share)d的到现场核验。")
    return title, words % payload


def claimed(payload):
    return _("申报完成，等待核验"), with_evidence(payload)


def with_evidence(payload):
    files = payload.get("files", 0)
    return payload["text"] + (_("（佐证材料%(files)d份）") % {"files": files} if files else "")


def decided(payload):
    titles = {
        "open": _("核验退回，继续办理"),
        "kept": _("核验为已兑现"),
        "partly_kept": _("核验为部分兑现"),
        "broken": _("核验为未兑现"),
    }
    return titles[payload["target"]], payload.get("reason", "")


def ended(payload):
    titles = {"stalled": _("认定为停滞"), "open": _("恢复推进"), "broken": _("认定为未兑现"), "withdrawn": _("承诺撤销")}
    return titles.get(payload.get("target"), ""), payload.get("reason", "")


def graded(payload):
    titles = {"satisfied": _("提出人评价：满意"), "acceptable": _("提出人评价：基本满意"), "dissatisfied": _("提出人评价：不满意")}
    return titles[payload["grade"]], ""


def lawfully_changed(payload):
    words = {"reason": payload["reason"], "basis": payload["basis"], "explanation": payload["explanation"]}
    title = _("承诺依法终止，不再履行") if payload.get("target") == "changed" else _("承诺依法变更")
    return title, _("%(reason)s（%(basis)s）：%(explanation)s") % words


def reassigned(payload):
    shares = _("共同办理的单位由%(before)s改为%(after)s")
    title = shares if payload.get("shares") else _("责任单位由%(before)s改为%(after)s，期限不变")
    return title % {"before": payload["before"], "after": payload["after"]}, payload["reason"]


def missed(payload):
    # that it was found not done the decision itself has told
    return silent(payload) if payload["target"] == "failed" else (_("到期没有办结，标记为逾期"), "")


def changed(payload):
    if not payload.get("after") or payload["after"] == payload.get("before"):
        return "", ""
    return _("期限改为%(day)s") % {"day": payload["after"]}, payload.get("reason", "")


WORDS = {
    names.COMMITMENT_REGISTERED: registered,
    names.PROGRESS_REPORTED: reported,
    names.COMMITMENT_RECEIVED: received,
    names.SITE_VISITED: visited,
    names.CLAIM_FILED: claimed,
    names.SITE_DRAWN: drawn,
    names.CLAIM_DECIDED: decided,
    names.OPINION_GIVEN: graded,
    names.STATE_CHANGED: ended,
    names.COMMITMENT_CHANGED: lawfully_changed,
    names.COMMITMENT_REASSIGNED: reassigned,
    names.DEADLINE_MISSED: missed,
    names.DEADLINE_CHANGED: changed,
}

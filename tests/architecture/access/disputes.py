"""What the addresses of objections and repairs are about, like targets.py."""

from core.accounts.actor import Actor
from core.accounts.models import User
from credit_records.objections import services as objections
from credit_records.records import services as records
from credit_records.records.models import LeniencyGround
from credit_records.repair import services as repairs
from tests.architecture.access.targets import made_record, paper, pk, record_confirmed


def by_name(username):
    return Actor.of(User.objects.get(username=username))


def made_objection(record, by):
    return objections.file_objection(record=record, by=by, grounds=["facts"], text="款项已经付清。")


def objection(city):
    return pk(made_objection(record_confirmed(city, city.own), city.actor("clerk")))


def objection_of_person(city):
    return pk(made_objection(record_confirmed(city, city.civil_servant), city.actor("subject")))


def made_objection_to_own_entry(city):
    """The own agency entered the record that 市交通局 objects to."""
    submitted = records.submit_record(record=made_record(city), by=city.actor("clerk"))
    confirmed = records.confirm_record(record=submitted, by=by_name("meng"), reason="属实")
    return made_objection(confirmed, by_name("wen"))


def objection_to_own_entry(city):
    return pk(made_objection_to_own_entry(city))


def objection_asked(city):
    return pk(objections.ask_source(objection=made_objection_to_own_entry(city), by=city.actor("credit_office")))


def objection_proposed(city):
    """By a third one of the credit office: meng confirmed the record, and the one of the table decides."""
    made = made_objection(record_confirmed(city, city.own), city.actor("clerk"))
    return pk(objections.propose_outcome(objection=made, by=by_name("song"), outcome="upheld", opinion="没有新的事实。"))


def made_repair(city, subject=None, by="clerk"):
    """Leniency may be asked for at once, whatever the floor of the record is."""
    return repairs.apply_for_leniency(
        record=record_confirmed(city, subject or city.own),
        by=city.actor(by),
        leniency="lenient",
        ground=LeniencyGround.objects.first(),
        rectification="已经付清。",
        duties="没有其他义务。",
        promise="不再拖欠。",
        files=[paper()],
    )


def made_repair_proposed(city):
    """Accepted and examined by a third one of the credit office."""
    accepted = repairs.accept_repair(application=made_repair(city), by=by_name("song"))
    return repairs.propose_repair(application=accepted, by=by_name("song"), outcome="approved", opinion="属实。")


def repair(city):
    return pk(made_repair(city))


def repair_of_person(city):
    return pk(made_repair(city, city.civil_servant, by="subject"))


def repair_accepted(city):
    return pk(repairs.accept_repair(application=made_repair(city), by=by_name("song")))


def repair_proposed(city):
    return pk(made_repair_proposed(city))


def repair_approved(city):
    return pk(repairs.decide_repair(application=made_repair_proposed(city), by=by_name("meng"), reason="属实。"))

"""What the addresses of objections are about, like targets.py."""

from core.accounts.actor import Actor
from core.accounts.models import User
from credit_records.objections import services as objections
from credit_records.records import services as records
from tests.architecture.access.targets import made_record, pk, record_confirmed


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

"""What the addresses of guides and applications are about, like targets.py: those of 市人社局, one of them shared with 市住建局."""

from commitments.cases import services as cases
from commitments.items import services as items
from tests.architecture.access.duties import second_clerk
from tests.architecture.access.targets import pk
from tests.commitments.items.guides import guide_facts


def made_item(city, **changed):
    return items.create_item(by=city.actor("clerk"), agency=city.own, **guide_facts(**changed))


def in_review(city, **changed):
    return items.submit_item(item=made_item(city, **changed), by=city.actor("clerk"))


def published(city, **changed):
    return items.publish_item(item=in_review(city, **changed), by=city.actor("reviewer"))


def made_case(city, **changed):
    guide = published(city, **changed).versions.get()
    return cases.open_case(guide=guide, applicant="百川公司", contact="0499-5550177", by=city.actor("clerk"))


def accepted(city, **changed):
    return cases.accept_case(case=made_case(city, **changed), by=city.actor("clerk"))


def proposed(city):
    return cases.propose_decision(case=accepted(city), reason="建议准予", by=city.actor("clerk"))


def service_draft(city):
    return pk(made_item(city))


def service_in_review(city):
    return pk(in_review(city))


def public_guide(city):
    return pk(published(city))


def service_case(city):
    return pk(made_case(city))


def case_for_a_colleague(city):
    """There is somebody to hand it over to: another clerk."""
    second_clerk(city)
    return service_case(city)


def incomplete_case(city):
    return pk(cases.notify_missing(case=made_case(city), papers=["营业执照"], by=city.actor("clerk")))


def accepted_case(city):
    return pk(accepted(city))


def paused_case(city):
    return pk(cases.pause_case(case=accepted(city), kind="test", reason="送检", by=city.actor("clerk")))


def proposed_case(city):
    return pk(proposed(city))


def decided_case(city):
    return pk(cases.decide_case(case=proposed(city), outcome="granted", reason="符合条件", by=city.actor("reviewer")))


def opinion(city):
    made = accepted(city, participants=(city.agencies["市住建局"],), promised_days=30)
    return pk(made.opinions.get())

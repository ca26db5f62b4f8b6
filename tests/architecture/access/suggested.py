"""What the addresses of suggestions are about, like targets.py: one that another agency handed to 市人社局."""

from commitments.register.models import CommitmentKind
from commitments.suggestions import services
from tests.architecture.access.targets import pk


def made_suggestion(city):
    return services.register_suggestion(
        by=city.actor("other_clerk"),
        kind=CommitmentKind.objects.get(code="deputy_suggestion"),
        title="关于增设招聘会场次的建议",
        text="建议每季度举办一次招聘会。",
        agency=city.own,
        criterion="书面答复提出人。",
        beneficiary="全市求职者",
        basis="市人大常委会办公室交办",
        extra={"suggestion": "第18号"},
        name="顾明川",
    )


def suggestion(city):
    return pk(made_suggestion(city))


def proposer(city):
    return pk(made_suggestion(city).proposers.get())

"""What the addresses of urging and its letters are about, like targets.py: a letter to 市人社局."""

from commitments.register.models import Commitment
from commitments.urging import services
from commitments.urging.models import Urge
from tests.architecture.access.targets import commitment, pk


def urging_letter(city):
    made = Commitment.objects.get(**commitment(city))
    services.urge(commitments=[made], reason="请报告进展", letter="urging_letter", by=city.actor("supervisor"))
    return pk(Urge.objects.get().letter)

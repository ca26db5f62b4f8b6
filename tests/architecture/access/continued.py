"""What the addresses of continuity are about, like targets.py: 市人社局 got what a dissolved agency owed; its head has changed."""

from datetime import timedelta

from django.utils import timezone

from commitments.continuity.models import Handover
from commitments.continuity.services import draw_up_handovers
from tests.architecture.access.targets import pk


def handover(city):
    """The subject is the head who leaves."""
    tenure = city.own.tenures.get(ended_on=None)
    tenure.ended_on, tenure.civil_servant = timezone.localdate() - timedelta(days=1), city.civil_servant
    tenure.save()
    draw_up_handovers()
    return pk(Handover.objects.get(agency=city.own))

"""What the addresses of photos are about, like targets.py: a report of 市人社局 with a photo."""

from commitments.fulfilment.services import report_progress, take_down_photo
from core.evidence.models import Photo
from tests.architecture.access.targets import made_commitment, pk
from tests.pictures import camera_photo


def made_photo(city):
    told = {"text": "施工中。", "percent": 10, "photos": [camera_photo()], "photo_words": "工地"}
    report_progress(commitment=made_commitment(city), by=city.actor("clerk"), **told)
    return Photo.objects.latest("pk")


def photo(city):
    return pk(made_photo(city))


def photo_taken_down(city):
    made = made_photo(city)
    take_down_photo(photo=made, reason="拍到了人脸", by=city.actor("reviewer"))
    return pk(made)


def board_kind(city):
    return {"code": "township_promise"}


def township_board(city):
    return {"code": "township_promise", "agency": city.own.pk}

"""The API doors of this wing's rooms, gathered."""

from django.urls import path

from commitments.register import api as register

urlpatterns = [
    path("commitments/", register.CommitmentList.as_view(), name="api_commitments"),
    path("commitments/<int:pk>/", register.CommitmentDetail.as_view(), name="api_commitment"),
]

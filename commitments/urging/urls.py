from django.urls import path

from commitments.urging import views

urlpatterns = [
    path("work/supervision/", views.LoadMap.as_view(), name="supervision"),
    path("work/supervision/commitments/", views.LoadCommitments.as_view(), name="supervision_commitments"),
    path("work/supervision/urging/", views.WhoUrges.as_view(), name="supervision_urging"),
    path("work/urges/", views.UrgeList.as_view(), name="urges"),
    path("work/urges/new/", views.UrgeMany.as_view(), name="urges_new"),
    path("work/commitments/<int:pk>/urge/", views.UrgeOne.as_view(), name="commitment_urge"),
]

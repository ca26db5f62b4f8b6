from django.urls import path

from commitments.visits import views

urlpatterns = [path("work/commitments/<int:pk>/visit/", views.RecordVisit.as_view(), name="commitment_visit")]

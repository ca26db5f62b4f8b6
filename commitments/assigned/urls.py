from django.urls import path

from commitments.assigned import views

urlpatterns = [
    path("work/assign/", views.Line.as_view(), name="assign_line"),
    path("work/assign/form/", views.Assign.as_view(), name="assign"),
]

from django.urls import path

from core.jobs import views

urlpatterns = [
    path("work/jobs/", views.JobList.as_view(), name="jobs"),
    path("work/jobs/<int:pk>/", views.JobDetail.as_view(), name="job"),
]

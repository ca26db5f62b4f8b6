from django.urls import path

from core.evidence import views

urlpatterns = [
    path("work/evidence/<int:pk>/", views.download, name="evidence"),
    path("photos/<int:pk>/", views.photo, name="photo"),
    path("photos/<int:pk>/small/", views.photo, {"small": True}, name="photo_small"),
]

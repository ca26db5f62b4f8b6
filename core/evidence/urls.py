from django.urls import path

from core.evidence import views

urlpatterns = [path("work/evidence/<int:pk>/", views.download, name="evidence")]

from django.urls import path

from core.deadlines import views

urlpatterns = [path("work/deadlines/<int:pk>/", views.DeadlinePage.as_view(), name="deadline")]

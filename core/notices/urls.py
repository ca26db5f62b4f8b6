from django.urls import path

from core.notices import views

urlpatterns = [
    path("work/inbox/", views.Inbox.as_view(), name="inbox"),
    path("work/inbox/read/", views.read_all, name="notices_read_all"),
    path("work/inbox/<int:pk>/", views.open_notice, name="notice"),
]

from django.urls import path

from credit_records.files import views

urlpatterns = [
    path("work/files/", views.FileList.as_view(), name="files"),
    path("work/files/<int:pk>/", views.FileDetail.as_view(), name="file"),
]

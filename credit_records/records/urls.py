from django.http import Http404
from django.urls import path


def later(request, pk):
    raise Http404


urlpatterns = [path("records/<int:pk>/", later, name="public_record"), path("work/records/<int:pk>/", later, name="record")]

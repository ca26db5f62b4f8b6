from django.urls import path

from credit_records.exchange import views

urlpatterns = [
    path("work/exchange/", views.TransmissionList.as_view(), name="exchange"),
    path("work/exchange/send/", views.SendNow.as_view(), name="exchange_send"),
    path("work/exchange/<int:pk>/", views.TransmissionDetail.as_view(), name="transmission"),
    path("work/exchange/<int:pk>/again/", views.SendAgain.as_view(), name="transmission_again"),
    path("work/exchange/<int:pk>/abandon/", views.Abandon.as_view(), name="transmission_abandon"),
    path("work/exchange/batches/", views.BatchList.as_view(), name="exchange_batches"),
    path("work/exchange/batches/<int:pk>/", views.BatchDetail.as_view(), name="exchange_batch"),
    path("work/exchange/batches/<int:pk>/resend/", views.Resend.as_view(), name="exchange_batch_resend"),
    path("work/exchange/batches/<int:pk>/discard/", views.Discard.as_view(), name="exchange_batch_discard"),
]

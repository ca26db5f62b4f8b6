from django.urls import path

from commitments.fulfilment import views

urlpatterns = [
    path("work/commitments/<int:pk>/", views.CommitmentDetail.as_view(), name="commitment"),
    path("work/commitments/<int:pk>/acknowledge/", views.Acknowledge.as_view(), name="commitment_acknowledge"),
    path("work/commitments/<int:pk>/report/", views.ReportProgress.as_view(), name="commitment_report"),
    path("work/commitments/<int:pk>/claim/", views.ClaimFulfilment.as_view(), name="commitment_claim"),
    path("work/photos/<int:pk>/take-down/", views.TakeDownPhoto.as_view(), name="photo_take_down"),
    path("work/commitments/<int:pk>/verify/", views.VerifyClaim.as_view(), name="commitment_verify"),
    path("work/commitments/<int:pk>/send-back/", views.SendBackClaim.as_view(), name="commitment_send_back"),
]

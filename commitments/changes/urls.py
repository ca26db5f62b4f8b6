from django.urls import path

from commitments.changes import views

urlpatterns = [
    path("work/changes/", views.ChangeList.as_view(), name="changes"),
    path("work/commitments/<int:pk>/change/", views.NewChange.as_view(), name="change_new"),
    path("work/changes/<int:pk>/", views.ChangeDetail.as_view(), name="change"),
    path("work/changes/<int:pk>/decide/", views.DecideChange.as_view(), name="change_decide"),
    path("work/changes/<int:pk>/withdraw/", views.WithdrawChange.as_view(), name="change_withdraw"),
]

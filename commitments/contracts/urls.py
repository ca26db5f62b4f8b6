from django.urls import path

from commitments.contracts import views

urlpatterns = [
    path("work/contracts/", views.ContractList.as_view(), name="contracts"),
    path("work/contracts/new/", views.NewContract.as_view(), name="contract_new"),
    path("work/contracts/stages/<int:pk>/", views.UpdateStage.as_view(), name="contract_stage"),
    path("work/contracts/duties/<int:pk>/claim/", views.ClaimDuty.as_view(), name="contract_duty_claim"),
    path("work/contracts/<int:pk>/", views.ContractDetail.as_view(), name="contract"),
    path("work/contracts/<int:pk>/confirm/", views.ConfirmContract.as_view(), name="contract_confirm"),
    path("work/contracts/<int:pk>/perform/", views.PerformContract.as_view(), name="contract_perform"),
    path("work/contracts/<int:pk>/breach/", views.BreachContract.as_view(), name="contract_breach"),
    path("work/contracts/<int:pk>/settle/", views.SettleContract.as_view(), name="contract_settle"),
    path("work/contracts/<int:pk>/terminate/", views.TerminateContract.as_view(), name="contract_terminate"),
    path("work/contracts/<int:pk>/day/", views.EnterDay.as_view(), name="contract_day"),
]

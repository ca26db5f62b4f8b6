from django.urls import path

from credit_records.repair import views

urlpatterns = [
    path("work/repairs/", views.RepairList.as_view(), name="repairs"),
    path("work/records/<int:pk>/repair/", views.NewRepair.as_view(), name="repair_new"),
    path("work/records/<int:pk>/leniency/", views.NewLeniency.as_view(), name="leniency_new"),
    path("work/repairs/<int:pk>/", views.RepairDetail.as_view(), name="repair"),
    path("work/repairs/<int:pk>/accept/", views.AcceptRepair.as_view(), name="repair_accept"),
    path("work/repairs/<int:pk>/not-accept/", views.NotAcceptRepair.as_view(), name="repair_not_accept"),
    path("work/repairs/<int:pk>/propose/", views.ProposeRepair.as_view(), name="repair_propose"),
    path("work/repairs/<int:pk>/return/", views.ReturnRepair.as_view(), name="repair_return"),
    path("work/repairs/<int:pk>/decide/", views.DecideRepair.as_view(), name="repair_decide"),
    path("work/repairs/<int:pk>/paper.pdf", views.RepairPaper.as_view(), name="repair_paper"),
]

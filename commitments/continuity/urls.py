from django.urls import path

from commitments.continuity import views

urlpatterns = [
    path("work/reassignments/", views.ReassignmentList.as_view(), name="reassignments"),
    path("work/reassignments/take/", views.TakeCommitments.as_view(), name="reassignments_take"),
    path("work/reassignments/assign/", views.AssignCommitments.as_view(), name="reassignments_assign"),
    path("work/handovers/", views.HandoverList.as_view(), name="handovers"),
    path("work/handovers/<int:pk>/", views.HandoverDetail.as_view(), name="handover"),
    path("work/handovers/<int:pk>/sign/", views.SignHandover.as_view(), name="handover_sign"),
]

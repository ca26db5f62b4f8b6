from django.urls import path

from credit_records.records import views

urlpatterns = [
    path("records/<int:pk>/", views.PublicRecord.as_view(), name="public_record"),
    path("work/records/", views.RecordList.as_view(), name="records"),
    path("work/records/waiting/", views.WaitingRecords.as_view(), name="records_waiting"),
    path("work/records/new/", views.NewRecord.as_view(), name="record_new"),
    path("work/records/<int:pk>/", views.RecordDetail.as_view(), name="record"),
    path("work/records/<int:pk>/edit/", views.EditRecord.as_view(), name="record_edit"),
    path("work/records/<int:pk>/evidence/", views.ProveRecord.as_view(), name="record_prove"),
    path("work/records/<int:pk>/submit/", views.SubmitRecord.as_view(), name="record_submit"),
    path("work/records/<int:pk>/confirm/", views.ConfirmRecord.as_view(), name="record_confirm"),
    path("work/records/<int:pk>/send-back/", views.SendBackRecord.as_view(), name="record_send_back"),
    path("work/records/<int:pk>/dismiss/", views.DismissRecord.as_view(), name="record_dismiss"),
    path("work/records/<int:pk>/correct/", views.ProposeCorrection.as_view(), name="record_correct"),
    path("work/records/<int:pk>/revoke/", views.ProposeRevocation.as_view(), name="record_revoke"),
    path("work/records/revisions/", views.RevisionList.as_view(), name="revisions"),
    path("work/records/revisions/<int:pk>/", views.RevisionDetail.as_view(), name="revision"),
    path("work/records/revisions/<int:pk>/approve/", views.ApproveRevision.as_view(), name="revision_approve"),
    path("work/records/revisions/<int:pk>/refuse/", views.RefuseRevision.as_view(), name="revision_refuse"),
]

from django.urls import path

from credit_records.imports import views

urlpatterns = [
    path("work/imports/", views.BatchList.as_view(), name="imports"),
    path("work/imports/new/", views.Upload.as_view(), name="import_new"),
    path("work/imports/template/", views.Template.as_view(), name="import_template"),
    path("work/imports/<int:pk>/", views.BatchDetail.as_view(), name="import"),
    path("work/imports/<int:pk>/rows/", views.RowList.as_view(), name="import_rows"),
    path("work/imports/<int:pk>/records/", views.BatchRecords.as_view(), name="import_records"),
    path("work/imports/<int:pk>/check/", views.Recheck.as_view(), name="import_recheck"),
    path("work/imports/<int:pk>/enter/", views.Enter.as_view(), name="import_enter"),
    path("work/imports/<int:pk>/discard/", views.Discard.as_view(), name="import_discard"),
    path("work/imports/<int:pk>/confirm/", views.Confirm.as_view(), name="import_confirm"),
    path("work/imports/<int:pk>/refuse/", views.Refuse.as_view(), name="import_refuse"),
]

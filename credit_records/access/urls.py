from django.urls import path

from credit_records.access import views

urlpatterns = [
    path("work/queries/", views.Queries.as_view(), name="queries"),
    path("work/queries/new/", views.Apply.as_view(), name="query_new"),
    path("work/queries/<int:pk>/", views.QueryDetail.as_view(), name="query"),
    path("work/queries/<int:pk>/grant/", views.GrantQuery.as_view(), name="query_grant"),
    path("work/queries/<int:pk>/refuse/", views.RefuseQuery.as_view(), name="query_refuse"),
    path("work/queries/<int:pk>/withdraw/", views.WithdrawQuery.as_view(), name="query_withdraw"),
    path("work/queries/<int:pk>/revoke/", views.RevokeQuery.as_view(), name="query_revoke"),
    path("work/looks/", views.Looks.as_view(), name="looks"),
    path("work/files/<int:pk>/looks/", views.FileLooks.as_view(), name="file_looks"),
]

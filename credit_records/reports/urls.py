from django.urls import path

from credit_records.reports import views

urlpatterns = [
    path("credit/", views.CreditQuery.as_view(), name="credit_query"),
    path("credit/<int:pk>/report/", views.PublicReport.as_view(), name="public_report"),
    path("credit/<int:pk>/nothing-found/", views.NothingFound.as_view(), name="nothing_found"),
    path("work/files/<int:pk>/nothing-found/", views.CertifyNothingFound.as_view(), name="nothing_found_new"),
    path("work/files/<int:pk>/report/", views.IssueReport.as_view(), name="report_new"),
]

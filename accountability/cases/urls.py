from django.urls import path

from accountability.cases import public_views, views

urlpatterns = [
    path("cases/", public_views.PublicCases.as_view(), name="public_cases"),
    path("cases/<int:pk>/", public_views.PublicCase.as_view(), name="public_case"),
    path("work/clues/<int:pk>/case/", views.OpenCase.as_view(), name="case_open"),
    path("work/cases/", views.CaseList.as_view(), name="cases"),
    path("work/cases/<int:pk>/", views.CasePage.as_view(), name="case"),
    path("work/cases/<int:pk>/assign/", views.AssignHandler.as_view(), name="case_assign"),
    path("work/cases/<int:pk>/finding/", views.RecordFinding.as_view(), name="case_finding"),
    path("work/cases/<int:pk>/decide/", views.DecideCase.as_view(), name="case_decide"),
]

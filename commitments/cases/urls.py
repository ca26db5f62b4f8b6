from django.urls import path

from commitments.cases import views

CASE = "work/service-cases/<int:pk>/"

urlpatterns = [
    path("services/case/", views.FindCase.as_view(), name="service_case_find"),
    path("work/service-cases/", views.CaseList.as_view(), name="service_cases"),
    path("work/service-cases/new/", views.OpenCase.as_view(), name="service_case_new"),
    path("work/service-cases/refused/", views.RefusedList.as_view(), name="service_cases_refused"),
    path("work/service-cases/opinions/<int:pk>/", views.AnswerOpinion.as_view(), name="opinion_answer"),
    path(CASE, views.CaseDetail.as_view(), name="service_case"),
    path(CASE + "accept/", views.AcceptCase.as_view(), name="service_case_accept"),
    path(CASE + "notify/", views.NotifyMissing.as_view(), name="service_case_notify"),
    path(CASE + "supply/", views.SupplyPapers.as_view(), name="service_case_supply"),
    path(CASE + "refuse/", views.RefuseAcceptance.as_view(), name="service_case_refuse"),
    path(CASE + "propose/", views.ProposeDecision.as_view(), name="service_case_propose"),
    path(CASE + "send-back/", views.SendBack.as_view(), name="service_case_send_back"),
    path(CASE + "decide/", views.DecideCase.as_view(), name="service_case_decide"),
    path(CASE + "deliver/", views.DeliverCase.as_view(), name="service_case_deliver"),
    path(CASE + "pause/", views.PauseCase.as_view(), name="service_case_pause"),
    path(CASE + "resume/", views.ResumeCase.as_view(), name="service_case_resume"),
    path(CASE + "extend/", views.ExtendCase.as_view(), name="service_case_extend"),
    path(CASE + "to-person/", views.ToPerson.as_view(), name="service_case_to_person"),
    path(CASE + "to-agency/", views.ToAgency.as_view(), name="service_case_to_agency"),
    path(CASE + "withdraw/", views.WithdrawCase.as_view(), name="service_case_withdraw"),
]

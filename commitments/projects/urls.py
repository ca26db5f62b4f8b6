from django.urls import path

from commitments.projects import public_views, views

urlpatterns = [
    path("commitments/projects/", public_views.PublicProjects.as_view(), name="public_projects"),
    path("work/projects/", views.ProjectList.as_view(), name="projects"),
    path("work/projects/<int:pk>/", views.ProjectDetail.as_view(), name="project"),
    path("work/projects/<int:pk>/lead/", views.NameLead.as_view(), name="project_lead"),
    path("work/projects/<int:pk>/lead/end/", views.EndLead.as_view(), name="project_lead_end"),
    path("work/projects/<int:pk>/stage/", views.AddStage.as_view(), name="project_stage"),
    path("work/projects/<int:pk>/problem/", views.RaiseProblem.as_view(), name="problem_raise"),
    path("work/problems/", views.ProblemList.as_view(), name="problems"),
    path("work/problems/<int:pk>/", views.ProblemDetail.as_view(), name="problem"),
    path("work/problems/<int:pk>/assign/", views.AssignProblem.as_view(), name="problem_assign"),
    path("work/problems/<int:pk>/extend/", views.ExtendProblem.as_view(), name="problem_extend"),
    path("work/problems/<int:pk>/solve/", views.SolveProblem.as_view(), name="problem_solve"),
    path("work/problems/<int:pk>/return/", views.ReturnProblem.as_view(), name="problem_return"),
    path("work/problems/<int:pk>/confirm/", views.ConfirmProblem.as_view(), name="problem_confirm"),
    path("work/problems/<int:pk>/send-back/", views.SendBackProblem.as_view(), name="problem_send_back"),
    path("work/problems/<int:pk>/withdraw/", views.WithdrawProblem.as_view(), name="problem_withdraw"),
]

from django.urls import path

from commitments.suggestions import views

urlpatterns = [
    path("work/suggestions/", views.Suggestions.as_view(), name="suggestions"),
    path("work/suggestions/new/", views.NewSuggestion.as_view(), name="suggestion_new"),
    path("work/suggestions/<int:pk>/", views.ProposerDetail.as_view(), name="proposer"),
    path("work/suggestions/<int:pk>/remove/", views.RemoveProposer.as_view(), name="proposer_remove"),
    path("work/commitments/<int:pk>/proposers/new/", views.AddProposer.as_view(), name="proposer_new"),
    path("opinion/", views.FindOpinion.as_view(), name="suggestion_find"),
    path("opinion/answer/", views.AnswerOpinion.as_view(), name="suggestion_answer"),
]

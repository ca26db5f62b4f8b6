from django.urls import path

from accountability.complaints import views

urlpatterns = [
    path("work/clues/", views.ClueList.as_view(), name="clues"),
    path("work/clues/new/", views.RegisterClue.as_view(), name="clue_new"),
    path("work/clues/<int:pk>/", views.CluePage.as_view(), name="clue"),
    path("work/clues/<int:pk>/dismiss/", views.DismissClue.as_view(), name="clue_dismiss"),
]

from django.urls import path

from core.papers import views

urlpatterns = [
    path("verify/<str:code>/", views.CheckPaper.as_view(), name="verify_code"),
    path("verify/<str:code>/paper.pdf", views.PaperAgain.as_view(), name="verify_paper"),
    path("work/papers/", views.Papers.as_view(), name="papers"),
    path("work/papers/<int:pk>/paper.pdf", views.PrintPaper.as_view(), name="paper_pdf"),
    path("work/papers/<int:pk>/paper.docx", views.PaperAsWord.as_view(), name="paper_word"),
    path("work/papers/<int:pk>/", views.Paper.as_view(), name="paper"),
]

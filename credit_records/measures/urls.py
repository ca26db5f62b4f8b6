from django.urls import path

from credit_records.measures import views

urlpatterns = [
    path("work/measures/", views.MeasureList.as_view(), name="measures"),
    path("work/eligibility/", views.QuestionList.as_view(), name="eligibilities"),
    path("work/eligibility/new/", views.AskEligibility.as_view(), name="eligibility_new"),
    path("work/eligibility/<int:pk>/", views.EligibilityAnswers.as_view(), name="eligibility"),
    path("work/eligibility/<int:pk>/letter/", views.IssueLetter.as_view(), name="eligibility_letter"),
]

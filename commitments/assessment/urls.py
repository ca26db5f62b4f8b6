from django.urls import path

from commitments.assessment import public_views, views

urlpatterns = [
    path("assessment/", public_views.PublicAssessments.as_view(), name="public_assessments"),
    path("assessment/<int:year>/", public_views.WhitePaper.as_view(), name="public_assessment"),
    path("assessment/<int:year>/white-paper.docx", public_views.WordPaper.as_view(), name="public_assessment_word"),
    path("assessment/<int:year>/agencies/<int:pk>/", public_views.AgencyPaper.as_view(), name="public_assessment_agency"),
    path(
        "assessment/<int:year>/agencies/<int:pk>/white-paper.docx",
        public_views.AgencyWordPaper.as_view(),
        name="public_assessment_agency_word",
    ),
    path("work/assessment/", views.Assessments.as_view(), name="assessments"),
    path("work/assessment/new/", views.Begin.as_view(), name="assessment_new"),
    path("work/assessment/<int:pk>/", views.AssessmentDetail.as_view(), name="assessment"),
    path("work/assessment/<int:pk>/commitments/", views.AssessedCommitments.as_view(), name="assessment_rows"),
    path("work/assessment/<int:pk>/compute/", views.Compute.as_view(), name="assessment_compute"),
    path("work/assessment/<int:pk>/publish/", views.Publish.as_view(), name="assessment_publish"),
    path("work/assessment/<int:pk>/discard/", views.Discard.as_view(), name="assessment_discard"),
]

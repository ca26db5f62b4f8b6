from django.urls import path

from commitments.lists import public_views, views

urlpatterns = [
    path("lists/", public_views.PublicLists.as_view(), name="public_lists"),
    path("lists/<int:pk>/", public_views.PublicYearlyList.as_view(), name="public_list"),
    path("lists/<int:pk>/vote/", public_views.Vote.as_view(), name="ballot"),
    path("lists/voted/", public_views.Asked.as_view(), name="ballot_asked"),
    path("lists/confirm/<str:token>/", public_views.ConfirmBallot.as_view(), name="ballot_confirm"),
    path("work/lists/", views.YearlyLists.as_view(), name="yearly_lists"),
    path("work/lists/new/", views.NewList.as_view(), name="yearly_list_new"),
    path("work/lists/<int:pk>/", views.YearlyListDetail.as_view(), name="yearly_list"),
    path("work/lists/<int:pk>/template/", views.Template.as_view(), name="yearly_list_template"),
    path("work/lists/<int:pk>/upload/", views.UploadSheet.as_view(), name="yearly_list_upload"),
    path("work/lists/<int:pk>/submit/", views.Submit.as_view(), name="yearly_list_submit"),
    path("work/lists/<int:pk>/announce/", views.Announce.as_view(), name="yearly_list_announce"),
    path("work/lists/<int:pk>/send-back/", views.SendBack.as_view(), name="yearly_list_send_back"),
    path("work/lists/<int:pk>/discard/", views.Discard.as_view(), name="yearly_list_discard"),
    path("work/lists/<int:pk>/vote/", views.OpenVote.as_view(), name="yearly_list_vote"),
    path("work/lists/<int:pk>/assess/", views.Assess.as_view(), name="yearly_list_assess"),
]

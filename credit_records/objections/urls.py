from django.urls import path

from credit_records.objections import views

urlpatterns = [
    path("records/<int:pk>/object/", views.ObjectInPublic.as_view(), name="objection_public"),
    path("objections/filed/", views.Receipt.as_view(), name="objection_receipt"),
    path("objections/follow/", views.FollowObjection.as_view(), name="objection_follow"),
    path("objections/take-back/", views.TakeBackObjection.as_view(), name="objection_take_back"),
    path("work/objections/", views.ObjectionList.as_view(), name="objections"),
    path("work/records/<int:pk>/object/", views.NewObjection.as_view(), name="objection_new"),
    path("work/objections/<int:pk>/", views.ObjectionDetail.as_view(), name="objection"),
    path("work/objections/<int:pk>/ask/", views.AskSource.as_view(), name="objection_ask"),
    path("work/objections/<int:pk>/answer/", views.AnswerObjection.as_view(), name="objection_answer"),
    path("work/objections/<int:pk>/propose/", views.ProposeOutcome.as_view(), name="objection_propose"),
    path("work/objections/<int:pk>/correct/", views.ProposeCorrection.as_view(), name="objection_correct"),
    path("work/objections/<int:pk>/decide/", views.DecideObjection.as_view(), name="objection_decide"),
    path("work/objections/<int:pk>/return/", views.ReturnProposal.as_view(), name="objection_return"),
    path("work/objections/<int:pk>/refuse/", views.RefuseObjection.as_view(), name="objection_refuse"),
    path("work/objections/<int:pk>/withdraw/", views.WithdrawObjection.as_view(), name="objection_withdraw"),
    path("work/objections/<int:pk>/pause/", views.PauseObjection.as_view(), name="objection_pause"),
    path("work/objections/<int:pk>/resume/", views.ResumeObjection.as_view(), name="objection_resume"),
]

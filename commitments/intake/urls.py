from django.urls import path

from commitments.intake import views

urlpatterns = [
    path("work/intake/", views.IntakeList.as_view(), name="intake"),
    path("work/intake/new/", views.TakeIn.as_view(), name="intake_new"),
    path("work/intake/<int:pk>/", views.IntakeDocumentPage.as_view(), name="intake_document"),
    path("work/intake/<int:pk>/confirm/", views.ConfirmTasks.as_view(), name="intake_confirm"),
    path("work/intake/units/<int:pk>/settle/", views.SettleUnit.as_view(), name="intake_settle"),
    path("work/intake/tasks/<int:pk>/edit/", views.EditTask.as_view(), name="intake_edit"),
    path("work/intake/tasks/<int:pk>/lead/", views.NameLead.as_view(), name="intake_lead"),
    path("work/intake/tasks/<int:pk>/split/", views.SplitTask.as_view(), name="intake_split"),
    path("work/intake/tasks/<int:pk>/merge/", views.MergeTask.as_view(), name="intake_merge"),
    path("work/intake/tasks/<int:pk>/drop/", views.DropTask.as_view(), name="intake_drop"),
    path("work/intake/tasks/<int:pk>/restore/", views.RestoreTask.as_view(), name="intake_restore"),
]

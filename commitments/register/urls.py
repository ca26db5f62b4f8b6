from django.urls import path

from commitments.register import public_views, views

urlpatterns = [
    path("commitments/", public_views.PublicCommitments.as_view(), name="public_commitments"),
    path("commitments/<int:pk>/", public_views.PublicCommitment.as_view(), name="public_commitment"),
    path("work/commitments/", views.CommitmentList.as_view(), name="commitments"),
    path("work/commitments/new/", views.NewCommitment.as_view(), name="commitment_new"),
    path("work/commitments/<int:pk>/edit/", views.EditCommitment.as_view(), name="commitment_edit"),
    path("work/commitments/<int:pk>/dependency/", views.AddDependency.as_view(), name="commitment_dependency"),
    path(
        "work/commitments/<int:pk>/dependency/<int:dependency>/remove/",
        views.RemoveDependency.as_view(),
        name="commitment_dependency_remove",
    ),
    path("work/commitments/<int:pk>/stalled/", views.DeclareStalled.as_view(), name="commitment_stalled"),
    path("work/commitments/<int:pk>/broken/", views.DeclareBroken.as_view(), name="commitment_broken"),
    path("work/commitments/<int:pk>/withdraw/", views.WithdrawCommitment.as_view(), name="commitment_withdraw"),
]

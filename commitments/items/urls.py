from django.urls import path

from commitments.items import public_views, views

urlpatterns = [
    path("services/", public_views.PublicServices.as_view(), name="public_services"),
    path("services/<int:pk>/", public_views.PublicService.as_view(), name="public_service"),
    path("work/services/", views.ItemList.as_view(), name="service_items"),
    path("work/services/new/", views.NewItem.as_view(), name="service_item_new"),
    path("work/services/<int:pk>/", views.ItemDetail.as_view(), name="service_item"),
    path("work/services/<int:pk>/edit/", views.EditItem.as_view(), name="service_item_edit"),
    path("work/services/<int:pk>/submit/", views.SubmitItem.as_view(), name="service_item_submit"),
    path("work/services/<int:pk>/decide/", views.DecideItem.as_view(), name="service_item_decide"),
    path("work/services/<int:pk>/revise/", views.ReviseItem.as_view(), name="service_item_revise"),
    path("work/services/<int:pk>/withdraw/", views.WithdrawItem.as_view(), name="service_item_withdraw"),
]

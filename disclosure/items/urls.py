from django.urls import path

from disclosure.items import public_views, views

urlpatterns = [
    path("items/", public_views.PublicItems.as_view(), name="public_items"),
    path("items/<int:pk>/", public_views.PublicItem.as_view(), name="public_item"),
    path("work/items/", views.ItemList.as_view(), name="items"),
    path("work/items/new/", views.ChooseCategory.as_view(), name="item_new"),
    path("work/items/new/<slug:code>/", views.CreateItem.as_view(), name="item_create"),
    path("work/items/<int:pk>/", views.ItemPage.as_view(), name="item"),
    path("work/items/<int:pk>/edit/", views.EditItem.as_view(), name="item_edit"),
    path("work/items/<int:pk>/submit/", views.SubmitItem.as_view(), name="item_submit"),
    path("work/items/<int:pk>/decide/", views.DecideItem.as_view(), name="item_decide"),
    path("work/items/<int:pk>/revise/", views.ReviseItem.as_view(), name="item_revise"),
    path("work/items/<int:pk>/withdraw/", views.WithdrawItem.as_view(), name="item_withdraw"),
]

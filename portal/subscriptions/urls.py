from django.urls import path

from portal.subscriptions import feeds, views

urlpatterns = [
    path("subscriptions/new/", views.Subscribe.as_view(), name="subscribe"),
    path("subscriptions/asked/", views.Asked.as_view(), name="subscription_asked"),
    path("subscriptions/confirm/<str:token>/", views.Confirm.as_view(), name="subscription_confirm"),
    path("subscriptions/leave/<str:token>/", views.Leave.as_view(), name="subscription_leave"),
    path("commitments/<int:pk>/feed/", feeds.CommitmentFeed(), name="commitment_feed"),
    path("agencies/<int:pk>/feed/", feeds.AgencyFeed(), name="agency_feed"),
    path("search/feed/", feeds.SearchFeed(), name="search_feed"),
]

"""The portal's doors: home, search, agencies, my work, and pages that only tell."""

from django.urls import include, path

from portal.agencies.views import Agencies, AgencyPage
from portal.dashboard.views import Dashboard
from portal.home.views import Home
from portal.pages.views import About, Accessibility, Help, OpenData, Verify
from portal.search.views import Search
from portal.work.duty_views import ComeBack, GoOnLeave, HandOver, Leaves
from portal.work.views import AllWork, Work

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("search/", Search.as_view(), name="search"),
    path("agencies/", Agencies.as_view(), name="agencies"),
    path("agencies/<int:pk>/", AgencyPage.as_view(), name="agency"),
    path("", include("portal.subscriptions.urls")),
    path("about/", About.as_view(), name="about"),
    path("accessibility/", Accessibility.as_view(), name="accessibility"),
    path("open-data/", OpenData.as_view(), name="open_data"),
    path("verify/", Verify.as_view(), name="verify"),
    path("work/", Work.as_view(), name="work"),
    path("work/all/", AllWork.as_view(), name="work_all"),
    path("work/hand-over/", HandOver.as_view(), name="work_hand_over"),
    path("work/leave/", Leaves.as_view(), name="leaves"),
    path("work/leave/new/", GoOnLeave.as_view(), name="leave_new"),
    path("work/leave/<int:pk>/cancel/", ComeBack.as_view(), name="leave_cancel"),
    path("work/dashboard/", Dashboard.as_view(), name="dashboard"),
    path("work/help/", Help.as_view(), name="help"),
]

from django.urls import path

from commitments.overview import boards, embedded_views, views

urlpatterns = [
    path("commitments/calendar/", views.CommitmentCalendar.as_view(), name="commitment_calendar"),
    path("commitments/calendar.ics", views.calendar, name="commitment_calendar_file"),
    path("commitments/comparison/", views.CommitmentComparison.as_view(), name="commitment_comparison"),
    path("commitments/boards/<slug:code>/", boards.Boards.as_view(), name="promise_boards"),
    path("commitments/boards/<slug:code>/<int:agency>/", boards.Board.as_view(), name="promise_board"),
    path("commitments/<int:pk>/embed/", embedded_views.embedded, name="commitment_embedded"),
    path("commitments/<int:pk>/badge.svg", embedded_views.badge, name="commitment_badge"),
]

"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import URLPattern, path

from maillage.activities.views import calendar, feeds, frame
from maillage.activities.views import public as pages

app_name = "activities"

public: list[URLPattern] = [
    path("agenda/", calendar.calendar, name="calendar"),
    path("agenda.ics", feeds.ics, name="calendar_ics"),
    path("agenda.atom", feeds.atom, name="calendar_atom"),
    path("agenda.json", feeds.data, name="calendar_data"),
    path("agenda.png", pages.calendar_card, name="calendar_card"),
    path("agenda/cadre/", frame.frame, name="calendar_frame"),
    path("agenda/cadre/code/", frame.code, name="calendar_frame_code"),
    path("activites/<int:pk>/", pages.activity, name="activity"),
    path("activites/<int:pk>-<slug:slug>/", pages.activity, name="activity"),
    path("activites/<int:pk>.ics", feeds.activity_ics, name="activity_ics"),
    path("activites/<int:pk>.png", pages.card, name="activity_card"),
]
urlpatterns: list[URLPattern] = []
